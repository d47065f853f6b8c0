"""Decides with which settings a command of newscrawl crawls, in whatever folder or project it is run."""

from __future__ import annotations

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, Settings

OWN_SETTINGS = "newscrawl.settings"


def build_own_settings(given: BaseSettings) -> Settings:
    """Give newscrawl's polite settings, with what the command line says on top.

    given: the command's settings, those of the project that it was run in. Of them the command line's and
    newscrawl's own (`NEWSCRAWL_CONTACT` …) are taken over; another project's manners are not. Such a crawl is of no
    fleet, whatever the environment says.
    """
    settings = Settings()
    settings.setmodule(OWN_SETTINGS, priority="project")
    for name in given:
        priority = given.getpriority(name) or 0
        if priority >= SETTINGS_PRIORITIES["cmdline"] or name.startswith("NEWSCRAWL_"):
            settings.set(name, given[name], max(priority, SETTINGS_PRIORITIES["project"]))
    settings.set("NEWSCRAWL_REDIS_URL", "", SETTINGS_PRIORITIES["cmdline"])
    return settings
