"""Hostile pages, made by the kind: what strangers serve by malice, by accident, or by a broken template.

Every page holds the same story, under navigation, with one thing done to it. `Kind.whole` says whether the story has to
come out of it whole; of the other pages a typed rejection will do as well, but never a part of the story, and never
the navigation.
"""

from tests.hostile_pages import amounts, characters, charsets, claims, nesting, not_pages, structure, unclosed
from tests.hostile_pages.kinds import KINDS, PARAGRAPHS, Kind

__all__ = [
    "KINDS",
    "PARAGRAPHS",
    "Kind",
    "amounts",
    "characters",
    "charsets",
    "claims",
    "nesting",
    "not_pages",
    "structure",
    "unclosed",
]
