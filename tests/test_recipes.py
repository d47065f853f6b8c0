"""What the README says of cron's kin and of reading the files works as pasted: systemd units, jq, DuckDB, pandas.

A tool that is not there is a test that is skipped; `.ci/run` gets all of them where it can.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import checkout_environment
from tests.test_readme import README, read_blocks

UNITS = {block.partition("\n")[0].rpartition("/")[2]: block for block in read_blocks("ini")}
PYTHON = re.findall(r"^```python\n(import (\w+).*?)^```\n\n^```text\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def read_shell() -> list[tuple[str, str]]:
    """Give each `$ jq …` line with the output that the README shows for it."""
    pairs = []
    for block in read_blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            if command.startswith("jq "):
                pairs.append((command, output))
    return pairs


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `scrapy demo` ran in."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "scrapy", "demo"]
    subprocess.run(command, cwd=folder, env=checkout_environment(), capture_output=True, check=True, timeout=120)
    return folder


def test_recipes_are_found() -> None:
    assert len(read_shell()) == 2
    assert [library for _, library, _ in PYTHON] == ["duckdb", "pandas"]
    assert set(UNITS) == {"newscrawl.service", "newscrawl.timer"}


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
@pytest.mark.parametrize(("command", "output"), read_shell())
def test_jq_prints_what_the_readme_shows(command: str, output: str, demo: Path) -> None:
    done = subprocess.run(["bash", "-c", command], cwd=demo, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (output, "")


@pytest.mark.parametrize(("code", "library", "output"), PYTHON, ids=["duckdb", "pandas"])
def test_python_prints_what_the_readme_shows(code: str, library: str, output: str, demo: Path) -> None:
    if find_spec(library) is None:
        pytest.skip(f"{library} is not installed")
    done = subprocess.run([sys.executable, "-c", code], cwd=demo, capture_output=True, text=True, check=False)
    shown = "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())
    assert done.stderr == ""
    assert shown == "\n".join(line.rstrip() for line in output.strip().splitlines())


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_takes_the_units_without_a_complaint(tmp_path: Path) -> None:
    program = tmp_path / "news/.venv/bin/scrapy"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for name, text in UNITS.items():
        (tmp_path / name).write_text(text)
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", *(f"./{name}" for name in UNITS)],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_service_runs_the_command_of_the_crontab() -> None:
    (crontab,) = [block for block in read_blocks("text") if "scrapy crawl news" in block]
    command = re.search(r"\.venv/bin/scrapy .*", crontab)
    assert command is not None
    assert f"ExecStart=%h/news/{command[0]}\n" in UNITS["newscrawl.service"]
    assert re.findall(r"^(\w+=.*)$", crontab, re.MULTILINE) == re.findall(
        r"^Environment=(.*)$", UNITS["newscrawl.service"], re.MULTILINE
    )
