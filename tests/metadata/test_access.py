"""Whether the page says that it is free."""

from __future__ import annotations

import pytest

from newscrawl.metadata.access import read_is_free, read_truth
from newscrawl.metadata.head import Head
from newscrawl.metadata.story import Structured


@pytest.mark.parametrize(
    ("value", "truth"),
    [
        (True, True),
        (False, False),
        ("True", True),
        ("false", False),
        ("https://schema.org/False", False),
        ("maybe", None),
        (None, None),
    ],
)
def test_writings_of_truth_are_known(value: object, truth: bool | None) -> None:
    assert read_truth(value) is truth


@pytest.mark.parametrize(("tier", "is_free"), [("free", True), ("locked", False), ("metered", None)])
def test_content_tier_answers_where_structured_data_does_not(tier: str, is_free: bool | None) -> None:
    head = Head({"article:content_tier": (tier,)}, {}, None, None, ())
    assert read_is_free(head, Structured()) is is_free


def test_structured_data_goes_before_the_tier() -> None:
    head = Head({"article:content_tier": ("free",)}, {}, None, None, ())
    structured = Structured(stories=(("json-ld", {"isAccessibleForFree": "False"}),))
    assert read_is_free(head, structured) is False
