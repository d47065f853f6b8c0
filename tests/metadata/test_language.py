"""The declared language."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from newscrawl.metadata.head import read_head
from newscrawl.metadata.language import normalize_tag, read_language
from newscrawl.metadata.story import Structured
from newscrawl.metadata.survey import survey_page


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"),
        ("en_us", "en-US"),
        ("PT-br", "pt-BR"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("de-DE, en", "de-DE"),
        ("English", None),
        ("{{ lang }}", None),
        ("und", None),
        ("", None),
    ],
)
def test_tag_is_put_into_its_usual_form(text: str, tag: str | None) -> None:
    assert normalize_tag(text) == tag


@pytest.mark.parametrize(
    ("page", "tag"),
    [
        ('<html lang="de"><head></head></html>', "de"),
        ('<html><head><meta property="og:locale" content="fr_FR"></head></html>', "fr-FR"),
        (
            '<html lang="en"><head><meta property="og:locale" content="de_DE">'
            '<meta http-equiv="content-language" content="de"></head></html>',
            "de-DE",
        ),
        ('<html lang="en"><head><meta property="og:locale" content="de_DE"></head></html>', "en"),
        ("<html><head></head></html>", None),
    ],
)
def test_html_lang_counts_unless_two_others_agree_against_it(page: str, tag: str | None) -> None:
    assert read_language(read_head(survey_page(fromstring(page))), Structured()) == tag
