"""What the tests of the evaluation share: extractions without the engine, so that it is not tested here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newscrawl.blocks import BlockType, Cut, CutKind, Keep, Piece
from newscrawl.evaluation.benchmark import Benchmark, GoldPage
from newscrawl.evaluation.peers import Peer
from newscrawl.evaluation.systems import Output
from newscrawl.extraction.result import Extraction, TextBlock
from newscrawl.metadata.facts import Metadata
from newscrawl.outcomes import PageType


@pytest.fixture
def make_extraction() -> Callable[..., Extraction]:
    """An extraction of given lines, some of them cut."""

    def make(
        text: str, score: float = 0.9, cut: str = "", strategy: str = "blocks", **facts: Any
    ) -> Extraction:
        blocks = tuple(TextBlock(type=BlockType.paragraph, text=line) for line in text.splitlines())
        kept = [
            Piece("\n\n", block.text, Keep(BlockType.paragraph), number)
            for number, block in enumerate(blocks)
        ]
        verdict = Cut(CutKind.read_more, "read-more", "leads to another story")
        removed = [
            Piece("\n\n", line, verdict, 1000 + number) for number, line in enumerate(cut.splitlines())
        ]
        return Extraction(
            blocks=blocks,
            pieces=(*kept, *removed),
            metadata=Metadata(**facts),
            page_type=PageType.article,
            page_type_evidence="",
            score=score,
            strategy=strategy,
        )

    return make


@pytest.fixture
def make_pages(tmp_path: Path) -> Callable[..., Benchmark]:
    """A set of pages in files: `{id: (html, row of the ground truth)}`."""

    def make(**pages: tuple[bytes, dict[str, Any]]) -> Benchmark:
        made = []
        for name, (html, truth) in pages.items():
            path = tmp_path / f"{name}.html"
            path.write_bytes(html)
            made.append(GoldPage(name, path, f"https://news.example/{name}", truth["articleBody"], truth))
        return Benchmark("some_set", tuple(made))

    return make


@pytest.fixture
def make_peer() -> Callable[..., Peer]:
    """A peer with trafilatura's version that gives what a function says of the bytes."""

    def make(name: str, read: Callable[[bytes], str], metadata: Metadata | None = None) -> Peer:
        def adapter(html: bytes, url: str | None, with_metadata: bool) -> Output:
            return Output(text=read(html), metadata=metadata if with_metadata else None)

        return Peer(name, adapter, (), "trafilatura", metadata is not None)

    return make
