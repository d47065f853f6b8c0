"""One crawl runs in the command's own process: its items and stats come back, its faults are raised."""

from __future__ import annotations

import subprocess
import sys

import pytest

CODE = """
from scrapy import Spider
from scrapy.settings import Settings
from newscrawl.commands.crawl_process import run_crawl
from newscrawl.errors import InputError

class Items(Spider):
    name = "items"

    def __init__(self, count):
        super().__init__()
        self.count = int(count)
        if self.count < 0:
            raise InputError("count", "below 0")

    async def start(self):
        for number in range(self.count):
            yield {"number": number}

items = []
crawler = run_crawl(Settings({"LOG_ENABLED": False}), Items, on_item=items.append, count=COUNT)
print(items, crawler.stats.get_value("finish_reason"))
"""


def run(count: int) -> subprocess.CompletedProcess[str]:
    code = CODE.replace("COUNT", str(count))
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("count", "items"), [(2, "[{'number': 0}, {'number': 1}]"), (0, "[]")])
def test_items_and_stats_come_back(count: int, items: str) -> None:
    assert run(count).stdout == f"{items} finished\n"


def test_what_kept_the_crawl_from_starting_is_raised() -> None:
    done = run(-1)
    assert done.returncode != 0
    assert done.stderr.splitlines()[-1] == "newscrawl.errors.InputError: count: below 0"
