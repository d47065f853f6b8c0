"""Decides how a decision is put into words: what chose the text of the page, why a block was kept or cut, and which
cuts a person should look at first."""

from __future__ import annotations

from newscrawl.blocks import BlockType, Cut, Keep, Piece
from newscrawl.explanation.case import Case
from newscrawl.extraction.guided_selection import PUBLISHER
from newscrawl.extraction.plain_text import STRATEGY as PLAIN_TEXT
from newscrawl.extraction.selection import FOREST, MIN_PROBABILITY, MIN_QUOTED_PROBABILITY, TRAFILATURA

KEPT_REASONS = {
    FOREST: "likely the story's, and no rule takes it out",
    TRAFILATURA: "the classifier is not sure of the page, and trafilatura has it in the article",
    PUBLISHER: "stands in the body that the publisher file names",
    PLAIN_TEXT: "no rule knows it, and it reads like the story",
}
"""Why a block is kept, by the strategy that won."""
CHOSEN_BY = {
    FOREST: f"the classifier: blocks with a score of {MIN_PROBABILITY} and more, but for those that rules take out",
    TRAFILATURA: "the classifier was not sure of the page, so trafilatura chose; the blocks' scores did not decide",
    PUBLISHER: "a publisher file names the body; the blocks' scores did not decide",
    PLAIN_TEXT: "rules and a classifier of lines",
}
DOUBTFUL_SCORE, DOUBTFUL_CHARACTERS = 0.3, 60
"""A cut of this score that is as long as running text is worth a look: the classifier was in two minds."""


def tell_strategy(case: Case) -> str:
    """Say what chose the text, and where the classifier would have chosen otherwise, how much."""
    assert case.extraction is not None
    strategy = case.extraction.strategy
    told = f"{strategy} ({CHOSEN_BY[strategy]})" if strategy in CHOSEN_BY else strategy
    if strategy != TRAFILATURA:
        return told
    alone = sum(len(piece.text) for piece in case.pieces if (case.find_score(piece) or 0.0) >= MIN_PROBABILITY)
    return f"{told}. The classifier alone would have chosen {alone:,} characters"


def tell_doubts(case: Case) -> str | None:
    """Say which cuts are to be looked at first; None where there are none."""
    doubtful = [
        piece
        for piece in case.pieces
        if isinstance(piece.verdict, Cut)
        and len(piece.text) >= DOUBTFUL_CHARACTERS
        and (case.find_score(piece) or 0.0) >= DOUBTFUL_SCORE
    ]
    if not doubtful:
        return None
    longest = " ".join(max(doubtful, key=lambda piece: len(piece.text)).text.split())
    count = f"{len(doubtful)} cut blocks" if len(doubtful) > 1 else "1 cut block"
    size = sum(len(piece.text) for piece in doubtful)
    return f"{count} of {size:,} characters with a score of {DOUBTFUL_SCORE} and more, the longest: “{longest[:60]}…”"


def tell_reason(case: Case, piece: Piece) -> tuple[str, str]:
    """Give the name and the reason of what decided. Where trafilatura left a block out, that is the reason; what the
    block's surroundings say of it is only its kind then."""
    verdict = piece.verdict
    strategy = case.extraction.strategy if case.extraction is not None else ""
    if isinstance(verdict, Keep):
        if verdict.type is BlockType.deck:
            return "deck", "the summary between headline and story"
        return strategy, KEPT_REASONS.get(strategy, KEPT_REASONS[FOREST])
    is_left_out = strategy == TRAFILATURA and piece.block not in case.ruled_out
    if is_left_out and (case.find_score(piece) or 0.0) >= MIN_QUOTED_PROBABILITY:
        return verdict.rule, f"trafilatura, which chose the text, left it out; its kind is a guess: {verdict.reason}"
    return verdict.rule, verdict.reason
