"""Decides how it is kept which pages are to be fetched, in which order, and which are in flight.

`due:SITE` is a sorted set of pages. The score says all: how many runs died with the page in flight, whether it is new,
and when it is due; so the most urgent page is the first. Those in flight stand in `flight:RUN` with the score that
they have when they are given back, and in the hash `flight` with their run and site.
"""

from __future__ import annotations

from newscrawl.fleet.tables.keys import pack_page
from newscrawl.fleet.transaction import Transaction
from newscrawl.memory.frontier_table import NEW

SEQUENCE_BITS = 12
"""Pages of one second keep the order in which they were put, so many of them."""
TIME_BITS = 33
CLASS_SHIFT = SEQUENCE_BITS + TIME_BITS
MAX_DEATHS = 100
"""More are not counted; 53 bits of a score are exact."""

_LAST_TIME = (1 << TIME_BITS) - 1


def make_score(rank: int, at: int, place: int = 0) -> int:
    """Give the score of a page that no run died with. at: due, or for a new page when it was found.

    Never fetched pages come before others, the newest first; the others by how long they are due.
    """
    moment = _LAST_TIME - at if rank == NEW else at
    return (rank << CLASS_SHIFT) | (moment << SEQUENCE_BITS) | (place & ((1 << SEQUENCE_BITS) - 1))


def read_due(score: float) -> int:
    """Give when a page is due. A new one always is: since it was found."""
    number = int(score)
    moment = (number >> SEQUENCE_BITS) & _LAST_TIME
    return _LAST_TIME - moment if (number >> CLASS_SHIFT) % 2 == NEW else moment


def due_key(transaction: Transaction, site_id: int) -> str:
    """Name the sorted set of a site's pages."""
    return transaction.key("due", site_id)


def find_owner(transaction: Transaction, page_id: int) -> int | None:
    """Give the run that has a page in flight."""
    (held,) = transaction.look_up(transaction.key("flight"), [pack_page(page_id)])
    return int(held.partition(b":")[0]) if held is not None else None


def read_score(transaction: Transaction, page_id: int, site_id: int) -> float | None:
    """Give the score of a page, in flight or not."""
    owner = find_owner(transaction, page_id)
    key = due_key(transaction, site_id) if owner is None else transaction.key("flight", owner)
    return transaction.get_score(key, pack_page(page_id))


def put_page(transaction: Transaction, page_id: int, site_id: int, score: float, run_id: int | None) -> None:
    """Set when a page is to be fetched; what stood there before does not hold any more. In place.

    run_id: the run that fetches it now.
    """
    remove_page(transaction, page_id, site_id)
    member = pack_page(page_id)
    if run_id is None:
        transaction.set_score(due_key(transaction, site_id), member, score)
    else:
        transaction.set_score(transaction.key("flight", run_id), member, score)
        transaction.set_field(transaction.key("flight"), member, b"%d:%d" % (run_id, site_id))


def remove_page(transaction: Transaction, page_id: int, site_id: int) -> None:
    """Fetch a page no more. In place."""
    member = pack_page(page_id)
    owner = find_owner(transaction, page_id)
    transaction.set_score(due_key(transaction, site_id), member, None)
    if owner is not None:
        transaction.set_score(transaction.key("flight", owner), member, None)
        transaction.set_field(transaction.key("flight"), member, None)
