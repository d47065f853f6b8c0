"""Decides how a text block of a page is held, and the elements around it."""

from __future__ import annotations

import msgspec


class Context(msgspec.Struct, frozen=True, eq=False, gc=False):
    """One element that stands around a block.

    index: position among all contexts, parents before children. markers: the words of its class, id and
    role, in lower case. mark: the caller's number for the element, None where it named none.
    """

    index: int
    parent: Context | None
    tag: str
    markers: frozenset[str]
    depth: int
    is_hidden: bool
    mark: int | None = None


class DomBlock(msgspec.Struct, frozen=True, eq=False, gc=False):
    """One text block of a page.

    text: white space collapsed, soft hyphens and zero-width characters dropped; cells of a table row are parted
    by tabs. link_characters: how many of its characters stand in links. links: how many links it holds.
    emphasis_characters: how many stand in bold or italic type. table: number of the data table whose row it is.
    markers: the words of inline elements that hold all of its text.
    """

    index: int
    text: str
    context: Context
    link_characters: int
    links: int
    emphasis_characters: int
    table: int | None
    markers: frozenset[str]
