"""Markup that is opened and never closed, or closed wrongly."""

from __future__ import annotations

from tests.hostile_pages.kinds import kind, page, register_variants


@kind()
def comment_without_end(_: int) -> str:
    return page(top="<!-- the banner")


@kind()
def comment_without_end_in_head(_: int) -> str:
    return page(head="<!-- the banner ")


register_variants(
    "unclosed",
    {
        "script": "<script>var x = 1;",
        "style": "<style>p { color: red }",
        "textarea": "<textarea>",
        "select": "<select><option>",
        "noscript": "<noscript>",
        "iframe": "<iframe src=/x>",
        "object": "<object data=/x>",
        "video": "<video src=/x>",
        "svg": "<svg><g>",
        "template": "<template>",
        "xmp": "<xmp>",
        "noembed": "<noembed>",
        "table": "<table><tr><td>",
        "list": "<ul><li>",
        "anchor": "<a href='/x'>",
        "button": "<button>",
        "math": "<math><mi>",
        "tag": "<div",
        "canvas": "<canvas>",
        "audio": "<audio>",
        "picture": "<picture><source srcset=/x>",
        "details": "<details>",
        "dialog": "<dialog>",
        "label": "<label>",
        "plain_text": "<plaintext>",
    },
    lambda opening: page(top=opening),
    whole=False,
)
register_variants(
    "unclosed_in_head",
    {"script": "<script>var x = 1;", "style": "<style>p { }", "title": "<title>", "noscript": "<noscript>"},
    lambda opening: page(head=opening),
    whole=False,
)
register_variants(
    "broken",
    {
        "attribute": '<div class="wide>x</div>',
        "attribute_of_link": '<a href="/x>x</a>',
        "conditional_comment": "<!--[if IE]><p>old</p>",
        "declaration": "<!x",
        "cdata": "<![CDATA[ x",
        "instruction": "<?php echo 1;",
        "comment_end": "<!-- x --!> <!--> <!--->",
        "tag_with_null": "<di\x00v>x</di\x00v>",
        "tag_of_spaces": "< div >x</ div >",
        "tag_in_tag": "<div <p>>x</div>",
        "slashes": "<div/////a/=/>x</div>",
        "namespace": "<o:p>x</o:p><fb:like></fb:like>",
        "void_with_content": "<br>x</br><img>x</img><input>x</input></hr>",
        "headings": "<h2>x<h3>y</h2>z</h3>",
    },
    lambda piece: page(top=piece),
    whole=False,
)
