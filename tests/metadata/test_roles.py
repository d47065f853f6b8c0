"""Words that name an element's role."""

from __future__ import annotations

import pytest
from lxml.html import fragment_fromstring

from newscrawl.metadata.roles import read_role


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ('<p class="article__sub-title">', {"article", "sub", "title"}),
        ('<p class="subTitle">', {"sub", "title", "subtitle"}),
        ('<p id="Author_name" role="note">', {"author", "name", "note"}),
        ('<p data-zone="standfirst">', {"standfirst"}),
        ('<p data-state="' + "long " * 20 + '">', set()),
        ('<p class="md:text-lg [&_p]:mt-2 deck">', {"deck"}),
        ('<p style="author" title="author">', set()),
        ("<p>", set()),
    ],
)
def test_words_are_parted_and_lower_case(markup: str, words: set[str]) -> None:
    assert read_role(fragment_fromstring(markup + "x</p>")) == words
