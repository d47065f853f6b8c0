"""Lines of keys in TOML."""

from __future__ import annotations

import pytest

from newscrawl.toml_lines import read_lines

TEXT = '''# [[site]] in a comment
top = 1

[defaults]
delay = 2.0  # "quoted [brackets"

[[site]]
domain = "example.org"
feeds = [
  "https://example.org/a",  # ]
  "https://example.org/b",
]
note = """
domain = "no key"
[[site]]
"""
'allow' = ['^/news/']

[[site]]
"domain" = 'example.com'
'''


@pytest.mark.parametrize(
    ("table", "index", "key", "value", "line"),
    [
        ("", 0, "top", None, 2),
        ("defaults", 0, "delay", None, 5),
        ("site", 0, "", None, 7),
        ("site", 0, "domain", None, 8),
        ("site", 0, "feeds", None, 9),
        ("site", 0, "feeds", "https://example.org/b", 11),
        ("site", 0, "note", None, 13),
        ("site", 0, "allow", None, 17),
        ("site", 1, "", None, 19),
        ("site", 1, "domain", None, 20),
        ("site", 1, "missing", None, 19),
        ("nothing", 0, "x", None, 1),
    ],
)
def test_line_of_a_key_or_of_what_is_nearest(
    table: str, index: int, key: str, value: str | None, line: int
) -> None:
    assert read_lines(TEXT).find(table, index, key, value) == line
