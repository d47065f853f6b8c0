"""Decides how the worst pages are shown: one HTML page that needs nothing else, light or dark as the
reader's.

Every text goes through lxml's builder, which escapes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any

from lxml.html import HtmlElement, tostring
from lxml.html.builder import E

from newscrawl.evaluation.measurement import MeasuredPage
from newscrawl.evaluation.metadata_scores import Verdict, find_given, find_gold
from newscrawl.evaluation.scores import tokenize
from newscrawl.evaluation.worst import Part, Run, WorstPage

MIN_FOLDED_WORDS = 80
"""A longer run of words that are alike is folded in the middle."""
SHOWN_CHARACTERS = 160
"""About what is shown of a folded run on either side."""
MAX_CELL_CHARACTERS = 400

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML, and so lxml, cannot hold."""


def render_worst(name: str, total: int, worst: Sequence[WorstPage]) -> str:
    """Give the whole document. total: pages that were measured."""
    title = f"{name}: the {len(worst)} worst of {total} pages"
    legend = _make(
        "p",
        "Gold against newscrawl’s output. ",
        _make("del", "lost"),
        " stands in the gold alone, ",
        _make("ins", "extra"),
        " in the output alone. F1 is by runs of four words.",
    )
    head = _make(
        "head",
        _make("meta", charset="utf-8"),
        _make("meta", name="referrer", content="no-referrer"),
        _make("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _make("title", title),
        _make("style", (files("newscrawl") / "data" / "compared_texts.css").read_text("utf-8")),
    )
    sections = [_show_page(number, page) for number, page in enumerate(worst, 1)]
    body = _make("body", _make("h1", title), legend, _list_pages(worst), *sections)
    document = _make("html", head, body, lang="en")
    text: str = tostring(document, encoding="unicode", doctype="<!doctype html>")
    return text + "\n"


def _list_pages(worst: Iterable[WorstPage]) -> HtmlElement:
    rows = []
    for number, page in enumerate(worst, 1):
        score = page.measured.own.score
        link = _make("a", page.measured.page.id, href=f"#page-{number}")
        rows.append([link, *(_show_share(value) for value in (score.f1, score.precision, score.recall))])
    return _show_table(("page", "F1", "precision", "recall"), rows, numbers={1, 2, 3})


def _show_page(number: int, worst: WorstPage) -> HtmlElement:
    measured = worst.measured
    own, page = measured.own, measured.page
    facts = [
        f"F1 {own.score.f1:.3f}",
        f"precision {_show_share(own.score.precision)}",
        f"recall {_show_share(own.score.recall)}",
        f"lost paragraphs {own.lost} of {own.lines}",
        f"score {_show_share(measured.score)}",
        f"strategy {measured.strategy}",
        f"page type {measured.page_type}",
    ]
    parts: list[Any] = [_make("h2", f"{number}. {page.id}"), _make("p", " · ".join(facts), **_SOFT)]
    if page.url:
        is_link = page.url.startswith(("http://", "https://"))
        parts.append(_make("p", _make("a", page.url, **({"href": page.url} if is_link else {})), **_SOFT))
    if own.fault:
        parts.append(_make("p", f"failed: {own.fault}"))
    parts += _show_leftovers(own.leftovers.values())
    parts += _show_wrong_cuts(worst)
    parts += _show_metadata(measured)
    parts += [_make("h3", "Text"), _show_runs(worst.runs)]
    return _make("section", *parts, id=f"page-{number}")


def _show_leftovers(leftovers: Iterable[Sequence[str]]) -> list[HtmlElement]:
    rows = [[snippet] for listed in leftovers for snippet in listed]
    return [_make("h3", "Unwanted, left in the text"), _show_table((), rows)] if rows else []


def _show_wrong_cuts(worst: WorstPage) -> list[HtmlElement]:
    rows = [[cut.kind.value, cut.rule, cut.reason, cut.text] for cut in worst.wrong_cuts]
    lost = sum(len(tokenize(run.text)) for run in worst.runs if run.part is Part.lost)
    held = sum(len(tokenize(cut.text)) for cut in worst.wrong_cuts)
    if not lost:
        return []
    told = _make("p", f"{lost} words of the gold are lost; the cuts below hold {held} words.", **_SOFT)
    table = [_show_table(("kind", "rule", "reason", "text"), rows)] if rows else []
    return [_make("h3", "What cut the lost text"), told, *table]


def _show_metadata(measured: MeasuredPage) -> list[HtmlElement]:
    own = measured.own
    if own.metadata is None or all(verdict is Verdict.exact for verdict in own.verdicts.values()):
        return []
    given = find_given(own.metadata)
    gold = find_gold(measured.page.truth)
    rows = [
        [name, verdict.value, _write(gold[name]), _write(given[name] or "-")] for name, verdict in own.verdicts.items()
    ]
    return [_make("h3", "Metadata"), _show_table(("field", "is", "gold", "newscrawl"), rows)]


def _show_runs(runs: Iterable[Run]) -> HtmlElement:
    tags = {Part.lost: "del", Part.extra: "ins"}
    parts: list[Any] = []
    for run in runs:
        parts += [_make(tags[run.part], run.text)] if run.part in tags else _fold(run.text)
    return _make("div", *parts, **{"class": "text", "dir": "auto"})


def _fold(text: str) -> list[Any]:
    """Give a text that is alike, its middle folded where it is long."""
    words = len(tokenize(text))
    start = text.find(" ", SHOWN_CHARACTERS)
    end = text.rfind(" ", 0, -SHOWN_CHARACTERS)
    if words < MIN_FOLDED_WORDS or start < 0 or end <= start:
        return [text]
    middle = text[start:end]
    summary = _make("summary", f"{len(tokenize(middle))} words that are alike")
    return [text[:start], _make("details", summary, middle.strip()), text[end:].lstrip()]


def _show_table(
    header: Sequence[str], rows: Sequence[Sequence[Any]], numbers: frozenset[int] | set[int] = frozenset()
) -> HtmlElement:
    def make_cell(tag: str, index: int, value: Any) -> HtmlElement:
        attributes = {"class": "number"} if index in numbers else {"dir": "auto"}
        return _make(tag, _shorten(value) if isinstance(value, str) else value, **attributes)

    head = [_make("tr", *(make_cell("th", index, name) for index, name in enumerate(header)))] if header else []
    body = [_make("tr", *(make_cell("td", index, value) for index, value in enumerate(row))) for row in rows]
    return _make("div", _make("table", *head, *body), **{"class": "scroll"})


_SOFT = {"class": "soft"}


def _make(tag: str, *children: Any, **attributes: str) -> HtmlElement:
    fit = [_UNFIT.sub("\ufffd", child) if isinstance(child, str) else child for child in children]
    return E(tag, {name: _UNFIT.sub("\ufffd", value) for name, value in attributes.items()}, *fit)


def _shorten(text: str) -> str:
    return text if len(text) <= MAX_CELL_CHARACTERS else text[:MAX_CELL_CHARACTERS] + " …"


def _show_share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _write(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list | tuple) else str(value)
