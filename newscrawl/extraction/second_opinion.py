"""Decides what trafilatura thinks the article is: the second opinion on a page, as plain text."""

from __future__ import annotations

import logging
from copy import deepcopy

from lxml.html import HtmlElement

logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def ask_trafilatura(tree: HtmlElement) -> str:
    """Give the text that trafilatura keeps, without comments; empty where it finds none or fails.

    It works on a copy, since it prunes the tree that it is given. A failure of a second opinion is no failure of
    the page: it counts as none.
    """
    import trafilatura

    try:
        return trafilatura.extract(deepcopy(tree), include_comments=False, include_tables=True) or ""
    except Exception:  # trafilatura states no error root; anything it raises means the same here
        return ""
