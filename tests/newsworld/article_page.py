"""Decides the HTML of an article's page: around the text stands what changes with every request."""

from __future__ import annotations

from datetime import datetime
from html import escape

from tests.newsworld.life import Form, Life


def render_page(life: Life, now: datetime, origin: str, *, noise: int = 0, is_amp: bool = False) -> bytes:
    """Give the page. noise: a number that shows in a counter and an advertisement, as pages do that are made anew for
    every reader. is_amp: the short variant for phones, which names the page itself as its canonical one.
    """
    title, address = life.find_title(now), origin + life.find_path(now)
    if life.form is Form.gallery:
        body = "".join(f'<figure><img src="/{number}.jpg" alt="Picture {number}"></figure>' for number in range(12))
        kind = "website"
    else:
        body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in life.find_paragraphs(now))
        kind = "article"
    amp = "" if is_amp else f'<link rel="amphtml" href="{address}/amp">'
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} - The Paper</title>'
        f'<link rel="canonical" href="{address}">{amp}<meta property="og:type" content="{kind}">'
        f'<meta property="og:title" content="{escape(title)}">'
        f'<meta property="article:published_time" content="{life.published:%Y-%m-%dT%H:%M:%SZ}"></head><body>'
        '<header><nav class="menu"><a href="/">Home</a> <a href="/town">Town</a></nav></header>'
        f"<main><article><h1>{escape(title)}</h1>{body}</article></main>"
        f'<aside class="ad">Advertisement {noise}: buy boots</aside>'
        f"<footer><p>{noise} readers today. Imprint. Privacy.</p></footer></body></html>"
    ).encode()
