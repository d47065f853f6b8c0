"""The measure of plain text counts what was kept, lost and cut, line by line."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from newscrawl.blocks import BlockType, Cut, CutKind, Keep, Piece
from newscrawl.evaluation.benchmark import load_benchmark
from newscrawl.evaluation.joined_text import JoinedLine, JoinedText, Layout, LineLabel
from newscrawl.evaluation.line_scores import LineScore, format_score, measure_cleaning

STORY = "The harbour council put off the vote on dredging until spring, officials said on Monday."
KEEP = Keep(BlockType.paragraph)
CUT = Cut(CutKind.related_links, "rule", "reason")
JOINED = JoinedText(
    "",
    (
        JoinedLine("Vote put off", LineLabel.headline),
        JoinedLine(STORY, LineLabel.story, "Read more: Ferry"),
        JoinedLine("Ferry late", LineLabel.link),
        JoinedLine("Storm", LineLabel.link),
        JoinedLine("A heading", LineLabel.story),
    ),
)


def test_lines_are_counted_by_what_became_of_them() -> None:
    score = LineScore()
    pieces = [
        Piece("", "Vote put off", CUT, 0),
        Piece("\n", STORY, KEEP, 1),
        Piece(" ", "Read more: Ferry", CUT, 1),
        Piece("\n", "Ferry late", CUT, 2),
        Piece("\n", "Storm", KEEP, 3),
        Piece("\n", "A heading", CUT, 4),
        Piece("\n", "", KEEP, 5),
    ]
    score.add(JOINED, pieces)
    assert (score.paragraphs, score.paragraphs_kept) == (1, 1)
    assert (score.story_characters, score.story_characters_lost) == (len(STORY) + 9, 9)
    assert (score.links, score.links_cut, score.left) == (2, 1, ["Storm"])
    assert (score.glued, score.glued_cut, score.lost) == (1, 1, ["A heading"])


def test_paragraph_that_lost_a_part_is_not_kept() -> None:
    score = LineScore()
    joined = JoinedText("", (JoinedLine(STORY, LineLabel.story),))
    score.add(joined, [Piece("", STORY[:40], KEEP, 0), Piece("", STORY[40:], CUT, 0)])
    assert (score.paragraphs_kept, score.story_characters_lost) == (0, len(STORY) - 39)


def test_report_is_one_line_of_shares() -> None:
    score = LineScore(4, 3, 200, 1, 10, 9, 0, 0)
    assert format_score("loose", score) == (
        "loose   paragraphs kept 75.00 % of 4; characters lost 0.50 % of 200; link lines cut 90.00 % of 10;"
        " glued promos cut 0.00 % of 0"
    )


def write_set(write_benchmark: Callable[..., Path]) -> Path:
    links = "".join(f"<li><a href=/{number}>Ferry number {number} is late</a>" for number in range(5))
    stories = "\n\n".join(STORY.replace("Monday", day) for day in ("Monday", "Tuesday", "Friday"))
    with_links = (f"<p>{STORY}</p><ul>{links}</ul>".encode(), {"articleBody": stories})
    return write_benchmark({"1": with_links, "2": (b"<p>No links</p>", {"articleBody": stories})})


def test_pages_with_links_are_measured_in_every_layout(write_benchmark: Callable[..., Path]) -> None:
    benchmark = load_benchmark(write_set(write_benchmark))
    texts: list[str] = []

    def keep_all(_: object, text: str) -> list[Piece]:
        texts.append(text)
        return [Piece("", line, KEEP, index) for index, line in enumerate(filter(None, text.split("\n")))]

    scores = measure_cleaning(benchmark, keep_all)
    assert list(scores) == list(Layout)
    assert len(texts) == len(Layout)
    assert all((score.paragraphs_kept, score.links_cut) == (3, 0) for score in scores.values())
    assert all(score.links > 0 for score in scores.values())


def test_command_prints_a_line_for_each_layout(write_benchmark: Callable[..., Path]) -> None:
    folder = write_set(write_benchmark)
    command = [sys.executable, "-m", "newscrawl.evaluation.line_scores", str(folder), "--show", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    lines = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert [line.split()[0] for line in lines] == list(Layout)
    assert all("paragraphs kept 100.00 % of 3" in line for line in lines)


def test_wrong_input_of_the_command_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "newscrawl.evaluation.line_scores", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert "no benchmark there" in done.stderr
    assert "Traceback" not in done.stderr
