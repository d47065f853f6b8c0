"""Trafilatura is asked about pages of common size only, and its failures count as no answer."""

from __future__ import annotations

import pytest
import trafilatura

from newscrawl.dom import parse_html
from newscrawl.extraction.second_opinion import MAX_ELEMENTS, ask_trafilatura
from tests.conftest import story


def ask(more: str) -> str:
    tree = parse_html(story("Dredging put off").decode().replace("</body>", f"{more}</body>"))
    assert tree is not None
    return ask_trafilatura(tree)


def test_trafilatura_is_not_asked_about_the_largest_pages() -> None:
    assert "officials said" in ask("<br>" * 100)
    assert ask("<br>" * MAX_ELEMENTS) == ""


def test_failure_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> str:
        raise ValueError

    monkeypatch.setattr(trafilatura, "extract", fail)
    assert ask("") == ""
