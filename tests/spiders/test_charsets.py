"""Pages come out in their letters through a whole crawl, whatever charset they say they are in; the record tells which
they were read in.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Answer, Crawled, Loopback, run_crawl

WORDS = {
    "western": ("Überfälle", "Im Rathaus tagte der Rat von Größenau über die Fähre nach Malmö und die Café-Steuer, "),
    "russian": ("Новости", "Городской совет собрался во вторник и решил отложить работы в старой гавани до весны, "),
    "chinese": (
        "市议会",
        "市议会周二投票决定将港口疏浚推迟到春天，因为那里的淤泥含铜量比先前调查显示的要高得多，官员们说，",
    ),
    "japanese": (
        "市議会",
        "市議会は火曜日、港の浚渫を春まで延期することを決めた。調査で示されたより銅が多いためだと当局は述べた。",
    ),
}


def make_page(language: str, said: str) -> str:
    title, words = WORDS[language]
    paragraphs = "".join(f"<p>{words * 3}{number}.</p>" for number in range(1, 13))
    meta = f'<meta charset="{said}">' if said else ""
    links = f'<footer><a href="/next-{language}">{title}</a></footer>'
    return f"<html><head>{meta}<title>{title}</title></head><body><h1>{title}</h1>{paragraphs}{links}</body></html>"


CASES: dict[str, tuple[str, str, str, str, str, bool]] = {
    # name: language, real codec, said in the markup, said in the header, read in, whether it is told as a mismatch
    "latin-1-says-utf-8": ("western", "cp1252", "utf-8", "utf-8", "cp1252", True),
    "gb18030-says-utf-8": ("chinese", "gb18030", "utf-8", "utf-8", "gb18030", True),
    "utf-8-says-latin-1": ("western", "utf-8", "iso-8859-1", "iso-8859-1", "utf-8", True),
    "header-and-markup-differ": ("russian", "cp1251", "windows-1251", "utf-8", "cp1251", True),
    "shift-jis": ("japanese", "shift_jis", "Shift_JIS", "", "cp932", False),
    "says-nothing": ("russian", "cp1251", "", "", "cp1251", False),
    "utf-16-with-mark": ("western", "utf-16", "", "", "utf-16", False),
    "utf-8-with-mark": ("russian", "utf-8-sig", "windows-1251", "windows-1251", "utf-8", False),
}


@pytest.fixture(scope="module")
def crawled(loopback: Loopback, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The records of one crawl over all pages, by the name of the case."""
    for name, (language, codec, said, header, _, _) in CASES.items():
        content_type = "text/html" + (f"; charset={header}" if header else "")
        loopback.serve(
            {f"/{name}": Answer(make_page(language, said).encode(codec), headers={"Content-Type": content_type})}
        )
    done = run_crawl(
        tmp_path_factory.mktemp("charsets"), "article", urls=",".join(loopback.url(f"/{name}") for name in CASES)
    )
    assert done.code == 0, done.stderr
    return {line["requested_url"].rpartition("/")[2]: line for line in done.lines("article.jsonl")}


@pytest.mark.parametrize("name", CASES)
def test_page_comes_out_in_its_letters(name: str, crawled: dict[str, dict[str, Any]]) -> None:
    language, _, _, _, read_in, is_mismatch = CASES[name]
    title, words = WORDS[language]
    record = crawled[name]
    assert record["title"] == title
    assert record["text"].count(words.strip()) == 36
    assert codecs.lookup(record["http"]["charset"]).name == codecs.lookup(read_in).name
    assert ("charset_mismatch" in record["warnings"]) is is_mismatch


def test_links_of_a_page_that_lies_about_its_charset_are_followed(
    loopback: Loopback, crawl: Callable[..., Crawled]
) -> None:
    page = make_page("chinese", "utf-8").encode("gb18030")
    hostile = b"<div " + b" ".join(b"a%d=1" % number for number in range(100_000)) + b">"
    answer = Answer(
        page.replace(b"<h1>", hostile + b"</div><h1>"), headers={"Content-Type": "text/html; charset=utf-8"}
    )
    loopback.serve({"/start": answer, "/next-chinese": page})
    done = crawl("site", start=loopback.url("/start"), max_depth=1)
    assert "/next-chinese" in loopback.paths()
    assert done.code == 0, done.stderr
