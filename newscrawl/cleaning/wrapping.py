"""Decides whether the lines of a text are paragraphs broken at a fixed width, as mail and old archives have
them, and puts such paragraphs together again.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from newscrawl.cleaning.lines import Line

MIN_WIDTH, MAX_WIDTH = 40, 100
"""Text is wrapped within these widths, in characters; mail at 72 to 80."""
MIN_WRAPPED_GROUPS = 3
MIN_WRAPPED_SHARE = 0.8
"""So many of the groups of lines set tight must be broken where the width is reached; lists are not."""


def join_wrapped(lines: Sequence[Line]) -> list[Line]:
    """Give the lines with wrapped paragraphs as one line each, their breaks inside; or the lines as they are.

    A line of a wrapped paragraph is so long that the next line's first word would not have fitted.
    Wrong where a list's items happen to fill the width; they then stay or go together.
    """
    groups = _group_tight(lines)
    width = max((len(line.text) for line in lines), default=0)
    joined = [group for group in groups if len(group) > 1]
    if not MIN_WIDTH <= width <= MAX_WIDTH or len(joined) < MIN_WRAPPED_GROUPS:
        return list(lines)
    wrapped = [_is_wrapped(group, width) for group in joined]
    if sum(wrapped) < MIN_WRAPPED_SHARE * len(joined):
        return list(lines)
    result: list[Line] = []
    for group in groups:
        if len(group) > 1 and _is_wrapped(group, width):
            rest = "".join(line.before + line.text for line in group[1:])
            result.append(Line(group[0].before, group[0].text + rest))
        else:
            result.extend(group)
    return result


def _group_tight(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        if groups and line.is_tight:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _is_wrapped(group: Sequence[Line], width: int) -> bool:
    return all(len(one.text) + 1 + len(other.text.split(None, 1)[0]) > width for one, other in pairwise(group))
