"""A page is cut into blocks where a reader sees them parted, and no text of it is lost."""

from __future__ import annotations

import pytest

from newscrawl.dom import DomBlock, parse_html, segment_page


def segment(html: str) -> list[DomBlock]:
    tree = parse_html(html)
    assert tree is not None
    return segment_page(tree)


def read_texts(html: str) -> list[str]:
    return [block.text for block in segment(html)]


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        pytest.param("<p>One</p><p>Two</p>", ["One", "Two"], id="paragraphs"),
        pytest.param("<div>One<p>Two</p>Three</div>", ["One", "Two", "Three"], id="bare text around a paragraph"),
        pytest.param("<p>One<br>Two</p>", ["One Two"], id="a line break is a space"),
        pytest.param("<div>One<br><br>Two<br> <br>Three</div>", ["One", "Two", "Three"], id="two line breaks part"),
        pytest.param("<p>One <b>two</b> <i>three</i>.</p>", ["One two three."], id="inline elements do not part"),
        pytest.param("<span><p>One</p><p>Two</p></span>", ["One", "Two"], id="paragraphs in an inline element"),
        pytest.param("<h2>One</h2>Two", ["One", "Two"], id="a heading"),
        pytest.param("<ul><li>One<ul><li>Two</ul><li>Three</ul>", ["One", "Two", "Three"], id="nested lists"),
        pytest.param("<dl><dt>One<dd>Two</dl>", ["One", "Two"], id="definitions"),
        pytest.param("<p>One<script>let x = 1</script> two</p>", ["One two"], id="text behind a script"),
        pytest.param("<p>One<select><option>A<option>B</select> two</p>", ["One two"], id="form values"),
        pytest.param("<p>One<svg><text>drawn</text></svg> two</p>", ["One two"], id="drawings"),
        pytest.param("<p>One</p><hr>Two", ["One", "Two"], id="a rule"),
        pytest.param("<p>  </p><p>\u200b</p><p>\u00a0</p><p>One</p>", ["One"], id="nothing to see"),
        pytest.param("<custom-tag>One <x-y>two</x-y></custom-tag>", ["One two"], id="unknown elements"),
        pytest.param("<p>One <span hidden>two</span> three</p>", ["One", "two", "three"], id="hidden span"),
        pytest.param("<p>a\n\t\tb</p>", ["a b"], id="indented source"),
    ],
)
def test_blocks_are_cut_where_text_is_parted(html: str, texts: list[str]) -> None:
    assert read_texts(f"<body>{html}</body>") == texts


def test_rows_of_a_data_table_are_blocks_with_cells_parted_by_tabs() -> None:
    head = "<tr>\n <th>Year</th>\n <th>Ships</th></tr>"
    row = "<tr><td>1994</td> <td><b>12</b> old<br>3 new</td></tr>"
    blocks = segment(f"<body><p>One</p><table>\n {head}\n{row}</table><p>Two</p></body>")
    assert [(block.text, block.table) for block in blocks] == [
        ("One", None),
        ("Year\tShips", 0),
        ("1994\t12 old 3 new", 0),
        ("Two", None),
    ]


def test_cells_of_a_layout_table_are_blocks_of_their_own() -> None:
    assert [
        (block.text, block.table)
        for block in segment("<table><tr><td>Menu<td><h1>Title</h1><p>One</p></tr><tr><td>x<td>y</tr></table>")
    ] == [("Menu", None), ("Title", None), ("One", None), ("x", None), ("y", None)]


def test_contexts_lead_from_the_block_to_the_root() -> None:
    (block,) = segment('<html><body><div class="storyBody main-text" id="a1"><p>One</p></div></body></html>')
    chain = []
    context = block.context
    while True:
        chain.append((context.tag, context.depth, sorted(context.markers)))
        if context.parent is None:
            break
        assert context.parent.index < context.index
        context = context.parent
    assert chain == [
        ("p", 3, []),
        ("div", 2, ["a", "body", "main", "story", "text"]),
        ("body", 1, []),
        ("html", 0, []),
    ]


def test_what_stands_in_a_hidden_element_is_hidden() -> None:
    blocks = segment('<div style="display: none"><p>One</p></div><p>Two</p><p hidden><b>Three</b></p>')
    assert [(block.text, block.context.is_hidden) for block in blocks] == [
        ("One", True),
        ("Two", False),
        ("Three", True),
    ]


PARAGRAPH = "The council voted on Tuesday to widen the northern lock before the winter begins, officials said. "


@pytest.mark.parametrize(
    ("hidden", "shown", "counts"),
    [(8, 2, False), (8, 12, True), (2, 0, True)],
    ids=["a story that a script shows", "a hidden box beside a story", "too little for a story"],
)
def test_hiding_counts_unless_most_of_the_running_text_is_hidden(hidden: int, shown: int, counts: bool) -> None:
    blocks = segment(f"<div hidden><p>{hidden * PARAGRAPH}</p></div><p>{shown * PARAGRAPH}</p>")
    assert blocks[0].context.is_hidden is counts


def test_hidden_links_do_not_make_a_story() -> None:
    blocks = segment(f"<div hidden><p><a href=/a>{8 * PARAGRAPH}</a></p></div><p>{PARAGRAPH}</p>")
    assert blocks[0].context.is_hidden


def test_links_and_emphasis_are_counted() -> None:
    (block,) = segment('<p>See <a href="/a">the story</a> and <a href="/b"><b>more</b></a> of <em>it</em></p>')
    assert (block.text, block.links, block.link_characters, block.emphasis_characters) == (
        "See the story and more of it", 2, len("the story") + len("more"), len("more") + len("it"),
    )  # fmt: skip


def test_a_link_around_blocks_counts_for_each() -> None:
    blocks = segment('<a href="/a"><div>One</div><div>Two</div></a><div>Three</div>')
    assert [block.link_characters for block in blocks] == [3, 3, 0]


@pytest.mark.parametrize(
    ("html", "markers"),
    [
        pytest.param('<p><span class="photo-credit">One</span></p>', {"photo", "credit"}, id="all of it"),
        pytest.param('<p><span class="a"><b class="c">One</b> </span></p>', {"a", "c"}, id="nested"),
        pytest.param('<p><span class="photo-credit">One</span> two</p>', set(), id="its beginning only"),
        pytest.param('<p>One <span class="photo-credit">two</span></p>', set(), id="its end only"),
    ],
)
def test_inline_elements_around_a_whole_block_mark_it(html: str, markers: set[str]) -> None:
    (block,) = segment(html)
    assert block.markers == markers


def test_marked_elements_are_blocks_of_their_own_and_carry_their_numbers() -> None:
    tree = parse_html('<body><p>One <b>two <i>three</i></b> four</p><ul><li>five</li></ul></body>')
    assert tree is not None
    marks = {tree.find(".//b"): 3, tree.find(".//ul"): 0}
    blocks = segment_page(tree, marks)
    assert [block.text for block in blocks] == ["One", "two three", "four", "five"]
    assert [block.context.mark for block in blocks] == [None, 3, None, None]
    assert blocks[3].context.parent is not None
    assert blocks[3].context.parent.mark == 0
    assert [block.text for block in segment_page(tree)] == ["One two three four", "five"]
