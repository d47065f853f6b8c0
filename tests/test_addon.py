"""The add-on brings newscrawl into a Scrapy project; what the project itself says is kept."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy import Spider
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler

from newscrawl.addon import PIPELINES, NewscrawlAddon, build_user_agent, fill_placeholders, make_crawl_id
from newscrawl.dupefilters import OutcomeDupeFilter
from newscrawl.errors import InputError
from newscrawl.version import __version__
from tests.conftest import Loopback, checkout_environment, run_crawl, story

NOW = datetime(2026, 11, 24, 8, 15, 30, 999, tzinfo=UTC)


def install(settings: dict[str, object]) -> Settings:
    """Give the settings of a project after the add-on."""
    crawler = get_crawler(Spider)
    crawler.spider = Spider.from_crawler(crawler, "article")
    made = Settings(settings, priority="project")
    NewscrawlAddon.from_crawler(crawler).update_settings(made)
    return made


def test_data_goes_newscrawls_way() -> None:
    settings = install({})
    assert settings.getdict("ITEM_PIPELINES") == dict(PIPELINES)
    assert settings["DUPEFILTER_CLASS"] is OutcomeDupeFilter
    assert list(settings.getdict("FEEDS")) == ["out/article.jsonl"]
    assert re.fullmatch(r"\d{8}T\d{6}Z-[0-9a-f]{4}", settings["NEWSCRAWL_CRAWL_ID"])


def test_what_the_project_says_is_kept() -> None:
    own = {
        "USER_AGENT": "mine/1.0",
        "FEEDS": {"mine.csv": {"format": "csv"}},
        "ITEM_PIPELINES": {"scrapy.pipelines.files.FilesPipeline": 500},
        "NEWSCRAWL_CRAWL_ID": "nightly",
        "NEWSCRAWL_OUT": "data",
    }
    settings = install(own)
    assert {name: settings[name] for name in own if name not in ("FEEDS", "ITEM_PIPELINES")} == {
        name: value for name, value in own.items() if name not in ("FEEDS", "ITEM_PIPELINES")
    }
    assert list(settings.getdict("FEEDS")) == ["mine.csv"]
    assert settings.getdict("ITEM_PIPELINES") == {
        "scrapy.pipelines.files.FilesPipeline": 500,
        **dict(PIPELINES),
    }


@pytest.mark.parametrize(
    ("out", "feed"),
    [
        ("data/%(name)s", "data/article/article.jsonl"),
        (Path("data"), "data/article.jsonl"),
        ("", None),
    ],
)
def test_output_folder_is_the_settings(out: object, feed: str | None) -> None:
    settings = install({"NEWSCRAWL_OUT": out})
    assert list(settings.getdict("FEEDS")) == ([feed] if feed else [])


def test_placeholders_are_filled_once_as_scrapy_does() -> None:
    assert fill_placeholders("out/%(name)s/%(time)s", "site", NOW) == "out/site/2026-11-24T08-15-30"
    assert fill_placeholders(None, "site", NOW) == ""


@pytest.mark.parametrize(
    ("contact", "user_agent"),
    [
        ("https://example.org/bot", f"newscrawl/{__version__} (+https://example.org/bot)"),
        (" desk@example.org ", f"newscrawl/{__version__} (+desk@example.org)"),
        ("", f"newscrawl/{__version__} (no contact set)"),
        (None, f"newscrawl/{__version__} (no contact set)"),
    ],
)
def test_user_agent_says_who_crawls(contact: str | None, user_agent: str) -> None:
    assert build_user_agent(contact) == user_agent


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "büro@example.org", "a\x00b"])
def test_contact_that_cannot_stand_in_a_header_is_refused(contact: str) -> None:
    with pytest.raises(InputError, match="NEWSCRAWL_CONTACT"):
        build_user_agent(contact)


def test_runs_of_one_second_have_their_own_names() -> None:
    names = {make_crawl_id(NOW) for _ in range(20)}
    assert len(names) > 1
    assert all(name.startswith("20261124T081530Z-") for name in names)


def scrapy(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Scrapy in the project of `folder`."""
    command = [sys.executable, "-m", "scrapy", *arguments]
    return subprocess.run(
        command, cwd=folder, env=checkout_environment(), capture_output=True, encoding="utf-8", timeout=120, check=False
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of somebody else's that enables the add-on and has a spider of its own."""
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = paper.settings\n")
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper" / "__init__.py").touch()
    (tmp_path / "paper" / "settings.py").write_text(
        'ADDONS = {"newscrawl.addon.NewscrawlAddon": 500}\nSPIDER_MODULES = ["paper.spiders"]\n'
        'NEWSCRAWL_OUT = "data"\nNEWSCRAWL_CONTACT = "desk@example.org"\nFEED_EXPORT_ENCODING = "utf-8"\n'
    )
    (tmp_path / "paper" / "spiders.py").write_text(
        "import scrapy\nfrom newscrawl.responses import read_response\n\n\n"
        'class Paper(scrapy.Spider):\n    name = "paper"\n\n'
        "    async def start(self):\n        yield scrapy.Request(self.page)\n\n"
        "    def parse(self, response):\n"
        '        yield read_response(response)\n        yield {"mine": response.url}\n'
    )
    return tmp_path


def test_pages_of_a_projects_own_spider_become_records(project: Path, loopback: Loopback) -> None:
    loopback.serve({"/a": story("Vote")})
    done = scrapy(project, "crawl", "paper", "-a", f"page={loopback.url('/a')}")
    assert done.returncode == 0, done.stderr
    lines = (project / "data" / "paper.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["title"] for record in records] == ["Vote"]
    run = json.loads((project / "data" / "run.json").read_text("utf-8"))
    assert (run["spider"], run["counts"]["articles"]) == ("paper", 1)
    assert "desk@example.org" in loopback.seen[-1].headers["User-Agent"]


def test_spider_of_newscrawls_runs_in_the_project(project: Path, loopback: Loopback) -> None:
    loopback.serve({"/a": story("Vote")})
    done = scrapy(project, "crawl", "article", "-a", f"urls={loopback.url('/a')}")
    assert done.returncode == 0, done.stderr
    assert (project / "data" / "article.jsonl").read_text("utf-8").count("\n") == 1


def test_missing_contact_is_asked_for(loopback: Loopback, tmp_path: Path) -> None:
    loopback.serve({"/a": story("Vote")})
    asked = run_crawl(tmp_path, "article", urls=loopback.url("/a"))
    assert "NEWSCRAWL_CONTACT is not set" in asked.stderr
    settings = {
        "NEWSCRAWL_CONTACT": "desk@example.org",
        "DOWNLOAD_DELAY": "0.01",
        "AUTOTHROTTLE_ENABLED": "0",
    }
    assert "NEWSCRAWL_CONTACT" not in run_crawl(
        tmp_path, "article", urls=loopback.url("/a"), settings=settings
    ).stderr.replace("'NEWSCRAWL_CONTACT'", "")


def test_contact_that_is_none_fails_the_command(tmp_path: Path) -> None:
    failed = run_crawl(tmp_path, "article", urls="https://a.example/", settings={"NEWSCRAWL_CONTACT": "büro"})
    assert failed.code == 4
    assert failed.stderr.splitlines()[-1].startswith(
        "scrapy crawl: setting NEWSCRAWL_CONTACT: must be one line"
    )


def test_page_that_is_only_looked_at_makes_no_run(loopback: Loopback, project: Path) -> None:
    loopback.serve({"/a": story("Vote")})
    done = scrapy(project, "fetch", "--nolog", loopback.url("/a"))
    assert "<h1>Vote</h1>" in done.stdout
    assert not (project / "data").exists()
