"""Pages that are no article, and articles that look like none: each has its type, without its address too.

The pages are our own, set in the markup that such pages have. `pages/NAME.html` is the page of the row NAME.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from newscrawl.outcomes import ARTICLE_TYPES, PageType

Judge = Callable[[str, str | None], tuple[PageType, str]]
PAGES = Path(__file__).parent / "pages"
SITE = "https://courier.example"

NO_ARTICLES = [
    ("bot-just-a-moment", "/news/harbour-dues-rise", "bot_wall"),
    ("bot-blocked", "/news/harbour-dues-rise", "bot_wall"),
    ("bot-access-denied", "/news/harbour-dues-rise", "bot_wall"),
    ("bot-frame-only", "/news/harbour-dues-rise", "bot_wall"),
    ("bot-press-and-hold", "/news/harbour-dues-rise", "bot_wall"),
    ("bot-script-only", "/news/harbour-dues-rise", "bot_wall"),
    ("bot-robot-question", "/news/harbour-dues-rise", "bot_wall"),
    ("bot-russian", "/novosti/parom-raspisanie", "bot_wall"),
    ("consent-german", "/lokales/hafenbahn-faehrt-wieder", "consent_wall"),
    ("consent-french", "/region/la-criee-rouvre", "consent_wall"),
    ("consent-italian", "/cronaca/il-molo", "consent_wall"),
    ("login-blog", "/wp-login.php", "login_page"),
    ("login-spanish", "/registro/", "login_page"),
    ("login-create-account", "/register", "login_page"),
    ("login-lost-password", "/account/forgot-password", "login_page"),
    ("list-author", "/authors/harriet-vane-tempest", "listing"),
    ("list-month-archive", "/archive/2019/03/", "listing"),
    ("list-section-long-summaries", "/business/", "listing"),
    ("list-section-cards-german", "/lokales/", "listing"),
    ("list-flat-headings", "/topics/dredging.html", "listing"),
    ("list-blog-index", "/blog/", "listing"),
    ("list-podcasts", "/podcasts/", "listing"),
    ("front-old-tables", "/index.htm", "front_page"),
    ("front-japanese", "/", "front_page"),
    ("front-arabic", "/ar/", "front_page"),
    ("search-no-hits", "/search?q=harbour+piano", "search_page"),
    ("search-german", "/suche?q=F%C3%A4hre", "search_page"),
    ("gallery-long-captions", "/pictures/tall-ships-week", "gallery"),
    ("gallery-french", "/diaporama/les-plus-beaux-voiliers", "gallery"),
    ("video-description", "/video/how-a-lock-gate-is-lifted", "video"),
    ("video-dutch", "/video/8821-zeehond-gered", "video"),
    ("soft-404-german", "/lokales/alter-artikel-104.html", "soft_404"),
    ("soft-404-french", "/region/article-disparu", "soft_404"),
    ("soft-404-russian", "/novosti/2019/nomer-1", "soft_404"),
    ("soft-404-japanese", "/articles/00", "soft_404"),
    ("soft-404-spanish", "/local/noticia-antigua", "soft_404"),
    ("soft-404-removed", "/agency/story-2019", "soft_404"),
    ("paywall-two-paragraphs", "/business/port-authority-paid-consultants-twice", "paywall_stub"),
    ("paywall-french", "/region/dans-les-coulisses-de-la-vente", "paywall_stub"),
    ("paywall-german-plain", "/reportage/der-mann-der-die-moewen-zaehlt", "paywall_stub"),
    ("forum-thread", "/forum/viewtopic.php?t=4417", "unknown"),
    ("product-page", "/shop/tide-clock", "unknown"),
    ("event-calendar", "/whats-on/", "unknown"),
    ("weather-page", "/weather/", "unknown"),
    ("live-scores", "/sport/football/scores", "unknown"),
    ("tv-schedule", "/tv-guide/", "unknown"),
    ("script-shell-french", "/region/la-criee-rouvre", "empty"),
    ("blank-redirect", "/old/place.html", "empty"),
    ("frameset", "/archive1999.htm", "empty"),
]

ARTICLES = [
    ("ok-metered-full-text", "/news/dredger-runs-aground-after-inspection"),
    ("ok-brief", "/news/quay-street-closed"),
    ("ok-brief-no-metadata", "/old/0311.htm"),
    ("ok-about-cookies", "/news/court-strikes-down-cookie-walls"),
    ("ok-about-robots", "/opinion/are-you-a-robot"),
    ("ok-about-missing-page", "/news/page-not-found-library-book"),
    ("ok-list-article", "/food/six-harbour-cafes"),
    ("ok-video-with-story", "/video/divers-free-a-porpoise"),
    ("ok-photo-essay", "/pictures/last-winter-of-the-salt-works"),
    ("ok-recipe", "/food/samphire-soup"),
    ("ok-thai", "/news/4417"),
    ("ok-swahili", "/habari/4417"),
    ("ok-japanese-brief", "/articles/4417"),
    ("ok-questions-answers", "/news/what-the-new-ferry-timetable-means"),
    ("ok-under-topic-path", "/topics/harbour/harbour-dues-to-rise-for-the-first-time"),
    ("ok-german-paywalled-whole", "/sport/ruderin-aus-strand-holt-bronze"),
    ("ok-live", "/live/storm-berit"),
    ("ok-font-tags", "/1999/harbourmaster.htm"),
]


@pytest.mark.parametrize(("name", "path", "expected"), NO_ARTICLES, ids=[row[0] for row in NO_ARTICLES])
def test_page_that_is_no_article_has_its_type(judge: Judge, name: str, path: str, expected: str) -> None:
    page_type, evidence = judge(read_page(name), SITE + path)
    assert (page_type.value, bool(evidence)) == (expected, True), evidence


@pytest.mark.parametrize(("name", "path"), ARTICLES, ids=[row[0] for row in ARTICLES])
def test_article_that_looks_like_none_is_accepted(judge: Judge, name: str, path: str) -> None:
    page_type, evidence = judge(read_page(name), SITE + path)
    assert page_type in ARTICLE_TYPES, evidence


NEEDS_ADDRESS = "forum-thread"
"""Without its address a thread of a forum reads like an interview."""


@pytest.mark.parametrize("name", [row[0] for row in (*NO_ARTICLES, *ARTICLES) if row[0] != NEEDS_ADDRESS])
def test_the_address_is_not_needed(judge: Judge, name: str) -> None:
    page_type, evidence = judge(read_page(name), None)
    assert (page_type in ARTICLE_TYPES) == name.startswith("ok-"), evidence


def test_every_page_has_its_row() -> None:
    assert {path.stem for path in PAGES.iterdir()} == {row[0] for row in NO_ARTICLES} | {row[0] for row in ARTICLES}


def read_page(name: str) -> str:
    return (PAGES / f"{name}.html").read_text("utf-8")
