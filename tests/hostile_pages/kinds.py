"""What all hostile pages share: the story, the page around it, and the register of kinds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

PARAGRAPHS = tuple(
    f"The council of the harbour town voted on Tuesday to delay step {number} of the dredging of the inner basin, "
    f"officials said, because the silt in part {number} holds more copper than surveys had shown so far."
    for number in range(1, 13)
)
TITLE = "Dredging of the harbour is put off"
MENU = "".join(f'<li><a href="/section-{number}">Menuword section {number}</a></li>' for number in range(12))
HEAD = f'<meta charset="utf-8"><title>{TITLE}</title><meta property="og:type" content="article">'
NAV = f"<header><nav><ul>{MENU}</ul></nav></header>"
STORY = f"<article><h1>{TITLE}</h1>" + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS) + "</article>"
FOOT = '<footer><p><a href="/about">Menuword about us</a> <a href="/contact">Menuword contact</a></p></footer>'


@dataclass(frozen=True)
class Kind:
    """One kind of hostile page.

    make: gives the body for a size. full, quick: the sizes of the long and the short run; sizes count whatever the
    page has too much of. whole: the story has to come out whole. headers: of the response.
    """

    name: str
    make: Callable[[int], bytes]
    full: int
    quick: int
    whole: bool
    headers: dict[str, str]


KINDS: dict[str, Kind] = {}


def page(head: str = "", top: str = "", story: str = STORY, end: str = "") -> str:
    """The page with something more in its head, before, in place of, or after the story."""
    return (
        f'<!doctype html><html lang="en"><head>{HEAD}{head}</head><body>{NAV}{top}<main>{story}</main>'
        f"{end}{FOOT}</body></html>"
    )


def kind(
    full: int = 1, quick: int | None = None, *, whole: bool = True, content_type: str = "text/html"
) -> Callable[[Callable[[int], str | bytes]], Callable[[int], str | bytes]]:
    """Register a maker under its name."""

    def register(make: Callable[[int], str | bytes]) -> Callable[[int], str | bytes]:
        def encode(size: int) -> bytes:
            made = make(size)
            return made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")

        name = make.__name__
        assert name not in KINDS
        few = quick if quick is not None else full if full < 1000 else max(1000, full // 20)
        KINDS[name] = Kind(name, encode, full, few, whole, {"content-type": content_type})
        return make

    return register


def inside(opening: str, closing: str, depth: int, content: str = STORY) -> str:
    return opening * depth + content + closing * depth


def mark_story(mark: str) -> str:
    """The story with a mark in a line of its own and at the end of paragraphs."""
    return STORY.replace("<h1>", f"<p>x{mark}y</p><h1>").replace("far.", f"far.{mark}")


def register_variants(
    prefix: str, variants: dict[str, str | bytes], wrap: Callable[[str], str | bytes], *, whole: bool = True
) -> None:
    """Register kinds that differ in one piece of markup."""
    for name, piece in variants.items():

        def make(_: int, piece: str | bytes = piece) -> str | bytes:
            return wrap(piece)  # type: ignore[arg-type]

        make.__name__ = f"{prefix}_{name}"
        kind(whole=whole)(make)
