"""Decides what is shown of an untrusted page: its elements and the part of its style that sets the layout; nothing
that runs, fetches, links, covers or hides.

nh3, the browser-grade sanitiser, has the last word on the markup, tinycss2 reads the style sheets that stand in the
page. Those that a page links to are not fetched, so most pages show in the order of their markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import nh3
import tinycss2
from lxml.html import HtmlElement, tostring

from newscrawl.dom.elements import BLOCK_TAGS, SILENT_TAGS
from newscrawl.dom.white_space import drop_invisible
from newscrawl.explanation.marking import KIND, NUMBER

TAGS = frozenset(
    {
        "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "center", "cite",
        "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
        "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "ins", "kbd", "li", "mark", "nav",
        "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table",
        "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
    }
)  # fmt: skip
"""Not `main`: the explain page has its own."""
ATTRIBUTES = frozenset({"class", "id", "style", "dir", "lang", "colspan", "rowspan", NUMBER, KIND})
PROPERTIES = frozenset(
    {
        "align-content", "align-items", "align-self", "border-collapse", "border-spacing", "box-sizing", "clear",
        "column-count", "column-gap", "column-width", "columns", "direction", "display", "flex", "flex-basis",
        "flex-direction", "flex-flow", "flex-grow", "flex-shrink", "flex-wrap", "float", "font-style",
        "font-weight", "gap", "grid-area", "grid-auto-flow", "grid-column", "grid-row", "grid-template",
        "grid-template-areas", "grid-template-columns", "grid-template-rows", "justify-content", "justify-items",
        "line-height", "list-style-type", "margin", "margin-bottom", "margin-left", "margin-right", "margin-top",
        "max-width", "min-width", "order", "padding", "padding-bottom", "padding-left", "padding-right", "padding-top",
        "row-gap", "table-layout", "text-align", "text-transform", "vertical-align", "white-space", "width",
    }
)  # fmt: skip
"""Set the layout and can neither fetch nor cover. Colours are left out, the tints need theirs, and so are sizes of
type: what is to be explained is to be read."""
MAX_STYLE_CHARACTERS = 100_000
"""Of longer sheets the beginning is read: reading takes 4 s a million characters."""
_UNFIT_VALUE = re.compile(r"none|url|image|expression|attr\(|var\(|(?:^|[\s(])-\d|^0(?![.\d])|[<>{}\\]", re.I)
"""What hides (`display: none`, a size of nothing, margins that pull out of sight) or could do more than it should."""
_NAME = re.compile(r"[.#]((?:[\w-]|[^\x00-\x7f])+)")


def render_layout(tree: HtmlElement) -> tuple[str, str]:
    """Give the page's markup and style sheet, both safe to show. Changes the tree, in place."""
    style = clean_styles(element.text or "" for element in tree.iter("style"))
    _reduce(tree, frozenset(_NAME.findall(style)))
    markup: str = tostring(tree, encoding="unicode")  # broken pages have several bodies, or text beside theirs
    return _sanitise(drop_invisible(markup)), style


def _reduce(tree: HtmlElement, named: frozenset[str]) -> None:
    """Leave the elements and attributes that are shown, in place. named: classes and ids that the style speaks of.

    The sanitiser would do as much, but would lose the marks of elements that it does not know.
    """
    for element in list(tree.iter("*")):
        tag = element.tag
        if tag in SILENT_TAGS and not _is_marked_inside(element):
            _empty(element)
            continue
        if tag not in TAGS and tag not in ("html", "body"):
            element.tag = "div" if tag in BLOCK_TAGS or tag in SILENT_TAGS else "span"
        for name, value in element.items():
            if name not in ATTRIBUTES or (name in ("class", "id") and named.isdisjoint(value.split())):
                del element.attrib[name]
            elif name == "class":
                element.set("class", " ".join(word for word in value.split() if word in named))
            elif name == "style":
                kept = ";".join(_clean_declarations(tinycss2.parse_declaration_list(value)))
                if kept:
                    element.set("style", kept)
                else:
                    del element.attrib["style"]


def _is_marked_inside(element: HtmlElement) -> bool:
    return len(element) > 0 and next((True for inside in element.iter("*") if inside.get(NUMBER)), False)


def _empty(element: HtmlElement) -> None:
    """Take an element out with all that it holds, in place; of an image its description stays."""
    description = (element.get("alt") or "").strip() if element.tag == "img" else ""
    if not description:
        if element.getparent() is not None:
            element.drop_tree()
        return
    for name in list(element.attrib):
        del element.attrib[name]
    for child in list(element):
        element.remove(child)
    element.tag = "span"
    element.text = f"[{description}]"


@cache
def _make_cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags={"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title"},
        attributes={"*": set(ATTRIBUTES)},
        url_schemes=set(),
        filter_style_properties=set(PROPERTIES),
        link_rel=None,
        strip_comments=True,
    )


def _sanitise(markup: str) -> str:
    return _make_cleaner().clean(markup)


def clean_styles(sheets: Iterable[str]) -> str:
    """Give what is shown of a page's style sheets: the rules of layout, also those for screens."""
    text = "\n".join(sheets)[:MAX_STYLE_CHARACTERS]
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return "\n".join(_clean_rules(rules))


def _clean_rules(rules: Iterable[tinycss2.ast.Node]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            declarations = list(_clean_declarations(tinycss2.parse_blocks_contents(rule.content)))
            selector = tinycss2.serialize(rule.prelude).strip()
            if declarations and not any(mark in selector for mark in "<{}\\") and ":host" not in selector:
                yield f"{selector}{{{';'.join(declarations)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content is not None:
            condition = tinycss2.serialize(rule.prelude).strip()
            inner = list(_clean_rules(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)))
            if inner and "print" not in condition and not any(mark in condition for mark in "<{}\\"):
                yield f"@media {condition}{{{''.join(inner)}}}"


def _clean_declarations(nodes: Iterable[tinycss2.ast.Node]) -> Iterator[str]:
    for node in nodes:
        if node.type == "declaration" and node.lower_name in PROPERTIES:
            value = tinycss2.serialize(node.value).strip()
            is_spacer = node.lower_name.startswith("padding") and "%" in value  # holds the room of an image
            if value and not is_spacer and not _UNFIT_VALUE.search(value):
                yield f"{node.lower_name}:{value}"
