"""JSON-LD, well-formed and not."""

from __future__ import annotations

import pytest

from newscrawl.metadata.json_ld import MAX_SCRIPT_CHARACTERS, read_json_ld

PLAIN = '{"@type": "NewsArticle", "headline": "Tide // turns"}'


@pytest.mark.parametrize(
    "script",
    [
        PLAIN,
        f"<!-- {PLAIN} -->",
        f"//<![CDATA[\n{PLAIN}\n//]]>",
        f"/* made by hand */ {PLAIN};",
        PLAIN[:-1] + ",}",
        PLAIN.replace("turns", "turns\t\x01\n").replace("\x01", ""),
        f"[{PLAIN},]",
        f'{{"@graph": [[{PLAIN}]]}}',
        f'{{"@type": "WebPage", "mainEntity": {PLAIN}}}',
        PLAIN.replace("Tide", "Tide \\d"),
    ],
)
def test_script_gives_its_article(script: str) -> None:
    items, _ = read_json_ld([script])
    assert [item["headline"].split()[0] for item in items if "headline" in item] == ["Tide"]


def test_values_one_after_the_other_are_all_read() -> None:
    items, warnings = read_json_ld([f"{PLAIN}\n{PLAIN}"])
    assert len(items) == 2
    assert warnings == []


def test_broken_script_costs_only_itself() -> None:
    items, warnings = read_json_ld(['{"@type": ', PLAIN])
    assert len(items) == 1
    assert warnings == ["structured_data_malformed"]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        (r"Tide \ud83c\udf0a turns", "Tide \N{WATER WAVE} turns"),
        (r"Tide \ud83c", "Tide \N{REPLACEMENT CHARACTER}"),
        (r"\uDF0A Tide \uD83C\uD83C\uDF0A", "\ufffd Tide \ufffd\N{WATER WAVE}"),
    ],
)
def test_half_of_a_character_is_replaced_so_that_it_can_be_written(headline: str, expected: str) -> None:
    items, _ = read_json_ld([f'{{"headline": "{headline}"}}'])
    assert items[0]["headline"].encode().decode() == expected


def test_huge_script_is_skipped_with_a_warning() -> None:
    assert read_json_ld([" " * MAX_SCRIPT_CHARACTERS + PLAIN]) == ([], ["structured_data_too_large"])


@pytest.mark.parametrize("script", ["[" * 200_000, '{"a":' * 100_000, '"' * 100_001, "/*" * 100_000, "\\" * 100_000])
def test_hostile_script_neither_raises_nor_hangs(script: str) -> None:
    assert read_json_ld([script])[0] == []


def test_empty_script_is_no_flaw() -> None:
    assert read_json_ld(["", "  "]) == ([], [])
