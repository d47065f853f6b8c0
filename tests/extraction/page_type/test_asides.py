"""Consent texts, notes on the author and the headline said again are no story."""

from __future__ import annotations

import pytest

from newscrawl.dom import parse_html, segment_page
from newscrawl.extraction.page_type.asides import find_asides, is_consent, is_note
from newscrawl.extraction.page_type.words import load_page_words
from newscrawl.extraction.view import view_page
from newscrawl.metadata.facts import Metadata
from newscrawl.outcomes import PageType


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nora Quill is a reporter who lives on a boat.", True),
        ("Our correspondent NORA QUILL has covered the port since 2011.", True),
        ("The port has been covered by our own reporter for many years: Nora Quill.", False),
        ("Nora Brown left the meeting early.", False),
    ],
)
def test_notes_begin_with_the_author_s_name(text: str, expected: bool) -> None:
    assert is_note(text, ["nora quill"]) == expected
    assert not is_note(text, [])


@pytest.mark.parametrize(
    "text",
    [
        "We and our partners store cookies on your device.",
        "Wir und unsere Partner verarbeiten personenbezogene Daten mit Ihrer Einwilligung.",
        "Avec votre accord, nos partenaires utilisent des cookies.",
        "Nosotros y nuestros socios usamos cookies en su dispositivo.",
        "Мы и наши партнёры используем файлы cookie с вашего согласия.",
        "当社とパートナーは、お客様の同意を得てクッキーを使用します。",
        "نحن نستخدم ملفات تعريف الارتباط بعد موافقتك.",
    ],
)
def test_consent_texts_are_known_by_two_terms(text: str) -> None:
    assert is_consent(text, load_page_words().notices[PageType.consent_wall])


@pytest.mark.parametrize(
    "text",
    [
        "The baker gave every child a cookie and went home.",
        "His partner found him on the quay at dawn.",
        "The council voted on the harbour, 18 to 15.",
    ],
)
def test_stories_use_one_at_a_time(text: str) -> None:
    assert not is_consent(text, load_page_words().notices[PageType.consent_wall])


def test_asides_are_found_among_running_text() -> None:
    tree = parse_html(
        "<p>The harbour council of Tidewater votes on dues again</p>"
        "<p>Dues in the harbour of Tidewater will rise in April, the council has decided.</p>"
        "<p>We and our partners store cookies on your device.</p>"
        "<p>Nora Quill is a reporter who lives on a boat.</p>"
    )
    assert tree is not None
    title = "The harbour council of Tidewater votes on dues again"
    view = view_page(segment_page(tree), Metadata(title=title, authors=("Nora Quill",)))
    assert find_asides(view, range(4)) == {0, 2, 3}
