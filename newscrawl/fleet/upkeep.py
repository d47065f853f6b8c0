"""Decides what the start of a run forgets of what is too old, and how a clock that was ahead is made up for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from newscrawl.errors import ServerRefusedError
from newscrawl.fleet.connection import FleetConnection, load_script
from newscrawl.fleet.tables.frontier_table import CLASS_SHIFT, SEQUENCE_BITS
from newscrawl.fleet.tables.signature_table import drop_signature
from newscrawl.fleet.tables.source_table import list_source_ids, load_source, save_source
from newscrawl.fleet.transaction import RunTransactions, Transaction
from newscrawl.memory.store import KEPT_RUNS
from newscrawl.memory.times import to_seconds

FORM = 1
"""Of keys and rows. A newscrawl that changes them counts it up, so that no other one reads what it does not know."""
CLOCK_TOLERANCE = 120
"""Seconds by which the clocks of workers may differ. Keep them by NTP."""
DROPPED_AT_ONCE = 100


def check_form(connection: FleetConnection) -> None:
    """Raise ServerRefusedError where a newscrawl keeps the memory there whose rows this one does not know."""
    key = connection.key("form")
    connection.call(lambda client: client.set(key, FORM, nx=True))
    known: Any = connection.call(lambda client: client.get(key))
    if int(known) != FORM:
        why = f"holds the memory of another newscrawl (form {int(known)}; this one knows {FORM})"
        raise ServerRefusedError(connection.address, why)


def undo_clock(connection: FleetConnection, runs: RunTransactions, now: datetime) -> int:
    """Bring what is due nearer where the clock stands behind the last run; give the seconds. In place.

    Otherwise a clock that was a day ahead once would silence every source for a day.
    """
    key, at = connection.key("last_started"), to_seconds(now)
    last: Any = connection.call(lambda client: client.set(key, at, get=True))
    ahead = int(last or at) - at
    if ahead <= CLOCK_TOLERANCE:
        return 0
    script = load_script("undo_clock")
    sites: Any = connection.call(lambda client: client.hvals(connection.key("sites")))
    for site in map(int, sites):
        arguments = (site, ahead, SEQUENCE_BITS, CLASS_SHIFT)
        _run(connection, script, arguments)
        runs.write(lambda transaction, site=site: _bring_polls_nearer(transaction, site, ahead))  # type: ignore[misc]
    return ahead


def drop_old_signatures(connection: FleetConnection, runs: RunTransactions, before: int) -> None:
    """Compare articles that last changed before a time with others no more. In place."""
    key = connection.key("signed")
    while True:
        old: Any = connection.call(
            lambda client: client.zrangebyscore(key, "-inf", f"({before}", start=0, num=DROPPED_AT_ONCE)
        )
        if not old:
            return
        numbers = [int(number) for number in old]
        runs.write(lambda transaction, numbers=numbers: _drop(transaction, numbers))  # type: ignore[misc]


def drop_old_run(connection: FleetConnection, run_id: int) -> None:
    """Forget the run that is too long ago. In place."""
    old = connection.key("run", run_id - KEPT_RUNS)
    connection.call(lambda client: client.delete(old))


def _drop(transaction: Transaction, numbers: list[int]) -> None:
    for number in numbers:
        drop_signature(transaction, number)
        transaction.command("ZREM", transaction.key("signed"), number)


def _bring_polls_nearer(transaction: Transaction, site_id: int, seconds: int) -> None:
    for source_id in list_source_ids(transaction, site_id):
        kept = load_source(transaction, source_id)
        if kept is not None and kept.row.next_poll is not None:
            save_source(transaction, source_id, replace(kept.row, next_poll=kept.row.next_poll - seconds))


def _run(connection: FleetConnection, script: str, arguments: tuple[object, ...]) -> None:
    prefix = connection.settings.prefix
    connection.call(lambda client: client.eval(script, 0, prefix, *map(str, arguments)))
