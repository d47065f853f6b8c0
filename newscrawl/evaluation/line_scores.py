"""Decides how the cleaning of joined text is scored: story lines kept, story characters lost, link lines cut.

`python -m newscrawl.evaluation.line_scores SET [--sample N]` prints it for a set in the benchmark's layout.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from newscrawl.blocks import Cut, Piece
from newscrawl.cleaning import clean_plain_text
from newscrawl.cleaning.shape import count_words
from newscrawl.errors import NewscrawlError
from newscrawl.evaluation.benchmark import GoldPage, load_benchmark
from newscrawl.evaluation.cleaned_peers import format_cleaned_peer, measure_cleaned_peer
from newscrawl.evaluation.joined_text import JoinedText, Layout, LineLabel, find_link_lists, join_text
from newscrawl.evaluation.peers import find_peers

MIN_PARAGRAPH_WORDS = 8
"""Shorter story lines (headings, list items) count in characters only."""


@dataclass(slots=True)
class LineScore:
    """Counts over texts; added up in place. A line that is cut in part counts as kept."""

    paragraphs: int = 0
    paragraphs_kept: int = 0
    story_characters: int = 0
    story_characters_lost: int = 0
    links: int = 0
    links_cut: int = 0
    glued: int = 0
    glued_cut: int = 0
    lost: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def add(self, joined: JoinedText, pieces: Sequence[Piece]) -> None:
        """Count one text: what the cleaner made of it against what it is."""
        parts: dict[int, list[Piece]] = {}
        for piece in pieces:
            parts.setdefault(piece.block, []).append(piece)
        for number, line in enumerate(joined.lines):
            kept = "".join(p.before + p.text for p in parts[number] if not isinstance(p.verdict, Cut)).strip()
            if line.label is LineLabel.link:
                self.links += 1
                self.links_cut += not kept
                if kept:
                    self.left.append(line.text)
            elif line.label is LineLabel.story:
                self._add_story(line.text, line.glued, kept)

    def _add_story(self, text: str, glued: str, kept: str) -> None:
        is_whole = kept.startswith(text)
        if count_words(text) >= MIN_PARAGRAPH_WORDS:
            self.paragraphs += 1
            self.paragraphs_kept += is_whole
        self.story_characters += len(text)
        self.story_characters_lost += 0 if is_whole else len(text) - len(kept)
        if not is_whole:
            self.lost.append(text)
        if glued:
            self.glued += 1
            self.glued_cut += kept == text


def measure_cleaning(
    pages: Iterable[GoldPage],
    clean: Callable[[GoldPage, str], Sequence[Piece]],
    seed: int = 0,
) -> dict[Layout, LineScore]:
    """Join and clean every page that has link lists, in every layout, and count."""
    scores = {layout: LineScore() for layout in Layout}
    for page in pages:
        lists = find_link_lists(page)
        for layout in Layout if lists else ():
            joined = join_text(page, lists, layout, seed)
            scores[layout].add(joined, clean(page, joined.text))
    return scores


def format_score(name: str, score: LineScore) -> str:
    """Give one line of the report."""
    share = {
        "paragraphs kept": (score.paragraphs_kept, score.paragraphs),
        "characters lost": (score.story_characters_lost, score.story_characters),
        "link lines cut": (score.links_cut, score.links),
        "glued promos cut": (score.glued_cut, score.glued),
    }
    columns = [
        f"{label} {100 * part / max(whole, 1):.2f} % of {whole:,}" for label, (part, whole) in share.items()
    ]
    return f"{name:7} {'; '.join(columns)}"


def main() -> None:
    """Measure a set from the command line."""
    parser = argparse.ArgumentParser(prog="python -m newscrawl.evaluation.line_scores", description=__doc__)
    parser.add_argument("set", type=Path, help="a folder in the benchmark's layout")
    parser.add_argument("--sample", type=int, metavar="N", help="only N pages, always the same")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N lost and N left lines a layout")
    parser.add_argument(
        "--peer",
        action="append",
        default=[],
        metavar="NAME",
        help="also score the text of another extractor before and after cleaning",
    )
    arguments = parser.parse_args()
    try:
        peers = find_peers(arguments.peer)
        benchmark = load_benchmark(arguments.set).take(sample=arguments.sample)
        scores = measure_cleaning(benchmark, lambda _, text: clean_plain_text(text).pieces)
    except NewscrawlError as error:
        parser.error(str(error))
    for layout, score in scores.items():
        print(format_score(layout, score), flush=True)
        for label, lines in (("lost", score.lost), ("left", score.left)):
            for line in lines[:: max(1, len(lines) // arguments.show)] if arguments.show else ():
                print(f"    {label}: {line[:150]}")
    for peer in peers:
        print(format_cleaned_peer(measure_cleaned_peer(benchmark, peer)), flush=True)


if __name__ == "__main__":
    main()
