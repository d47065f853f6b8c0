"""What the README says is so: tables, outputs, examples in Python, command lines, settings."""

from __future__ import annotations

import argparse
import doctest
import re
import shlex
import subprocess
import sys
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings, default_settings

from newscrawl.commands.bulk import Command as BulkCommand
from newscrawl.commands.clean import Command as CleanCommand
from newscrawl.commands.crawl import Command as CrawlCommand
from newscrawl.commands.explain import Command as ExplainCommand
from newscrawl.options import Options
from newscrawl.site import make_site
from newscrawl.site_schema import SiteEntry, SiteLimits
from newscrawl.spiders.article import ArticleSpider
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.site import SiteSpider
from newscrawl.spiders.warc import WarcSpider
from tests.conftest import ROOT
from tests.test_imports import MODULES, SHELL

README = (ROOT / "README.md").read_text("utf-8")
SPIDERS = {"article": ArticleSpider, "news": NewsSpider, "site": SiteSpider, "warc": WarcSpider}


def read_blocks(language: str) -> list[str]:
    """Give the fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def read_commands(name: str) -> list[list[str]]:
    """Give the arguments of every `scrapy NAME …` line."""
    lines = [
        line.removeprefix("$ ") for block in read_blocks("(?:sh|console)") for line in block.splitlines()
    ]
    return [shlex.split(line)[2:] for line in lines if line.startswith(f"scrapy {name} ")]


def test_tables_and_outputs_are_what_the_code_gives() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "--diff", "README.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"python -m cogapp -r README.md renews it:\n{done.stdout}{done.stderr}"


def test_examples_in_python_give_what_they_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    examples = "\n".join(read_blocks("pycon"))
    test = doctest.DocTestParser().get_doctest(examples, {}, "README.md", "README.md", 0)
    assert len(test.examples) > 5
    failures: list[str] = []
    doctest.DocTestRunner().run(test, out=failures.append)
    assert failures == []


@pytest.mark.parametrize("arguments", read_commands("crawl"), ids=" ".join)
def test_command_line_of_a_crawl_is_taken(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("urls.txt", "crawl.warc.gz"):
        (tmp_path / name).touch()
    (tmp_path / "sites.toml").write_text(*[block for block in read_blocks("toml") if block.startswith("# sites.toml")])
    spider, *options = arguments
    assert set(options[::2]) <= {"-a", "-s"}
    options = [part for pair in zip(options[::2], options[1::2], strict=True) if pair[0] == "-a" for part in pair]
    SPIDERS[spider](**dict(option.split("=", 1) for option in options[1::2]))


@pytest.mark.parametrize("arguments", read_commands("bulk"), ids=" ".join)
def test_command_line_of_bulk_is_taken(arguments: list[str]) -> None:
    command = BulkCommand()
    command.settings = Settings()
    parser = argparse.ArgumentParser(add_help=False)
    command.add_options(parser)
    parser.add_argument("archives", nargs="+")
    assert all(name.endswith(".warc.gz") for name in parser.parse_args(arguments).archives)


def test_command_lines_of_all_spiders_and_of_clean_are_there() -> None:
    assert {arguments[0] for arguments in read_commands("crawl")} == set(SPIDERS)
    assert read_commands("clean")
    assert read_commands("bulk")


def read_options(command: ScrapyCommand) -> set[str]:
    """Give the options of a command, `--json`."""
    command.settings = Settings()
    parser = argparse.ArgumentParser(add_help=False)
    command.add_options(parser)
    return {name for action in parser._actions for name in action.option_strings}


@pytest.mark.parametrize("command", [BulkCommand, CleanCommand, ExplainCommand])
def test_options_of_commands_are_told(command: type[ScrapyCommand]) -> None:
    own = read_options(command()) - read_options(CrawlCommand()) - {"--output"}
    assert own
    assert {option for option in own if not re.search(rf"`{option}[` ]", README)} == set()


@pytest.mark.parametrize("option", fields(Options), ids=lambda option: option.name)
def test_options_stand_in_their_table_with_their_defaults(option: object) -> None:
    name, default = option.name, str(option.default).lower()  # type: ignore[attr-defined]
    assert f"| `{name}` | {default} | " in README


def test_settings_in_their_table_are_those_that_the_scrapy_side_reads() -> None:
    read = {
        name
        for module, path in MODULES.items()
        if module.split(".")[0] in SHELL
        for name in re.findall(r"NEWSCRAWL_[A-Z_]+[A-Z]", path.read_text("utf-8"))
    }
    told = set(re.findall(r"^\| `(NEWSCRAWL_[A-Z_]+)` \|", README, re.MULTILINE))
    assert told == read


def test_settings_that_are_named_exist() -> None:
    names = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)\b", README))
    scrapys = {name for name in names if not name.startswith("NEWSCRAWL_")}
    assert scrapys
    assert {name for name in scrapys if not hasattr(default_settings, name)} == set()


def test_keys_of_a_site_stand_in_their_table() -> None:
    (table,) = re.findall(r"^\| key of `\[\[site\]\]` .*\n\| -.*\n((?:\|.*\n)+)", README, re.MULTILINE)
    rows = [row.split("|")[1] for row in table.splitlines()]
    told = {key: row.rstrip().endswith("*") for row in rows for key in re.findall(r"`(\w+)`", row)}
    shared = set(SiteLimits.__struct_fields__)
    assert told == {key: key in shared for key in SiteEntry.__struct_fields__}
    site = make_site("news.example")
    limits = {"max_articles": site.max_articles, "max_pages": site.max_pages, "max_sitemaps": site.max_sitemaps}
    assert [name for name, limit in limits.items() if f"| `{name}` * | {limit} |" not in table] == []
    assert (site.max_age, site.is_discovering) == (timedelta(days=7), True)


def test_linked_files_exist() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    titles = re.findall(r"^#+ (.+)$", README, re.MULTILINE)
    headings = {"#" + re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
    assert links
    assert [link for link in links if link not in headings and not (ROOT / link).exists()] == []


@pytest.mark.parametrize("ending", ["scrapy demo", "pytest -n auto"])
def test_each_set_up_is_one_command(ending: str) -> None:
    """`.ci/run` finds them by this form and runs them."""
    pattern = rf"^python3 -m venv .venv && .*{ending}$"
    assert len(re.findall(pattern, README, re.MULTILINE)) == 1
