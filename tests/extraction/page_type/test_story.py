"""A story is running text in one place on the title's topic; sizes count in every script."""

from __future__ import annotations

from newscrawl.dom import parse_html, segment_page
from newscrawl.extraction.page_type.story import Story, count_headed_pieces, measure_sizes, measure_story, split_runs
from newscrawl.extraction.page_type.teasers import find_teasers
from newscrawl.extraction.view import view_page
from newscrawl.metadata.facts import Metadata

TITLE = "Dredger runs aground off the harbour"
TEXT = "The dredger Halcyon ran aground off the harbour on Tuesday, and floated free with the next tide."
CONSENT = "We and our partners store cookies on your device with your consent to measure our audience."
OTHER = "The regional choir has won a place in the national final with a piece that nobody had heard before."


def measure(body: str, title: str | None = TITLE) -> Story:
    tree = parse_html(f"<html><body>{body}</body></html>")
    assert tree is not None
    view = view_page(segment_page(tree), Metadata(title=title))
    sizes = measure_sizes(view)
    return measure_story(view, range(len(view.blocks)), sizes, find_teasers(view, sizes))


def test_words_of_running_text_count_and_no_others() -> None:
    story = measure(
        f"<h1>{TITLE}</h1><p>{TEXT}</p><p>Photo: Nora Quill</p><ul><li><a href='/a'>{OTHER}</a></li></ul>"
        f"<figure><figcaption>{OTHER}</figcaption></figure><p>{CONSENT}</p><footer>{OTHER}</footer>"
    )
    assert story.words == 17
    assert story.topic_share == 0.75
    assert story.is_headed


def test_text_on_another_topic_shares_nothing_with_the_title() -> None:
    assert measure(f"<p>{OTHER}</p>").topic_share == 0.0


def test_without_a_title_there_is_no_topic() -> None:
    story = measure(f"<p>{TEXT}</p>", None)
    assert story.topic_share is None
    assert not story.is_headed


def test_consent_text_counts_where_the_title_is_about_it() -> None:
    assert measure(f"<p>{CONSENT}</p>").words == 0
    assert measure(f"<p>{CONSENT}</p>", "Court rules on cookies and consent").words == 16


def test_a_headline_far_above_does_not_head_the_text() -> None:
    between = "<div>Four words stand here.</div>" * 13
    assert not measure(f"<h1>{TITLE}</h1>{between}<p>{TEXT}</p>").is_headed


def test_scripts_without_spaces_are_counted_by_their_characters() -> None:
    thai = "ชาวประมงคนหนึ่งพบแผนที่เก่าอายุกว่าร้อยปีในกล่องเหล็กใต้ท้องเรือที่เขาซื้อต่อมาจากพ่อค้าปลาและนำกลับบ้าน"
    chinese = "市议会星期二晚上投票决定推迟港口疏浚工程。"
    assert 10 <= measure(f"<p>{thai}</p>").words <= 30
    assert measure(f"<p>{chinese}</p>").words == 20


def test_runs_are_parted_by_headline_links_between_them() -> None:
    assert split_runs([2, 3, 5, 9], {1, 4, 6, 7}) == [[2, 3], [5], [9]]
    assert split_runs([], {1}) == []


def test_pieces_under_linked_headings_are_counted_only_where_all_text_is() -> None:
    assert count_headed_pieces([1, 2, 4, 6], {0, 3, 5}) == 3
    assert count_headed_pieces([1, 4, 6], {3, 5}) == 0
    assert count_headed_pieces([1, 4], set()) == 0
