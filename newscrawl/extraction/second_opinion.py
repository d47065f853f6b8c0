"""Decides what trafilatura thinks the article is: the second opinion on a page, as plain text."""

from __future__ import annotations

import logging
from copy import deepcopy
from itertools import islice

from lxml.html import HtmlElement

MAX_ELEMENTS = 6_000
"""About larger pages trafilatura is not asked: its last resort, justext, takes time by the square of the paragraphs, 8
seconds at 15,000 elements. The largest of 946 pages of the development sets has 4,975."""

logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def ask_trafilatura(tree: HtmlElement) -> str:
    """Give the text that trafilatura keeps, without comments; empty where it finds none, fails, or is not asked.

    It works on a copy, since it prunes the tree that it is given. A failure of a second opinion is no failure of
    the page: it counts as none.
    """
    if next(islice(tree.iter(), MAX_ELEMENTS, None), None) is not None:
        return ""
    import trafilatura

    try:
        return trafilatura.extract(deepcopy(tree), include_comments=False, include_tables=True) or ""
    except Exception:  # trafilatura states no error root; anything it raises means the same here
        return ""
