"""A command crawls with newscrawl's manners wherever it is run; the command line has the last word."""

from __future__ import annotations

from scrapy.settings import Settings

from newscrawl.commands.own_settings import build_own_settings


def test_newscrawl_settings_hold_outside_its_project() -> None:
    settings = build_own_settings(Settings())
    assert settings.getbool("ROBOTSTXT_OBEY")
    assert settings.getfloat("DOWNLOAD_DELAY") >= 1


def test_manners_of_another_project_are_not_taken_over_but_newscrawl_settings_are() -> None:
    other = Settings(
        {"ROBOTSTXT_OBEY": False, "NEWSCRAWL_CONTACT": "https://a.example/bot"}, priority="project"
    )
    settings = build_own_settings(other)
    assert settings.getbool("ROBOTSTXT_OBEY")
    assert settings["NEWSCRAWL_CONTACT"] == "https://a.example/bot"


def test_command_line_has_the_last_word() -> None:
    given = Settings({"DOWNLOAD_DELAY": "7"}, priority="cmdline")
    settings = build_own_settings(given)
    settings.set("DOWNLOAD_DELAY", 0, "spider")
    assert settings.getfloat("DOWNLOAD_DELAY") == 7


def test_no_command_of_its_own_joins_a_fleet() -> None:
    given = Settings({"NEWSCRAWL_REDIS_URL": "redis://10.0.0.5/0"}, priority="cmdline")
    assert build_own_settings(given)["NEWSCRAWL_REDIS_URL"] == ""
