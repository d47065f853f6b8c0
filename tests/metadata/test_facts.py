"""The shape of metadata."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError

import pytest

from newscrawl.article import Article
from newscrawl.metadata import Image, Metadata


def test_every_field_that_a_record_takes_from_the_page_is_one_of_the_record() -> None:
    internal = {"article_body", "is_article_declared", "declared_types"}
    assert set(Metadata.__slots__) - internal <= set(Article.__slots__)


def test_metadata_crosses_a_process_boundary_and_cannot_be_changed() -> None:
    metadata = Metadata(title="Tide", images=(Image(url="https://news.example/a.jpg"),))
    assert pickle.loads(pickle.dumps(metadata)) == metadata
    with pytest.raises(FrozenInstanceError):
        metadata.title = "Ebb"  # type: ignore[misc]
