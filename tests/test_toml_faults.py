"""What is wrong in a TOML file is told with file, line and key, and crosses a process boundary whole."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from newscrawl.toml_faults import TomlFault, TomlFileError, parse_toml, read_toml_text


class OwnError(TomlFileError):
    pass


def test_faults_are_told_a_line_each_and_survive_pickling() -> None:
    faults = (TomlFault(line=2, key="a", why="is odd"), TomlFault(line=4, key="", why="ends"))
    error = pickle.loads(pickle.dumps(OwnError("x.toml", faults)))
    assert str(error) == "x.toml:2: a: is odd\nx.toml:4: ends"
    assert (type(error), error.path, error.faults) == (OwnError, "x.toml", faults)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = 1\nb = \n", "x.toml:2: not valid TOML: invalid value"),
        ("a = 1\na = 2\n", "x.toml:2: not valid TOML: cannot overwrite a value"),
        ("a = [\n1,\n", "x.toml:2: not valid TOML: "),
    ],
)
def test_line_of_what_is_no_toml_is_told(text: str, told: str) -> None:
    with pytest.raises(OwnError) as caught:
        parse_toml(text, "x.toml", OwnError)
    assert str(caught.value).startswith(told)


def test_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"a = 1\n# caf\xe9\n")
    with pytest.raises(OwnError, match=r"latin\.toml:2: not UTF-8 text"):
        read_toml_text(tmp_path / "latin.toml", OwnError)
    with pytest.raises(OwnError, match=r"no\.toml:1: cannot be read \(No such file or directory\)"):
        read_toml_text(tmp_path / "no.toml", OwnError)
