"""Decides the exit codes of `scrapy crawl`, so that a cron job or an alert can tell what happened."""

from __future__ import annotations

from enum import IntEnum

from newscrawl.errors import (
    LockedError,
    NewscrawlError,
    OutputError,
    RunFencedError,
    ServerFullError,
    ServerLostError,
)


class ExitCode(IntEnum):
    """What a run ends with. 1 is Python's and Scrapy's own: the command could not even begin."""

    ok = 0
    sites_failed = 2
    disk = 3
    bad_config = 4
    fell_silent = 5
    fleet = 6
    crash = 9
    stopped = 11
    locked = 75


EXIT_MEANING: dict[ExitCode, str] = {
    ExitCode.ok: "all well, also where there was nothing new",
    ExitCode.sites_failed: (
        "some sites failed, or the only one: no page came, a source broke, or an archive could not be read whole"
    ),
    ExitCode.disk: (
        "the disk: the output or the memory cannot be written, or lacks what was delivered; also a Redis that is full"
    ),
    ExitCode.bad_config: "bad arguments, settings or sites.toml, or a memory file that cannot be used",
    ExitCode.fell_silent: "nothing found where there used to be something",
    ExitCode.fleet: (
        "the fleet's Redis was away for too long, or took this worker for dead; what was delivered counts, the rest"
        " comes next time"
    ),
    ExitCode.crash: "a fault of newscrawl's own; please report it",
    ExitCode.stopped: "stopped by a signal; what was delivered counts, the rest comes next time",
    ExitCode.locked: "another run is at work with the same memory; this one did nothing",
}
"""Every code with its meaning, in the order of the README's table."""

SEVERITY = (
    ExitCode.disk,
    ExitCode.bad_config,
    ExitCode.crash,
    ExitCode.fleet,
    ExitCode.stopped,
    ExitCode.sites_failed,
    ExitCode.fell_silent,
    ExitCode.ok,
)
"""Which code a run ends with where several fit: the first."""


def find_error_code(error: BaseException) -> ExitCode:
    """Give the code of what kept a run from starting."""
    match error:
        case LockedError():
            return ExitCode.locked
        case OutputError() | ServerFullError():
            return ExitCode.disk
        case ServerLostError() | RunFencedError():
            return ExitCode.fleet
        case NewscrawlError():
            return ExitCode.bad_config
    return ExitCode.crash
