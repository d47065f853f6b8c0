"""Decides whether bytes are a page at all, from their beginning and the declared type."""

from __future__ import annotations

import re

_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF87a": "a GIF image",
    b"GIF89a": "a GIF image",
    b"PK\x03\x04": "a ZIP archive",
    b"\x1f\x8b": "gzip data",
    b"\x7fELF": "an executable",
    b"\x28\xb5\x2f\xfd": "Zstandard data",
    b"OggS": "an Ogg file",
    b"ID3\x02": "an MP3 file",
    b"ID3\x03": "an MP3 file",
    b"ID3\x04": "an MP3 file",
    b"wOFF": "a font",
    b"wOF2": "a font",
    b"{\\rtf": "a rich text file",
}
_PAGE_TYPES = (
    "text/html",
    "application/xhtml",
    "text/plain",
    "application/xml",
    "text/xml",
    "application/octet-stream",
)
_RIFF_FORMATS = {b"WEBP": "a WebP image", b"WAVE": "a WAV file", b"AVI ": "an AVI file"}
_ROOTS = {
    b"rss": "a feed",
    b"feed": "a feed",
    b"rdf:rdf": "a feed",
    b"urlset": "a sitemap",
    b"sitemapindex": "a sitemap",
    b"svg": "an SVG image",
}
"""XML documents by their root element, in lower case."""
_ROOT = re.compile(rb"(?:<[?!][^>]*>\s*)*<([a-z:]+)", re.IGNORECASE)
_PAGE_START = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32)])
SAMPLE_BYTES = 4096
MAX_CONTROL_SHARE = 0.05
"""Text of any charset but UTF-16 and UTF-32, which carry a mark or zeros, holds next to no control bytes."""


def find_foreign_type(body: bytes, content_type: str | None) -> str | None:
    """Tell what the bytes are, where they are no page of HTML; None where they may be one.

    The bytes are believed more than the header: a PDF served as HTML is a PDF, a page served as plain text is
    a page.
    """
    head = body.lstrip()[:SAMPLE_BYTES]
    for signature, name in _SIGNATURES.items():
        if head.startswith(signature):
            return f"the body is {name}"
    if head.startswith(b"RIFF") and head[8:12] in _RIFF_FORMATS:
        return f"the body is {_RIFF_FORMATS[head[8:12]]}"
    if head[4:8] == b"ftyp":
        return "the body is a media file"
    root = _ROOT.match(head.removeprefix(b"\xef\xbb\xbf").lstrip())
    if root and root[1].lower() in _ROOTS:
        return f"the body is {_ROOTS[root[1].lower()]}"
    declared = (content_type or "").partition(";")[0].strip().lower()
    has_markup = head.startswith(b"<") or _PAGE_START.search(head) is not None
    if declared and not declared.startswith(_PAGE_TYPES) and not has_markup:
        return f"content type {declared[:60]}"
    controls = len(head) - len(head.translate(None, _CONTROLS))
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[1::2].count(0) > len(head) // 4
    if head and not is_wide and controls > MAX_CONTROL_SHARE * len(head):
        return "the body is binary"
    return None
