"""What the tests of publisher files share: the file of a made-up paper, and pages in its layouts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

SENTENCE = "The council of the harbour town voted on Tuesday to delay the dredging of the inner basin, officials said."
OPINION = "Two of three readers of this paper said on Friday that the inner basin ought to be dredged before winter."
FILE = """
domains = ["paper.example"]

[[layout]]
name = "old"
until = 2015-12-31
body = "#story"
drop = [".said"]

[[layout]]
name = "new"
from = 2016-01-01
body = "div.text"
drop = [{ select = ".said", kind = "newsletter" }, "span.call"]

[layout.fields]
authors = ".signed"
section = { value = "Harbour" }
"""


def write_page(body: str, day: str = "2020-02-03", head: str = "") -> str:
    """Give a page of the paper, with its day in a meta."""
    return (
        f'<html lang="en"><head><title>Dredging is put off</title><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{day}T08:00:00Z">{head}</head>'
        f"<body><h1>Dredging is put off</h1>{body}</body></html>"
    )


def write_story(last: int = 6, first: int = 1) -> str:
    """Give paragraphs of running text, no two the same."""
    return "".join(f"<p>Step {number}: {SENTENCE}</p>" for number in range(first, last + 1))


@pytest.fixture
def write_file(tmp_path: Path) -> Callable[[str], str]:
    """Write a publisher file into a folder of its own and give the folder."""

    def write(text: str = FILE) -> str:
        folder = tmp_path / "publishers"
        folder.mkdir(exist_ok=True)
        (folder / "paper.example.toml").write_text(text, "utf-8")
        return str(folder)

    return write
