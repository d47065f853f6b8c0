"""Decides what the explain page shows: the page's own layout, tinted by decision, beside the record's text, the
metadata with its sources, and a legend that filters."""

from __future__ import annotations

from typing import Any

from lxml.html import HtmlElement, tostring

from newscrawl.blocks import Cut
from newscrawl.explanation.case import Case, link_paragraphs
from newscrawl.explanation.document import (
    make_data_island,
    make_element,
    make_list,
    place_raw,
    read_data,
    render_document,
)
from newscrawl.explanation.kinds import KINDS, ShownKind, count_kinds, find_kind_key, render_tints
from newscrawl.explanation.layout import render_layout
from newscrawl.explanation.marking import KIND, NUMBER, mark_pieces
from newscrawl.explanation.reasons import tell_doubts, tell_reason, tell_strategy
from newscrawl.explanation.signs import name_feature, write_value
from newscrawl.explanation.text_places import find_text_places
from newscrawl.outcomes import PAGE_SCORE_MEANING, REASON_MEANING


def render_case(case: Case) -> str:
    """Give the whole page. Changes the case's tree, in place."""
    kinds = count_kinds(case.pieces)
    title = _name_case(case)
    frame = _render_frame(case, kinds)
    content = [
        make_element("a", "Skip to the clean text", href="#text", class_="skip"),
        _show_head(case, title),
        _show_legend(kinds),
        make_element("main", _show_layout(case, frame), _show_beside(case)),
        make_data_island("data", _list_data(case)),
    ]
    style = read_data("explain.css") + render_tints()
    return render_document(f"Explained: {title}", style, read_data("explain.js"), content, [frame])


def _name_case(case: Case) -> str:
    return (case.extraction.title if case.extraction is not None else None) or case.page.url


def tell_outcome(case: Case) -> str:
    """Say in one line whether the input is an article, and why not."""
    if case.rejection is None:
        return "article: it becomes a record"
    reason, evidence = case.rejection
    return f"no article: {reason} ({REASON_MEANING[reason]}): {' '.join(evidence.split())}"


def list_facts(case: Case) -> list[tuple[str, str]]:
    """Give what is told of the input as a whole."""
    facts = [("outcome", tell_outcome(case))]
    if not case.page.url.startswith("file:"):
        facts.append(("address", case.page.url))
    extraction = case.extraction
    if extraction is None:
        return facts
    cut = sum(len(piece.text) for piece in case.pieces if isinstance(piece.verdict, Cut))
    facts += [
        ("page type", f"{extraction.page_type} ({extraction.page_type_evidence})"),
        ("page score", f"{extraction.score:.2f} ({PAGE_SCORE_MEANING})"),
        ("chosen by", tell_strategy(case)),
        ("characters", f"{extraction.kept_characters:,} kept, {cut:,} cut"),
    ]
    doubts = tell_doubts(case)
    if doubts is not None:
        facts.append(("doubtful", doubts))
    if extraction.warnings:
        facts.append(("warnings", ", ".join(extraction.warnings)))
    return facts


def _show_head(case: Case, title: str) -> HtmlElement:
    return make_element("header", make_element("h1", title, dir="auto"), make_list(list_facts(case), class_="facts"))


def _show_legend(kinds: list[tuple[ShownKind, int]]) -> HtmlElement:
    boxes = [
        make_element(
            "label",
            make_element("input", type="checkbox", checked="checked", value=kind.key),
            make_element("span", class_="swatch", style=f"background:var(--tint-{kind.key})", aria_hidden="true"),
            f" {kind.name} ",
            make_element("span", str(count), class_="count"),
            title=kind.meaning,
            class_="kept" if kind.is_kept else "cut",
        )
        for kind, count in kinds
    ]
    buttons = [
        make_element("button", text, type="button", data_show=which)
        for which, text in (("all", "Show all"), ("kept", "Only kept"), ("cut", "Only cut"))
    ]
    return make_element(
        "form",
        make_element("fieldset", make_element("legend", "Show blocks by decision"), *buttons, *boxes),
        id="legend",
        aria_label="Filter by decision",
    )


def _show_layout(case: Case, frame: str) -> HtmlElement:
    told = "The page as it is laid out" if case.tree is not None else "The text"
    keys = " On a block: arrow keys go to the next, Enter to its paragraph."
    return make_element(
        "section",
        make_element("h2", told),
        make_element("p", "Green is kept, the other colours are cut." + keys, class_="soft"),
        make_element("div", place_raw(frame), id="layout", role="region", aria_label=told, tabindex="0"),
        class_="page",
    )


def _show_beside(case: Case) -> HtmlElement:
    hint = make_element("p", "Point at a block, or move the focus to it, to see why it was kept or cut.")
    detail = make_element("div", hint, id="detail", role="status", aria_live="polite")
    return make_element(
        "div",
        make_element(
            "section", make_element("h2", "Why"), detail, class_="why", aria_label="Why this block", tabindex="0"
        ),
        make_element("section", make_element("h2", "Clean text", id="text"), *_show_paragraphs(case), id="clean"),
        make_element("section", make_element("h2", "Metadata"), _show_fields(case)),
        class_="beside",
        role="region",
        aria_label="Why, clean text, metadata",
        tabindex="0",
    )


def _show_paragraphs(case: Case) -> list[HtmlElement]:
    if case.extraction is None or not case.extraction.blocks:
        return [make_element("p", "No text was kept.", class_="soft")]
    return [
        make_element(
            "p",
            make_element("button", str(number), type="button", aria_label=f"Show block {number}"),
            make_element("span", block.text, dir="auto", class_=block.type),
            id=f"p{number}",
        )
        for number, (block, _) in enumerate(link_paragraphs(case.extraction), 1)
    ]


def _show_fields(case: Case) -> HtmlElement:
    rows = [
        make_element(
            "tr",
            make_element("th", field.name, scope="row"),
            make_element("td", field.value or "–", dir="auto"),
            make_element("td", "; ".join(field.places)),
        )
        for field in case.fields
    ]
    names = [make_element("th", name, scope="col") for name in ("field", "value", "stated in")]
    head = make_element("thead", make_element("tr", *names))
    return make_element("table", head, make_element("tbody", *rows))


def _render_frame(case: Case, kinds: list[tuple[ShownKind, int]]) -> str:
    """Give the page in a shadow tree of its own, so that its style reaches nothing around it."""
    keys = [find_kind_key(piece.verdict) for piece in case.pieces]
    if case.tree is not None:
        mark_pieces(case.tree, find_text_places(case.tree, [piece.text for piece in case.pieces]), keys)
        markup, style = render_layout(case.tree)
    else:
        markup, style = _render_plain(case, keys), ""
    tints = "".join(f'[{KIND}="{kind.key}"]{{background:var(--tint-{kind.key})}}' for kind, _ in kinds)
    own = read_data("explain_frame.css") + tints
    return f'<template shadowrootmode="open"><style>{style}</style><style>{own}</style>{markup}</template>'


def _render_plain(case: Case, keys: list[str]) -> str:
    pieces = [
        make_element("div", piece.text, **{NUMBER: str(number), KIND: keys[number], "dir": "auto"})
        for number, piece in enumerate(case.pieces)
    ]
    text: str = tostring(make_element("div", *pieces, class_="plain"), encoding="unicode")
    return text


def _list_data(case: Case) -> dict[str, Any]:
    """Give what the script shows of a block, each verdict and each feature's name once."""
    verdicts: dict[tuple[Any, ...], int] = {}
    features: dict[str, int] = {}
    unit = "block" if case.tree is not None else "line"
    pieces = []
    for piece in case.pieces:
        kind = KINDS[find_kind_key(piece.verdict)]
        told = (kind.name, kind.meaning, *tell_reason(case, piece))
        score = case.find_score(piece)
        signs = [
            told
            for sign in case.find_signs(piece)
            for told in (
                features.setdefault(name_feature(sign.feature, unit), len(features)),
                write_value(sign.feature, sign.value),
                round(sign.odds, 2),
            )
        ]
        number = verdicts.setdefault(told, len(verdicts))
        pieces.append([number, None if score is None else round(score, 3), *signs])
    paragraphs = [list(made) for _, made in link_paragraphs(case.extraction)] if case.extraction is not None else []
    return {"verdicts": list(verdicts), "features": list(features), "pieces": pieces, "paragraphs": paragraphs}
