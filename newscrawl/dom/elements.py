"""Decides which HTML elements part text into blocks, and which hold no text of the page. From the HTML standard."""

from __future__ import annotations

HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
TABLE_PARTS = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"})
PREFORMATTED_TAGS = frozenset({"pre", "plaintext", "listing", "xmp"})
"""Elements in which line breaks of the source are line breaks of the text."""
SECTIONING_TAGS = frozenset({"article", "aside", "footer", "header", "main", "nav", "section", "search"})

BLOCK_TAGS = (
    HEADING_TAGS
    | TABLE_PARTS
    | SECTIONING_TAGS
    | PREFORMATTED_TAGS
    | frozenset(
        {
            "address", "amp-accordion", "amp-ad", "amp-img", "amp-sidebar", "blockquote", "body", "button",
            "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
            "form", "frameset", "hgroup", "hr", "legend", "li", "menu", "ol", "p", "summary", "ul",
        }
    )
)  # fmt: skip
"""Elements whose start and end part text."""

SILENT_TAGS = frozenset(
    {
        "applet", "audio", "base", "canvas", "datalist", "head", "iframe", "input", "link",
        "map", "math", "meta", "noframes", "noscript", "object", "option", "optgroup", "param", "picture", "rp",
        "rt", "script", "select", "style", "svg", "template", "textarea", "title", "video",
        "amp-analytics", "amp-state", "img",
    }
)  # fmt: skip
"""Elements whose content is no running text of the page: code, fallbacks, form values, drawings.

Empty elements that the parser does not know as such (`embed`, `source`, `track`) are not among them: in its tree they
hold what follows them.
"""
