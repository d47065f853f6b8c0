"""What pages say of themselves, in forms that break readers."""

from __future__ import annotations

import json

from tests.hostile_pages.kinds import kind, page


@kind(9_000_000, 1_000_000)
def json_ld_without_end(n: int) -> str:
    return page(head='<script type="application/ld+json">{"@type":"NewsArticle","headline":"' + "a" * n + "</script>")


@kind(1_000_000)
def json_ld_deep(n: int) -> str:
    return page(head='<script type="application/ld+json">' + "[" * n + "</script>")


@kind(200_000)
def json_ld_deep_objects(n: int) -> str:
    text = '{"@graph":' * (n // 10) + "1" + "}" * (n // 10)
    return page(head=f'<script type="application/ld+json">{text}</script>')


@kind(20_000)
def json_ld_list(n: int) -> str:
    row = {"@type": "NewsArticle", "headline": "Another story", "author": {"name": "A. Writer"}}
    return page(head=f'<script type="application/ld+json">{json.dumps([row] * n)}</script>')


@kind(100_000)
def json_ld_number(n: int) -> str:
    return page(head=f'<script type="application/ld+json">{{"@type":"NewsArticle","a":{"9" * n}}}</script>')


@kind()
def json_ld_of_wrong_types(_: int) -> str:
    row = {"@type": ["NewsArticle", 1], "headline": {"a": []}, "author": [[[]], 1, None], "datePublished": {}}
    return page(head=f'<script type="application/ld+json">{json.dumps(row)}</script>')


@kind()
def json_ld_with_surrogates(_: int) -> str:
    text = r'{"@type":"NewsArticle","headline":"Dredging \ud800 of\u0000 the \u202e harbour","author":"\udfff"}'
    return page(head=f'<script type="application/ld+json">{text}</script>')


@kind(20_000)
def microdata_deep(n: int) -> str:
    return page(top='<div itemscope itemtype="https://schema.org/NewsArticle" itemprop="x">' * min(n, 1500))


@kind(500_000)
def canonical(n: int) -> str:
    return page(head=f'<link rel="canonical" href="https://news.example/{"a/" * (n // 2)}">')


@kind(500_000)
def base(n: int) -> str:
    return page(head=f'<base href="javascript:{"a" * n}"><base href="//[">')


@kind(500_000)
def date(n: int) -> str:
    return page(head=f'<meta property="article:published_time" content="{"2026-" * (n // 5)}">')


@kind(500_000)
def language(n: int) -> str:
    return page().replace('lang="en"', f'lang="{"en-" * (n // 3)}"')
