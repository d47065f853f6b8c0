"""A library of an extra is loaded, or its absence told in the words of who needs it."""

from __future__ import annotations

import pytest

from newscrawl.errors import InputError
from newscrawl.extras import load_extra


def test_module_inside_a_package_is_given() -> None:
    assert load_extra("importlib.metadata", "a setting", "needs it").__name__ == "importlib.metadata"


def test_absence_is_told_in_the_words_given() -> None:
    with pytest.raises(InputError, match=r"^a setting: needs what is not there$"):
        load_extra("newscrawl_no_such_module", "a setting", "needs what is not there")
