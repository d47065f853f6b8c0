"""The fuzzing targets hold on their seeds, and for a few seconds of fuzzing."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import checkout_environment
from tests.fuzz.seeds import find_seeds
from tests.fuzz.targets import TARGETS

PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<div class='nav'>", "</div>", "<a href='/x'>", "</a>", "<br>", "<table><tr><td>", "<script>"),
        *("</script>", "<!--", "-->", "<li>", "<h1>", "&#x1;", "&lt;", "\x00", "\u202e", "\ud800", "e\u0301", "\n\n"),
        *(
            "By A. Writer",
            "12 March 2026",
            "Read more: ",
            "Copyright",
            "The council voted on Tuesday, officials said. ",
        ),
        *(
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"',
            '"}',
            "<title>",
            "<time>",
            "|",
            "“",
        ),
    ]
)
PAGES = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map("".join)


@given(PAGES)
@settings(max_examples=60, deadline=None)
def test_any_page_is_a_record_or_a_rejection(page: str) -> None:
    TARGETS["page"](page.encode("utf-8", "surrogatepass"))


@given(PAGES)
@settings(max_examples=60, deadline=None)
def test_any_text_is_kept_and_removed_to_the_letter(text: str) -> None:
    TARGETS["text"](text.encode("utf-8", "surrogateescape" if "\ud800" not in text else "replace"))


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_read_in_a_charset_with_a_name(data: bytes) -> None:
    TARGETS["charset"](data)
    TARGETS["line"](data)


def test_targets_hold_on_the_seeds() -> None:
    seeds = list(find_seeds())
    assert len(seeds) > 150
    for seed in seeds[::8]:
        for target in TARGETS.values():
            target(seed)


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not installed: no wheel for this Python or system")
def test_a_moment_of_fuzzing_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    for number, seed in enumerate(islice(find_seeds(), 0, None, 20)):
        (tmp_path / "corpus" / str(number)).write_bytes(seed[:5_000])
    command = [sys.executable, "-m", "tests.fuzz", "page", "corpus", "-max_total_time=1", "-seed=1"]
    done = subprocess.run(
        command, cwd=tmp_path, env=checkout_environment(), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Done " in done.stderr
