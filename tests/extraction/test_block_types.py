"""Kept blocks have the type that the nearest element around them says."""

from __future__ import annotations

import pytest

from newscrawl.blocks import BlockType
from newscrawl.extraction.block_types import find_block_type

from .conftest import See

STORY = "<p>The council of the port voted on Tuesday to widen the northern lock before winter.</p>" * 4


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<p>target</p>", BlockType.paragraph),
        ("<div>target</div>", BlockType.paragraph),
        ("<h3>target</h3>", BlockType.heading),
        ("<ul><li>target</li></ul>", BlockType.list_item),
        ("<ul><li><p>target</p></li></ul>", BlockType.list_item),
        ("<dl><dt>target</dt></dl>", BlockType.list_item),
        ("<blockquote><p>target</p></blockquote>", BlockType.quote),
        ("<pre>target</pre>", BlockType.preformatted),
        ("<figure><figcaption>target</figcaption></figure>", BlockType.caption),
        ('<div class="photo-credit">target</div>', BlockType.caption),
        ("<table><tr><td>target<td>1</tr><tr><td>x<td>2</tr></table>", BlockType.table),
    ],
)
def test_type(see: See, html: str, kind: BlockType) -> None:
    view = see(f"<article>{STORY}{html}</article>")
    (index,) = [place for place, block in enumerate(view.blocks) if "target" in block.text]
    assert find_block_type(view, index) == kind


def test_a_list_item_that_holds_the_whole_story_says_nothing(see: See) -> None:
    view = see(f"<ul><li>{STORY}</li></ul>")
    assert find_block_type(view, 0) == BlockType.paragraph
