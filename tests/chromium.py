"""A real browser for the tests of pages that people look at: Debian's chromium, where it and playwright are installed.

The fixture is `browser` in `conftest.py`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

AXE = Path(os.environ.get("NEWSCRAWL_AXE", ""))
"""The file `axe.min.js` of npm's axe-core; `.ci/run` fetches it."""
needs_axe = pytest.mark.skipif(not AXE.is_file(), reason="NEWSCRAWL_AXE names no axe.min.js")


def start_browser() -> Iterator[Any]:
    """Start chromium, and end it; skips the test where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield started
        started.close()


@dataclass
class Opened:
    """A page in the browser, with what it asked for and complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def open_address(browser: Any, address: str, scheme: str = "light", width: int = 1400, height: int = 900) -> Opened:
    """Open an address in a page of its own. scheme: light or dark."""
    opened = Opened(browser.new_page(color_scheme=scheme, viewport={"width": width, "height": height}))
    opened.page.on("request", lambda request: opened.requests.append(request.url))
    opened.page.on("console", lambda message: opened.complaints.append(message.text))
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.goto(address)
    return opened


def open_file(browser: Any, folder: Path, text: str, scheme: str = "light") -> Opened:
    """Write a self-contained page to a file, and open it: it may ask for nothing else."""
    path = folder / "page.html"
    path.write_text(text, "utf-8")
    opened = open_address(browser, path.as_uri(), scheme)
    assert opened.requests == [path.as_uri()]
    return opened


def find_serious_faults(page: Any) -> list[str]:
    """Give what axe-core finds of serious and critical faults, by name."""
    page.evaluate(AXE.read_text("utf-8"))
    violations = page.evaluate("axe.run()")["violations"]
    return [fault["id"] for fault in violations if fault["impact"] in ("serious", "critical")]
