"""Errors say what the user named and why it fails, in another process as well."""

from __future__ import annotations

import pickle

import pytest

from newscrawl.errors import DataFileError, InputError, NewscrawlError


@pytest.mark.parametrize(
    "error", [InputError("page.html", "no such file"), DataFileError("rules.toml", "line 3")]
)
def test_error_crosses_a_process_boundary_whole(error: NewscrawlError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))
