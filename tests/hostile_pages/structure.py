"""Pages that are built otherwise than pages are."""

from __future__ import annotations

from tests.hostile_pages.kinds import FOOT, HEAD, NAV, STORY, kind, page


@kind()
def no_head_no_body(_: int) -> str:
    return f"<!doctype html>{HEAD}{NAV}{STORY}{FOOT}"


@kind()
def no_body_tag(_: int) -> str:
    return f"<html><head>{HEAD}</head>{NAV}{STORY}{FOOT}</html>"


@kind()
def no_end_tags(_: int) -> str:
    return page(story=STORY.replace("</p>", "").replace("</h1>", "<p>")).replace("</li>", "").partition("</main>")[0]


@kind()
def element_in_head(_: int) -> str:
    return page(head="<div>tracking</div><custom-element></custom-element><meta name=x content=y>")


@kind()
def two_bodies(_: int) -> str:
    return page(top="</body><body class=second>")


@kind()
def story_behind_the_end(_: int) -> str:
    return f"<html><head>{HEAD}</head><body>{NAV}</body></html>{STORY}"


@kind()
def two_documents(_: int) -> str:
    return f"<html><head><title>x</title></head><body>{NAV}</body></html>{page()}"


@kind()
def two_heads(_: int) -> str:
    return page(top=f"<head>{HEAD}</head>")


@kind()
def frameset(_: int) -> str:
    return f"<html><head>{HEAD}</head><frameset><frame src=/x><noframes><body>{STORY}</body></noframes></frameset>"


@kind()
def upper_case(_: int) -> str:
    story = STORY
    for name in ("article", "h1", "p"):
        story = story.replace(f"<{name}>", f"<{name.upper()}>").replace(f"</{name}>", f"</{name.upper()}>")
    return page(story=story).replace("<body>", "<BODY>")


@kind()
def xhtml_with_prefix(_: int) -> str:
    body = page().replace("<!doctype html>", "").replace('<html lang="en">', "<html>")
    for name in ("html", "head", "body", "article", "p", "h1", "title", "main"):
        body = body.replace(f"<{name}>", f"<h:{name}>").replace(f"</{name}>", f"</h:{name}>")
    return '<?xml version="1.0"?>' + body.replace("<h:html>", '<h:html xmlns:h="http://www.w3.org/1999/xhtml">')


@kind()
def story_in_cdata(_: int) -> str:
    return page(story=f"<div><![CDATA[<b>x</b>]]></div>{STORY}")


@kind()
def story_in_noscript(_: int) -> str:
    return page(story=f"<noscript>{STORY}</noscript>")


@kind()
def story_in_shadow_root(_: int) -> str:
    return page(story=f"<news-story><template shadowrootmode=open>{STORY}</template></news-story>")


@kind()
def story_in_foreign_object(_: int) -> str:
    return page(story=f"<svg><foreignObject>{STORY}</foreignObject></svg>")


@kind(whole=False)
def script_with_its_end_in_a_string(_: int) -> str:
    return page(top='<script>document.write("<script>x</script>");</script>')


@kind()
def escaped_markup_in_prose(_: int) -> str:
    return page(story=STORY.replace("<h1>", "<p>Type &lt;script&gt;alert(1)&lt;/script&gt; to see it.</p><h1>"))


@kind(whole=False)
def navigation_only(_: int) -> str:
    return page(story="<div id=app></div><script src=/app.js></script>")
