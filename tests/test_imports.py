"""Imports point one way: the core knows nothing of Scrapy, and neither does whoever imports newscrawl."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import newscrawl

PACKAGE = Path(newscrawl.__file__).parent
FOREIGN = frozenset({"scrapy", "twisted", "itemadapter", "itemloaders"})
SHELL = frozenset(
    {
        "addon", "commands", "demo", "downloadermiddlewares", "dupefilters", "exporters", "extensions",
        "logformatter", "network", "pipelines", "responses", "scheduling", "settings", "shutdown",
        "spiders",
    }
)  # fmt: skip
"""What stands on the Scrapy side, by the first part of its name; everything else is the core."""


def name_module(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name_module(path): path for path in sorted(PACKAGE.rglob("*.py"))}
CORE = [name for name in MODULES if name.split(".")[0] not in SHELL]


def read_imports(path: Path) -> Iterator[str]:
    """Give the names that a module imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_importing_newscrawl_pulls_in_no_scrapy() -> None:
    code = (
        "import sys, newscrawl; newscrawl.extract('<p>x</p>'); newscrawl.clean_text('x');"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=True
    )
    assert "newscrawl" in done.stdout.split()
    assert FOREIGN & set(done.stdout.split()) == set()


def test_importing_newscrawl_loads_no_library_that_few_pages_need() -> None:
    code = "import sys, newscrawl; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=True
    )
    # Of the 160 ms that the import once took, these were 110.
    assert {"requests", "tldextract", "dateparser", "trafilatura"} & set(done.stdout.split()) == set()


@pytest.mark.parametrize("module", CORE)
def test_module_of_the_core_imports_neither_scrapy_nor_the_scrapy_side(module: str) -> None:
    imported = {name.split(".")[0]: name for name in read_imports(MODULES[module])}
    inside = {name.split(".")[1] for name in read_imports(MODULES[module]) if name.startswith("newscrawl.")}
    assert FOREIGN & imported.keys() == set()
    assert SHELL & inside == set()


@pytest.mark.parametrize("part", sorted(SHELL))
def test_scrapy_side_is_named_as_it_is(part: str) -> None:
    assert any(name.split(".")[0] == part for name in MODULES)
