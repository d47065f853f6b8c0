"""An article on several pages becomes one record, and nothing of any page is lost from sight."""

from __future__ import annotations

from newscrawl.blocks import BlockType, Cut, CutKind, Keep, Piece, rebuild_source
from newscrawl.extraction.joining import WITHOUT_TEXT, join_extractions
from newscrawl.extraction.result import Extraction, TextBlock
from newscrawl.metadata.facts import Image, Metadata
from newscrawl.outcomes import PageType

MENU = Cut(CutKind.navigation, "menu", "a menu")


def extraction(
    *texts: str,
    page_type: PageType = PageType.article,
    score: float = 0.9,
    images: tuple[str, ...] = (),
    warnings: tuple[str, ...] = (),
) -> Extraction:
    """An extraction with a menu that was cut and these paragraphs, kept."""
    pieces = [Piece("", "Home News", MENU, 0)]
    pieces += [Piece("\n\n", text, Keep(BlockType.paragraph), number) for number, text in enumerate(texts, 1)]
    return Extraction(
        blocks=tuple(TextBlock(type=BlockType.paragraph, text=text) for text in texts),
        pieces=tuple(pieces),
        metadata=Metadata(title="Long read", images=tuple(Image(url=url) for url in images)),
        page_type=page_type,
        page_type_evidence="",
        score=score,
        strategy="column",
        warnings=warnings,
    )


def test_texts_follow_each_other_and_facts_are_those_of_the_first_page() -> None:
    joined = join_extractions(extraction("One.", "Two."), [extraction("Three."), extraction("Four.")])
    assert joined.text == "One.\n\nTwo.\n\nThree.\n\nFour."
    assert joined.title == "Long read"
    assert joined.is_article


def test_what_pages_repeat_stands_once_and_is_told_as_cut() -> None:
    joined = join_extractions(extraction("Deck.", "One."), [extraction("Deck.", "Two.")])
    assert joined.text == "Deck.\n\nOne.\n\nTwo."
    assert [(removal.text, removal.rule) for removal in joined.removals] == [
        ("Home News", "menu"), ("Home News", "menu"), ("Deck.", "repeated_on_next_page"),
    ]  # fmt: skip


def test_pieces_still_give_back_the_source_of_all_pages() -> None:
    pages = [extraction("Deck.", "One."), extraction("Deck.", "Two.")]
    joined = join_extractions(pages[0], pages[1:])
    assert rebuild_source(joined.pieces) == "\n\n".join(rebuild_source(page.pieces) for page in pages)
    blocks = [piece.block for piece in joined.pieces]
    assert blocks == [0, 1, 2, 3, 4, 5]


def test_page_without_an_article_adds_nothing_and_is_warned_of() -> None:
    gallery = extraction("Caption.", page_type=PageType.gallery)
    joined = join_extractions(extraction("One."), [gallery, extraction("Two.")])
    assert joined.text == "One.\n\nTwo."
    assert joined.warnings == (WITHOUT_TEXT,)
    assert "Caption." in [removal.text for removal in joined.removals]


def test_last_page_with_a_paragraph_that_nobody_would_take_for_an_article_is_joined() -> None:
    joined = join_extractions(extraction("One."), [extraction("The end.", page_type=PageType.unknown)])
    assert joined.text == "One.\n\nThe end."
    assert joined.warnings == ()


def test_first_page_that_is_no_article_stays_what_it_is() -> None:
    listing = extraction("One.", page_type=PageType.listing)
    assert join_extractions(listing, [extraction("Two.")]) is listing


def test_score_is_that_of_the_least_sure_page_and_warnings_are_gathered_once() -> None:
    joined = join_extractions(
        extraction("One.", score=0.9, warnings=("a",)), [extraction("Two.", score=0.4, warnings=("a", "b"))]
    )
    assert (joined.score, joined.warnings) == (0.4, ("a", "b"))


def test_images_of_all_pages_are_kept_once_in_order() -> None:
    joined = join_extractions(
        extraction("One.", images=("https://n.example/1.jpg", "https://n.example/2.jpg")),
        [extraction("Two.", images=("https://n.example/2.jpg", "https://n.example/3.jpg"))],
    )
    assert [image.url[-5:] for image in joined.metadata.images] == ["1.jpg", "2.jpg", "3.jpg"]


