"""Where a caption ends and its credit begins."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from newscrawl.metadata.credits import drop_label, read_caption, split_credit


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("The quay at dawn. Photo: Ann Roe/AP", "The quay at dawn.", "Ann Roe/AP"),
        ("The quay at dawn (Photo: Ann Roe)", "The quay at dawn", "Ann Roe"),
        ("The quay at dawn. © Ann Roe", "The quay at dawn.", "Ann Roe"),
        ("Der Kai am Morgen. Foto: dpa", "Der Kai am Morgen.", "dpa"),
        ("The quay at dawn. | Ann Roe", "The quay at dawn.", "Ann Roe"),
        ("The quay at dawn", "The quay at dawn", None),
        ("Photo: Ann Roe", None, "Ann Roe"),
        ("Illustration: Ann Roe", None, "Ann Roe"),
        ("Ships at anchor. (AP Photo/Ann Roe)", "Ships at anchor.", "AP Photo/Ann Roe"),
        ("Ships at anchor (left)", "Ships at anchor (left)", None),
        ("© Ann Roe / Gazette", None, "Ann Roe / Gazette"),
        (None, None, None),
    ],
)
def test_credit_is_parted_from_the_caption(text: str | None, caption: str | None, credit: str | None) -> None:
    assert split_credit(text) == (caption, credit)


def test_marked_credit_is_taken_as_it_stands() -> None:
    markup = '<figcaption>The quay. <span class="image-credit">Photograph: Ann Roe</span></figcaption>'
    assert read_caption(fromstring(markup)) == ("The quay.", "Ann Roe")


def test_label_and_brackets_are_dropped() -> None:
    assert drop_label("(Photo by Ann Roe)") == "Ann Roe"
    assert drop_label(None) is None
