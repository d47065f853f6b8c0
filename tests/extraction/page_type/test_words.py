"""The data of the page types holds what its readers rely on."""

from __future__ import annotations

import re

import pytest

from newscrawl.extraction.page_type.words import load_page_words
from newscrawl.outcomes import PageType


def test_consent_terms_count_once_each() -> None:
    terms = load_page_words().notices[PageType.consent_wall].terms
    assert len(terms) == len(set(terms)) > 50
    assert [(a, b) for a in terms for b in terms if a != b and a in b] == []
    assert all(term == term.lower() for term in terms)


def test_parts_of_addresses_are_in_lower_case() -> None:
    assert all(part == part.lower() and "/" not in part for part in load_page_words().parts)


@pytest.mark.parametrize(
    ("page_type", "head"),
    [
        (PageType.soft_404, "404"),
        (PageType.soft_404, "Error 404: page not found"),
        (PageType.soft_404, "Sorry, we can’t find that page"),
        (PageType.soft_404, "Diese Seite existiert nicht mehr"),
        (PageType.soft_404, "Cette page n’existe pas"),
        (PageType.soft_404, "Página não encontrada"),
        (PageType.soft_404, "Pagina niet gevonden"),
        (PageType.soft_404, "Nie znaleziono strony"),
        (PageType.soft_404, "Sayfa bulunamadı"),
        (PageType.soft_404, "الصفحة غير موجودة"),
        (PageType.soft_404, "您访问的页面不存在"),
        (PageType.bot_wall, "Just a moment..."),
        (PageType.bot_wall, "Verifying you are human"),
        (PageType.search_page, "Search results for “ferry”"),
        (PageType.search_page, "Résultats de recherche pour « bac »"),
        (PageType.search_page, "検索結果"),
        (PageType.login_page, "Sign in or create an account"),
        (PageType.login_page, "Passwort vergessen?"),
        (PageType.unknown, "Privacy policy"),
        (PageType.unknown, "Impressum"),
    ],
)
def test_heads_are_known(page_type: PageType, head: str) -> None:
    assert load_page_words().notices[page_type].find_head((head,)) == head


@pytest.mark.parametrize(
    "headline",
    [
        "Search for missing sailors called off",
        "Sorry state of the town’s bridges",
        "Court finds page of diary was forged",
        "Access denied: why disabled fans cannot reach their seats",
        "Police find 404 stolen bicycles in barn",
        "Welcome to the age of the electric ferry",
        "Contact with the island restored",
        "Das Schweigen der Seite drei",
        "Suche nach vermisstem Segler eingestellt",
        "La recherche d’un vaccin avance",
        "Register of ships goes online",
        "Privacy policy of health app under fire",
        "Video shows moment lorry hits bridge",
    ],
)
def test_headlines_are_not_taken_for_notices(headline: str) -> None:
    found = {kind: notice.find_head((headline,)) for kind, notice in load_page_words().notices.items()}
    assert {kind: head for kind, head in found.items() if head} == {}


def test_patterns_have_no_catastrophic_cost() -> None:
    long = "a " * 5_000 + "!"
    for notice in load_page_words().notices.values():
        assert notice.find_head((long,)) is None
        assert notice.find_line(long) is None
        assert notice.lines is None or isinstance(notice.lines, re.Pattern)


def test_terms_that_a_text_lacks_need_not_be_counted_in_its_paragraphs() -> None:
    notice = load_page_words().notices[PageType.consent_wall]
    paragraph = "We and our PARTNERS store cookies."
    narrowed = notice.narrow(f"{paragraph}\nThe harbour is closed.")
    assert set(narrowed.terms) == {"cookie", "partner"}
    assert narrowed.count_terms(paragraph) == notice.count_terms(paragraph)
