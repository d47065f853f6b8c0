"""Decides of what kind a removed block is that shows none itself: that of what it stands together with.

A summary among teasers or a label in a menu says by its own words and elements nothing of where it belongs; the
smallest element around it that holds more does. Wrong where boxes of several kinds share one element.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newscrawl.blocks import Cut, CutKind, Keep, make_cut
from newscrawl.dom import Context
from newscrawl.extraction.view import PageView

BOXES = {
    CutKind.navigation: "menus and section links",
    CutKind.related_links: "links to other stories",
    CutKind.footer: "the foot of the page",
    CutKind.comments: "readers' comments",
    CutKind.newsletter: "a newsletter sign-up",
    CutKind.advertisement: "advertisements",
    CutKind.topic_tags: "topic links",
    CutKind.picker: "a choice of editions or apps",
    CutKind.sign_in: "a log-in form",
    CutKind.consent: "a cookie or privacy notice",
    CutKind.paywall: "a subscription offer",
    CutKind.author_bio: "a note on the author",
    CutKind.player_promo: "a player",
}
"""Kinds that fill boxes, with what such a box is to a reader. The others are single lines, or stand in any box."""
LABEL_KINDS = frozenset({CutKind.navigation, CutKind.topic_tags, CutKind.picker})
"""Boxes of these hold labels of a few words; running text in them is a guest."""
MIN_TEXT_WORDS = 12
RULE = "company"
MAX_BLOCKS = 80
"""A larger element is a part of the page, not a box."""
MIN_SHARE = 0.5
"""One kind must make so much of what is known in a box, by blocks, for the box to be of that kind."""


def name_by_company(view: PageView, verdicts: Sequence[Keep | Cut], vague: frozenset[str]) -> list[Keep | Cut]:
    """Give the verdicts, those by one of the vague rules replaced where their company shows a kind."""
    return [
        _find_company(view, verdicts, vague, index) or verdict
        if isinstance(verdict, Cut) and verdict.rule in vague
        else verdict
        for index, verdict in enumerate(verdicts)
    ]


def _find_company(
    view: PageView, verdicts: Sequence[Keep | Cut], vague: frozenset[str], index: int
) -> Cut | None:
    context: Context | None = view.blocks[index].context
    while context is not None:
        first, end = view.spans.firsts[context.index], view.spans.ends[context.index]
        box = verdicts[first:end] if end - first <= MAX_BLOCKS else ()
        cuts = [verdict for verdict in box if isinstance(verdict, Cut)]
        if len(cuts) < max(len(box), 1):
            return None
        kinds = Counter(cut.kind for cut in cuts if cut.kind in BOXES and cut.rule not in vague)
        if kinds:
            kind, count = kinds.most_common(1)[0]
            is_text = len(view.words[index]) >= MIN_TEXT_WORDS
            if count < MIN_SHARE * kinds.total() or (is_text and kind in LABEL_KINDS):
                return None
            return make_cut(kind, RULE, f"stands in one box with {BOXES[kind]}")
        context = context.parent
    return None
