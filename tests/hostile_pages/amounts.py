"""Pages with too much of one thing."""

from __future__ import annotations

from tests.hostile_pages.kinds import TITLE, kind, page


@kind(100_000)
def options(n: int) -> str:
    return page(top="<select>" + "<option value=1>Country</option>" * n + "</select>")


@kind(100_000)
def links(n: int) -> str:
    return page(end="<ul>" + "".join(f'<li><a href="/{i}">Menuword story {i}</a></li>' for i in range(n)) + "</ul>")


@kind(50_000)
def rows(n: int) -> str:
    return page(end="<table>" + "<tr><td>1</td><td>2</td></tr>" * n + "</table>")


@kind(1_000_000)
def empty_paragraphs(n: int) -> str:
    return page(end="<p>" * n)


@kind(200_000)
def attributes(n: int) -> str:
    return page(top="<div " + " ".join(f"a{i}=1" for i in range(n)) + ">x</div>")


@kind(200_000)
def attributes_without_value(n: int) -> str:
    return page(top="<div " + " ".join(f"a{i}" for i in range(n)) + ">x</div>")


@kind(100_000)
def attributes_of_one_name(n: int) -> str:
    return page(top="<div " + "class=x " * n + ">x</div>")


@kind(2_000_000)
def attribute_value(n: int) -> str:
    return page(top=f'<div title="{"a" * n}">x</div>')


@kind(2_000_000)
def class_names(n: int) -> str:
    return page(top=f'<div class="{"nav " * (n // 4)}">x</div>')


@kind(2_000_000)
def style_value(n: int) -> str:
    return page(top=f'<div style="{"display:" * (n // 8)}">x</div>')


@kind(2_000_000)
def tag_name(n: int) -> str:
    return page(top=f"<{'x' * n}>x</{'x' * n}>")


@kind(4_800_000, whole=False)
def title(n: int) -> str:
    return page().replace(TITLE + "</title>", "Dredging " * (n // 9) + "</title>")


@kind(1_000_000, whole=False)
def headline(n: int) -> str:
    return page().replace(f"<h1>{TITLE}", f"<h1>{'Dredging ' * (n // 9)}")


@kind(100_000)
def breaks(n: int) -> str:
    return page(end="<div>" + "<br>" * n + "</div>")


@kind(100_000)
def rules_and_images(n: int) -> str:
    return page(end="<hr><img src=x.jpg>" * n)


@kind(50_000)
def metas(n: int) -> str:
    return page(head='<meta name="author" content="A. Writer"><meta property="article:tag" content="x">' * n)


@kind(50_000)
def head_links(n: int) -> str:
    return page(head='<link rel="canonical" href="https://news.example/a">' * n)


@kind(50_000)
def headings(n: int) -> str:
    return page(end="<h3>Menuword</h3>" * n)


@kind(50_000)
def times(n: int) -> str:
    return page(end='<time datetime="2026-03-12T05:45:00Z">12 March 2026</time>' * n)


@kind(50_000)
def bylines(n: int) -> str:
    return page(end='<span class="byline author" rel="author" itemprop="author">By A. Writer</span>' * n)


@kind(50_000)
def frames(n: int) -> str:
    return page(end="<iframe src=/x></iframe>" * n)


@kind(100_000)
def comments(n: int) -> str:
    return page(top="<!-- x -->" * n)


@kind(20_000)
def scripts(n: int) -> str:
    return page(head="<script>var x = '<p>';</script><style>p{}</style>" * n)


@kind(5_000_000)
def script(n: int) -> str:
    return page(head=f"<script>var x = '{'a<b ' * (n // 4)}';</script>")


@kind(1_000_000)
def word(n: int) -> str:
    return page(end=f"<div>{'a' * n}</div>")


@kind(5_000_000)
def spaces(n: int) -> str:
    return page(top=" \n\t " * (n // 4))


@kind(1_000_000)
def angles(n: int) -> str:
    return page(end="<div>" + "<" * n + "</div>")


@kind(1_000_000)
def open_tags(n: int) -> str:
    return page(end="<div>" + "<a " * (n // 3) + "></div>")


@kind(1_000_000)
def declarations(n: int) -> str:
    return page(end="<div>" + "<!" * (n // 2) + "></div>")


@kind(1_000_000)
def instructions(n: int) -> str:
    return page(end="<?x " * (n // 4) + "?>")


@kind(1_000_000)
def quotes(n: int) -> str:
    return page(end="<div>" + "\"'" * (n // 2) + "</div>")


@kind(1_000_000)
def assignments(n: int) -> str:
    return page(end="<div a=" + "=\"'" * (n // 3) + "></div>")


@kind(300_000)
def commas(n: int) -> str:
    return page(end="<p>By " + "A, " * (n // 3) + "</p>")


@kind(300_000)
def digits(n: int) -> str:
    return page(end=f"<p>{'1' * n}</p><p>{'12/03/' * (n // 6)}</p>")


@kind(300_000)
def addresses(n: int) -> str:
    return page(end="<p>" + "a@b.example http://" * (n // 19) + "</p>")


@kind(10_000)
def readers_comments(n: int) -> str:
    comment = '<div class="comment"><b>Reader</b><p>I do not think that this is any news at all, Menuword.</p></div>'
    return page(end=f'<section id="comments">{comment * n}</section>')


@kind(20_000)
def definition_lists(n: int) -> str:
    return page(end="<dl>" + "<dt>a<dd>b" * n + "</dl>")


@kind(20_000)
def misnested(n: int) -> str:
    return page(end="<b><p></b></p><i><div></i></div>" * n)


@kind(20_000)
def tables_in_rows(n: int) -> str:
    return page(end="<table><tr><td><table><td>x</table>" * min(n, 300) + "<td>" * n)
