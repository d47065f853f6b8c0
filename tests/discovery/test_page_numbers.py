"""Numbers of pages in URLs."""

from __future__ import annotations

import pytest

from newscrawl.discovery.page_numbers import is_next_label, is_next_page, split_page_number


@pytest.mark.parametrize(
    ("path", "stem", "number"),
    [
        ("/politics", "/politics", 1),
        ("/politics?page=3", "/politics", 3),
        ("/politics?a=1&seite=3", "/politics?a=1", 3),
        ("/politics/page/3/", "/politics", 3),
        ("/politics/seite-3", "/politics", 3),
        ("/politics/3", "/politics", 3),
        ("/politics/p3", "/politics", 3),
        ("/page/3", "/", 3),
        ("/?paged=3", "/", 3),
        ("/story-3.html", "/story.html", 3),
        ("/story_3.html", "/story.html", 3),
        ("/story,seite3.html", "/story.html", 3),
        ("/story-page-3", "/story", 3),
        ("/story/page/3.html", "/story.html", 3),
        ("/story/48213", "/story/48213", 1),
        ("/story-48213.html", "/story-48213.html", 1),
        ("/covid-19", "/covid-19", 1),
        ("/story?id=3", "/story?id=3", 1),
        ("/story?page=one", "/story?page=one", 1),
        ("/story?page=-3", "/story?page=-3", 1),
        ("/story?page=99999999999", "/story?page=99999999999", 1),
    ],
)
def test_number_and_the_rest_are_parted(path: str, stem: str, number: int) -> None:
    assert split_page_number(f"https://news.example{path}") == (f"news.example{stem}", number)


@pytest.mark.parametrize(
    ("one", "other", "is_next"),
    [
        ("/story", "/story?page=2", True),
        ("/story?page=1", "/story?page=2", True),
        ("/story?page=2", "/story?page=3", True),
        ("/story/", "/story/2/", True),
        ("/story?page=2", "/story?page=4", False),
        ("/story?page=2", "/story", False),
        ("/story", "/other?page=2", False),
        ("/story", "/story?page=2&sort=old", False),
    ],
)
def test_next_page_has_the_same_stem_and_the_next_number(one: str, other: str, is_next: bool) -> None:
    assert is_next_page(f"https://n.example{one}", f"https://n.example{other}") is is_next


@pytest.mark.parametrize(
    "text", ["Next", "next »", "NEXT PAGE", " Weiter ›", "Siguiente", "次へ", "»", "Older posts"]
)
def test_labels_of_next_pages_are_known(text: str) -> None:
    assert is_next_label(text)


@pytest.mark.parametrize("text", ["", "Next week's vote", "Previous", "2", "«"])
def test_other_texts_are_no_labels(text: str) -> None:
    assert not is_next_label(text)
