"""Each installed peer reads an article without the network; what is missing is told with the remedy."""

from __future__ import annotations

import socket
from types import SimpleNamespace
from typing import Any

import pytest

from newscrawl.errors import InputError
from newscrawl.evaluation import peers
from newscrawl.evaluation.peers import PEERS, Peer, find_peers, read_goose, read_trafilatura
from newscrawl.metadata.facts import Metadata

SENTENCES = [
    f"The council of the harbour town voted on Tuesday to delay step {number} of the dredging until spring, "
    f"because the silt there holds more copper than surveys had shown, officials said after the meeting."
    for number in range(1, 9)
]
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Council delays dredging</title>'
    '<meta property="og:title" content="Council delays dredging"><meta name="author" content="Ann Lee">'
    '<meta property="article:published_time" content="2026-02-19T16:42:00+01:00"></head>'
    '<body><nav><a href="/a">Home</a> <a href="/b">Sport</a></nav><article><h1>Council delays dredging</h1>'
    + "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    + "</article><footer>Imprint and contact</footer></body></html>"
).encode()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **_: object) -> None:
        raise AssertionError(f"a peer reached for the network: {args}")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", PEERS)
def test_peer_reads_the_article_and_what_metadata_it_can(name: str) -> None:
    try:
        (peer,) = find_peers([name])
    except InputError as error:
        pytest.skip(str(error))
    output = peer.read(PAGE, "https://news.example/dredging", True)
    for sentence in SENTENCES:
        assert sentence in output.text
    assert peer.version
    if peer.has_metadata:
        assert output.metadata is not None
        assert output.metadata.title == "Council delays dredging"
        assert output.metadata.authors == ("Ann Lee",)
        assert (output.metadata.published or "").startswith("2026-02-19")
    else:
        assert output.metadata is None


@pytest.mark.parametrize(
    ("title", "authors", "published", "metadata"),
    [
        (
            "Council",
            ["Ann Lee"],
            "2026-02-19",
            Metadata(title="Council", authors=("Ann Lee",), published="2026-02-19"),
        ),
        (
            ["Council", "Else"],
            [["Ann Lee"], "Bo Dahl"],
            ["2026-02-19"],
            Metadata(title="Council", authors=("Ann Lee", "Bo Dahl"), published="2026-02-19"),
        ),
        (None, [], None, Metadata()),
    ],
)
def test_lists_that_goose_gives_are_taken_apart(
    monkeypatch: pytest.MonkeyPatch, title: Any, authors: Any, published: Any, metadata: Metadata
) -> None:
    article = SimpleNamespace(cleaned_text="text", title=title, authors=authors, publish_date=published)
    monkeypatch.setattr(peers, "_make_goose", lambda: SimpleNamespace(extract=lambda **_: article))
    assert read_goose(PAGE, None, True).metadata == metadata


def test_page_without_text_is_no_fault_of_trafilatura() -> None:
    assert read_trafilatura(b"", None, True).text == ""


def test_metadata_that_nobody_asked_for_is_not_read() -> None:
    assert read_trafilatura(PAGE, None, False).metadata is None


def test_all_is_every_peer_and_none_is_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        peers, "PEERS", {name: PEERS[name] for name in ("trafilatura", "trafilatura-precision")}
    )
    assert [peer.name for peer in find_peers(["all"])] == ["trafilatura", "trafilatura-precision"]
    assert [peer.name for peer in find_peers(["trafilatura", "trafilatura"])] == ["trafilatura"]


def test_unknown_peer_is_told_with_the_known_ones() -> None:
    with pytest.raises(InputError, match=r"--peer boilerpipe: none of trafilatura, .*goose3, all"):
        find_peers(["boilerpipe"])


@pytest.mark.parametrize(
    ("modules", "distribution"),
    [(("no_such_module",), "trafilatura"), (("trafilatura",), "no-such-distribution")],
)
def test_missing_peer_is_told_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, modules: tuple[str, ...], distribution: str
) -> None:
    missing = Peer("other", read_trafilatura, modules, distribution)
    monkeypatch.setitem(peers.PEERS, "other", missing)
    with pytest.raises(InputError, match=r"--peer other: not installed; pip install 'newscrawl\[peers\]'"):
        find_peers(["other"])
