"""Runs of headline-like lines are lists of links, unless the text around them takes them up."""

from __future__ import annotations

import pytest

from newscrawl.cleaning.lines import split_lines
from newscrawl.cleaning.link_runs import find_link_runs

STORY = "The council put off the vote on dredging until spring, officials said on Monday."
LINKS = ["Ferry late again", "Storm closes the quay", "Who pays for the lighthouse?"]


def find(text: str) -> list[int]:
    lines, _ = split_lines(text)
    return sorted(find_link_runs(lines, [True] * len(lines)))


@pytest.mark.parametrize(
    ("text", "indexes"),
    [
        (f"{STORY}\n\n" + "\n".join(LINKS) + f"\n\n{STORY}", [1, 2, 3]),
        (f"{STORY}\n\n{LINKS[0]}\n\n{STORY}", []),
        ("\n".join([STORY, "Salt", "Pepper", "Fresh dill", STORY]), []),
        ("\n".join([STORY, *(f"{link} in the old town" for link in LINKS), STORY]), [1, 2, 3]),
        (f"{STORY} They are:\n\n" + "\n".join(LINKS) + f"\n\n{STORY}", []),
        (f"{STORY}\n\n- salt\n" + "\n".join(LINKS) + f"\n\n{STORY}", []),
        (f"{STORY}\n\n" + "\n".join(f"- {link}" for link in LINKS), []),
        ("フェリーがまた遅れる\n嵐で埠頭が閉鎖\n\n" + "採決は春まで延期された。\n\n" * 2, [0, 1]),
        ("", []),
    ],
)
def test_runs_are_found_as_a_whole(text: str, indexes: list[int]) -> None:
    assert find(text) == indexes


def test_lines_that_a_rule_knows_end_a_run() -> None:
    lines, _ = split_lines(f"{STORY}\n\n" + "\n".join(LINKS) + f"\n\n{STORY}")
    assert find_link_runs(lines, [True, True, False, True, True]) == {}
