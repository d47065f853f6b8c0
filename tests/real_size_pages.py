"""Pages of a made-up news site with the weight of real ones: about 100 KB, of which 3 to 5 KB are the story.

Modelled on what the pages of large sites carry: menus twice, a head full of metas and JSON-LD, scripts and styles in
the page, cards of other stories, comments, a footer. All pages share their furniture and its names; no two share a
paragraph.
"""

from __future__ import annotations

import json
import random

WORDS = (
    "council", "harbour", "dredging", "officials", "silt", "copper", "survey", "spring", "vote", "mayor", "ferry",
    "timetable", "bridge", "budget", "school", "hospital", "market", "library", "storm", "rail", "tunnel", "museum",
    "election", "court", "police", "water", "energy", "housing", "rent", "farm", "wheat", "minister", "strike",
    "wage", "pension", "border", "treaty", "summit", "rocket", "orbit", "vaccine", "ward", "nurse", "patent", "chip",
    "battery", "grid", "coal", "solar", "tide", "flood", "drought", "forest", "fire", "village", "island", "airport",
    "runway", "pilot", "union", "tax", "audit", "bank", "loan",
)  # fmt: skip
SECTIONS = ("World", "Politics", "Business", "Technology", "Science", "Health", "Sport", "Culture", "Travel", "Opinion")
SCRIPT_CHARACTERS, STYLE_CHARACTERS = 22_000, 9_000


def make_page(number: int, seed: int = 1) -> bytes:
    """Make the page of one story, the same for the same number and seed."""
    chance = random.Random(seed * 1_000_003 + number)
    title = _say(chance, 8)
    return "".join(
        (
            f'<!doctype html><html lang="en"><head>{_make_head(chance, number, title)}</head><body class="story-page">',
            _make_menu("site-nav wide"),
            _make_menu("site-nav narrow"),
            f'<main id="content"><article class="story" itemscope itemtype="https://schema.org/NewsArticle">'
            f'<header class="story-header"><h1 class="story-headline">{title}</h1>'
            f'<div class="byline">By <a rel="author" href="/by/{number % 40}">Maria Keller</a></div>'
            f'<time datetime="2026-11-{number % 28 + 1:02}T08:15:00Z">{number % 28 + 1} November 2026</time></header>',
            _make_body(chance),
            "</article>",
            _make_cards(chance, "More on this story", 24),
            "</main>",
            _make_cards(chance, "Most read", 30),
            _make_comments(chance, 12),
            f'<footer class="site-footer">{_make_links("footer-link", 60)}<p>© 2026 The Harbour Post</p></footer>',
            f"<script>{_make_code(chance, SCRIPT_CHARACTERS)}</script></body></html>",
        )
    ).encode()


def _say(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize()


def _make_head(chance: random.Random, number: int, title: str) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": f"2026-11-{number % 28 + 1:02}T08:15:00Z",
        "author": [{"@type": "Person", "name": "Maria Keller"}],
        "publisher": {"@type": "Organization", "name": "The Harbour Post"},
    }
    metas = "".join(f'<meta name="x-{name}" content="{_say(chance, 6)}">' for name in range(30))
    return (
        f'<meta charset="utf-8"><title>{title} | The Harbour Post</title>{metas}'
        f'<meta property="og:title" content="{title}"><meta property="og:type" content="article">'
        f'<meta property="og:site_name" content="The Harbour Post">'
        f'<meta name="description" content="{_say(chance, 20)}.">'
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
        f"<style>{_make_code(chance, STYLE_CHARACTERS)}</style>"
    )


def _make_menu(name: str) -> str:
    lists = "".join(
        f'<li class="menu-item has-children"><a class="menu-link" href="/{section.lower()}">{section}</a>'
        f'<ul class="sub-menu">{"".join(f"<li>{link}</li>" for link in _list_links("sub-link", 9, section))}</ul></li>'
        for section in SECTIONS
    )
    return f'<nav class="{name}" aria-label="Sections"><ul class="menu">{lists}</ul></nav>'


def _list_links(name: str, count: int, start: str = "") -> list[str]:
    return [
        f'<a class="{name}" data-track="nav" href="/{word}/{at}">{start} {word}</a>'
        for at, word in enumerate(WORDS[:count])
    ]


def _make_links(name: str, count: int) -> str:
    return "".join(_list_links(name, count))


def _make_body(chance: random.Random) -> str:
    parts = []
    for place in range(chance.randint(14, 26)):
        sentences = (f"{_say(chance, chance.randint(9, 18))}, officials said." for _ in range(chance.randint(1, 3)))
        parts.append(f'<p class="story-text">{" ".join(sentences)}</p>')
        if place == 3:
            parts.append(f'<aside class="related-box"><h3>Related</h3>{_make_links("related-link", 4)}</aside>')
        if place == 7:
            parts.append(
                f'<figure class="image"><img src="/i.jpg" alt=""><figcaption>{_say(chance, 9)}</figcaption></figure>'
            )
        if place == 11:
            parts.append(f'<div class="newsletter-signup"><h4>Sign up</h4><p>{_say(chance, 12)}.</p></div>')
    return f'<div class="story-body" itemprop="articleBody">{"".join(parts)}</div>'


def _make_cards(chance: random.Random, title: str, count: int) -> str:
    cards = "".join(
        f'<div class="card card--teaser"><a class="card__link" href="/news/{chance.randrange(10**6)}">'
        f'<img class="card__image" loading="lazy" src="/thumbs/{place}.jpg" alt=""><h3 class="card__title">'
        f'{_say(chance, 8)}</h3></a><span class="card__time">{place + 1} hours ago</span></div>'
        for place in range(count)
    )
    return f'<section class="card-list"><h2>{title}</h2>{cards}</section>'


def _make_comments(chance: random.Random, count: int) -> str:
    comments = "".join(
        f'<div class="comment"><b class="comment__name">Reader {place}</b><p>{_say(chance, 24)}.</p></div>'
        for place in range(count)
    )
    return f'<section id="comments" class="comments">{comments}</section>'


def _make_code(chance: random.Random, size: int) -> str:
    """Make what stands for a script or style: letters that compress as code does, without markup."""
    line = "".join(f".{word}-{chance.randrange(1000)}{{margin:0;padding:{len(word)}px}}" for word in WORDS)
    return (line * (size // len(line) + 1))[:size]
