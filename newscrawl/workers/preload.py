"""Loads what an extraction needs (the model, rules, patterns) once, in the process that forks the workers.

Imported there only: it costs a third of a second, by which every worker would be slower with its first page.
"""

from __future__ import annotations

from newscrawl.api import extract
from newscrawl.extraction.classifier import load_classifier
from newscrawl.workers import work

__all__ = ["work"]

_PAGE = (
    "<html><head><title>Dredging put off</title></head><body><nav>Home</nav><article><h1>Dredging put off</h1>"
    "<p>By A. Writer</p><p>12 March 2026</p><p>Advertisement</p><p>Read more: the ferry</p>"
    "<p>The council voted on Tuesday to put the dredging off until spring, officials said.</p>"
    "<p>Share this story</p></article><footer>Contact us</footer></body></html>"
)
"""Short lines and long ones, so that every list of rules is read."""

load_classifier()
extract(_PAGE, url="https://news.example/a")
