"""Decides how sites are kept: their numbers, their days, what looks at each step of the schedule found."""

from __future__ import annotations

from newscrawl.fleet.transaction import Transaction
from newscrawl.memory.site_table import KEPT_DAYS
from newscrawl.memory.times import DAY_SECONDS
from newscrawl.revisits import StepRecord


def find_site_id(transaction: Transaction, name: str) -> int:
    """Give the number of a site, a new one where it is not known."""
    return claim_number(transaction, transaction.key("sites"), name, "site")


def claim_number(transaction: Transaction, key: str, name: str, counter: str) -> int:
    """Give the number that a name has in a hash, a new one where it has none, at once and for good."""
    field = pack_name(name)
    (known,) = transaction.look_up(key, [field])
    if known is None:
        number = transaction.next_number(counter)
        transaction.client.hsetnx(key, field, number)
        transaction.forget(key, field)
        (known,) = transaction.look_up(key, [field])
    assert known is not None
    return int(known)


def pack_name(name: str) -> bytes:
    """Give a name, or a URL, as it stands in a hash."""
    return name.encode("utf-8", "surrogatepass")


def count_day(transaction: Transaction, site_id: int, at: int, counts: dict[str, float]) -> None:
    """Add counts to a site's day. counts: by column of `site_day`. In place."""
    key = day_key(transaction.prefix, site_id, at // DAY_SECONDS)
    transaction.add(key, counts)
    transaction.command("EXPIRE", key, KEPT_DAYS * DAY_SECONDS)


def day_key(prefix: str, site_id: int, day: int) -> str:
    """Name the counts of a site's day."""
    return f"{prefix}:day:{site_id}:{day}"


def read_step(transaction: Transaction, site_id: int, step: int) -> StepRecord:
    """Give what looks at one step of the schedule found on a site so far."""
    looks, changes = transaction.get_counts(transaction.key("steps", site_id), [f"{step}:looks", f"{step}:changes"])
    return StepRecord(int(looks), int(changes))


def count_look(transaction: Transaction, site_id: int, step: int, *, has_changed: bool) -> None:
    """Add a look to a step's record. In place."""
    counts: dict[str, float] = {f"{step}:looks": 1, f"{step}:changes": int(has_changed)}
    transaction.add(transaction.key("steps", site_id), counts)
