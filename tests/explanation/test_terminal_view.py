"""An explanation in the terminal tells every piece, and lets no page write to the terminal."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from newscrawl.explanation.case import study_page
from newscrawl.explanation.terminal_view import print_case, tell_case
from newscrawl.page import RawPage

TEXT = (
    "Watch Live\n\nThe vote on the quay was put off until spring, officials said \x1b[31mon Monday in the town.\n\n"
    "The council had not read the report by the engineers, two members of it told reporters on Sunday."
)


def test_lines_tell_each_piece_with_kind_score_and_reason() -> None:
    case = study_page(RawPage(url="file:///story.txt", requested_url="file:///story.txt", body=TEXT.encode()))
    text = "\n".join(line.plain for line in tell_case(case))
    assert "- player promo 0.0" in text
    assert "invites to watch or listen (watch-invitation)" in text
    assert "+ kept: paragraph 0.9" in text
    assert "\x1b" not in text


def test_terminal_gets_colours() -> None:
    case = study_page(RawPage(url="file:///story.txt", requested_url="file:///story.txt", body=TEXT.encode()))
    stream = StringIO()
    print_case(case, Console(file=stream, force_terminal=True, color_system="truecolor", width=80))
    assert "\x1b[1;38;2;" in stream.getvalue()
    assert "\x1b[31mon Monday" not in stream.getvalue()
