"""Training labels are the choice of blocks that scores best against the gold."""

from __future__ import annotations

from newscrawl.training.labels import label_blocks

FIRST = "The harbour board met on Monday and voted to raise the fees for visiting yachts next year."
SECOND = "Skippers from four clubs had asked it to wait until the new pontoon is finished in autumn."
HEADING = "Long wait"


def test_paragraphs_of_the_gold_are_chosen_and_others_are_not() -> None:
    texts = ["Home News Sport", FIRST, SECOND, "Subscribe to our letter and never miss a story from the port."]
    assert label_blocks(texts, f"{FIRST}\n{SECOND}") == [0.0, 1.0, 1.0, 0.0]


def test_a_short_heading_is_chosen_only_where_it_stands_in_the_gold() -> None:
    texts = [FIRST, HEADING, SECOND]
    assert label_blocks(texts, f"{FIRST}\n{HEADING}\n{SECOND}") == [1.0, 1.0, 1.0]
    assert label_blocks(texts, f"{FIRST}\n{SECOND}") == [1.0, 0.0, 1.0]


def test_of_two_equal_blocks_the_one_inside_the_story_is_chosen() -> None:
    texts = [FIRST, "Most read", "Weather", "Tides", FIRST, SECOND]
    assert label_blocks(texts, f"{FIRST}\n{SECOND}") == [0.0, 0.0, 0.0, 0.0, 1.0, 1.0]


def test_a_page_without_anything_of_the_gold_gets_no_block() -> None:
    assert label_blocks(["Home", "News"], FIRST) == [0.0, 0.0]
