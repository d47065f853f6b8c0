"""What the page says it is."""

from __future__ import annotations

import pytest

from newscrawl.metadata.declared_types import is_article_declared, read_declared_types
from newscrawl.metadata.head import Head
from newscrawl.metadata.story import choose_stories


@pytest.mark.parametrize(
    ("types", "open_graph", "expected"),
    [
        (["NewsArticle"], None, True),
        ([], "article", True),
        ([], "website", None),
        ([], "video.other", False),
        ([], None, None),
        (["CollectionPage"], "article", False),
        (["LiveBlogPosting"], "website", True),
        (["WebPage", "BreadcrumbList"], None, None),
    ],
)
def test_declaration_is_read_from_both_vocabularies(
    types: list[str], open_graph: str | None, expected: bool | None
) -> None:
    head = Head({"og:type": (open_graph,)} if open_graph else {}, {}, None, None, ())
    structured = choose_stories([{"@type": name} for name in types], [], addresses=[], titles=[])
    assert is_article_declared(head, structured) is expected
    assert read_declared_types(head, structured) == (*types, *([open_graph] if open_graph else []))
