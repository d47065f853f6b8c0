"""Options are read from names and values as a person writes them."""

from __future__ import annotations

import pytest

from newscrawl.errors import InputError
from newscrawl.options import Options, read_options


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, Options()),
        ({"subtitle": "false", "captions": "true"}, Options(subtitle=False, captions=True)),
        ({"subtitle": "0", "captions": "1"}, Options(subtitle=False, captions=True)),
        ({"max_bytes": "5000"}, Options(max_bytes=5000)),
    ],
)
def test_values_are_read_by_the_type_of_their_option(values: dict[str, str], expected: Options) -> None:
    assert read_options(values) == expected


def test_unknown_option_is_told_with_the_known_ones() -> None:
    with pytest.raises(InputError, match=r"deck: no option; the options are subtitle, .*max_bytes"):
        read_options({"deck": "false"})


@pytest.mark.parametrize("values", [{"subtitle": "maybe"}, {"max_bytes": "many"}])
def test_value_of_another_type_is_told(values: dict[str, str]) -> None:
    (pair,) = [f"{name}={value}" for name, value in values.items()]
    with pytest.raises(InputError, match=f"{pair}: Expected"):
        read_options(values)
