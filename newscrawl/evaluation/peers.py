"""Decides how each peer is asked: one small adapter a peer, with the settings that suit an article best.

Peers are the optional extra `newscrawl[peers]`; each is imported only when it is asked. None of them may
reach for the network: images are not fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

from newscrawl.dom import decode_body
from newscrawl.errors import InputError
from newscrawl.evaluation.systems import Output
from newscrawl.metadata.facts import Metadata

Read = Callable[[bytes, str | None, bool], Output]
"""Page, address, whether metadata is wanted."""

ALL_PEERS = "all"
UNKNOWN_URL = "https://unknown.example/"


@dataclass(frozen=True, slots=True)
class Peer:
    """Another extractor. modules: what has to be importable. distribution: what its version is taken
    from.
    """

    name: str
    read: Read
    modules: tuple[str, ...]
    distribution: str
    has_metadata: bool = False

    @property
    def version(self) -> str:
        """The version that is installed."""
        return version(self.distribution)


def read_trafilatura(
    html: bytes, url: str | None, with_metadata: bool, *, favor_precision: bool = False
) -> Output:
    """Ask trafilatura, without comments."""
    from trafilatura import bare_extraction

    found = bare_extraction(
        html, url=url, include_comments=False, with_metadata=with_metadata, favor_precision=favor_precision
    )
    if found is None or isinstance(found, dict):
        return Output(text="")
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    return Output(
        text=found.text or "",
        metadata=Metadata(title=found.title, authors=authors, published=found.date)
        if with_metadata
        else None,
    )


def read_resiliparse(html: bytes, url: str | None, with_metadata: bool) -> Output:  # noqa: ARG001 - it reads none
    """Ask Resiliparse for the main content. Alternative texts of images are off: no gold holds them."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse_from_bytes(html, detect_encoding(html) or "utf-8")
    return Output(text=extract_plain_text(tree, main_content=True, alt_texts=False))


def read_readability(html: bytes, url: str | None, with_metadata: bool) -> Output:  # noqa: ARG001 - it reads none
    """Ask readability-lxml, its HTML made text by html-text. It gets text: its own decoding fails on some
    pages.
    """
    from html_text import extract_text
    from readability import Document

    return Output(text=extract_text(Document(decode_body(html).text).summary()))


def read_newspaper(html: bytes, url: str | None, with_metadata: bool) -> Output:  # noqa: ARG001 - it always reads it
    """Ask newspaper4k, which finds the language by itself."""
    from newspaper import Article

    article = Article(url or UNKNOWN_URL, fetch_images=False)
    article.download(input_html=decode_body(html).text)
    article.parse()
    published = article.publish_date
    day = published.isoformat() if isinstance(published, datetime) else published or None
    return Output(
        text=article.text,
        metadata=Metadata(title=article.title, authors=tuple(article.authors), published=day),
    )


def read_goose(html: bytes, url: str | None, with_metadata: bool) -> Output:  # noqa: ARG001 - it always reads it
    """Ask goose3. Where a page repeats a field, goose3 may give a list for it, or a list of lists."""
    article = _make_goose().extract(raw_html=decode_body(html).text)
    title, published = (next(_list_texts(value), None) for value in (article.title, article.publish_date))
    return Output(
        text=article.cleaned_text,
        metadata=Metadata(title=title, authors=tuple(_list_texts(article.authors)), published=published),
    )


def _list_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _list_texts(one)


@cache
def _make_goose() -> Any:
    from goose3 import Goose

    return Goose({"enable_image_fetching": False})


PEERS: dict[str, Peer] = {
    peer.name: peer
    for peer in (
        Peer("trafilatura", read_trafilatura, ("trafilatura",), "trafilatura", True),
        Peer(
            "trafilatura-precision",
            partial(read_trafilatura, favor_precision=True),
            ("trafilatura",),
            "trafilatura",
            True,
        ),
        Peer("resiliparse", read_resiliparse, ("resiliparse",), "resiliparse"),
        Peer("readability", read_readability, ("readability", "html_text"), "readability-lxml"),
        Peer("newspaper4k", read_newspaper, ("newspaper",), "newspaper4k", True),
        Peer("goose3", read_goose, ("goose3",), "goose3", True),
    )
}


def find_peers(names: Sequence[str]) -> tuple[Peer, ...]:
    """Find peers by name, each once; `all` is every one. Raises InputError where one is unknown or not
    installed.
    """
    wanted = dict.fromkeys(PEERS if ALL_PEERS in names else names)
    for name in wanted:
        if name not in PEERS:
            raise InputError(f"--peer {name}", f"none of {', '.join(PEERS)}, {ALL_PEERS}")
        if not _is_installed(PEERS[name]):
            raise InputError(
                f"--peer {name}", "not installed; pip install 'newscrawl[peers]' installs the peers"
            )
    return tuple(PEERS[name] for name in wanted)


def _is_installed(peer: Peer) -> bool:
    try:
        version(peer.distribution)
    except PackageNotFoundError:
        return False
    return all(find_spec(module) is not None for module in peer.modules)
