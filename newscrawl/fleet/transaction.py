"""Decides how the memory of a fleet changes: all of a step or nothing, and nothing by a run that counts no more.

A step reads what it needs, which is watched from then on, and gathers what it writes; at its end everything goes out
at once (MULTI), and is refused where another worker changed something meanwhile: then the step is run anew. Reads see
what the step itself wrote before.

Every step of a run counts up the field `write` of the run's key. So a step whose answer was lost with the connection
is not done twice; and a server that came back without what it had confirmed is found out before anything is built on
it.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from newscrawl.errors import RunFencedError
from newscrawl.fleet.connection import FleetConnection
from newscrawl.fleet.heartbeat import DECLARED_DEAD, FORGOTTEN

if TYPE_CHECKING:
    import redis

T = TypeVar("T")

LONGEST_PAUSE = 0.05
"""Seconds between two tries of a step that others got in the way of, at most."""


class Transaction:
    """One try of a step. Keys are as `FleetConnection.key` names them, or bytes."""

    def __init__(self, client: redis.Redis, watching: Any, connection: FleetConnection) -> None:
        self.client = client
        self.key = connection.key
        self.prefix = connection.key()
        self._watching = watching
        self._values: dict[str | bytes, bytes | None] = {}
        self._fields: dict[tuple[str | bytes, bytes], bytes | None] = {}
        self._scores: dict[tuple[str, bytes], float | None] = {}
        self._added: dict[tuple[str, str], float] = {}
        self._written: dict[str | bytes, None] = {}
        self._written_fields: dict[tuple[str | bytes, bytes], None] = {}
        self._commands: list[tuple[Any, ...]] = []

    def load(self, keys: Iterable[str | bytes], fields: Iterable[tuple[str | bytes, bytes]] = ()) -> None:
        """Read many values and fields of hashes at once; what was read or written before stays as it is."""
        wanted = [key for key in dict.fromkeys(keys) if key not in self._values]
        wanted_fields = [place for place in dict.fromkeys(fields) if place not in self._fields]
        watched = list(dict.fromkeys([*wanted, *(key for key, _ in wanted_fields)]))
        if not watched:
            return
        self._watching.watch(*watched)
        reading = self.client.pipeline(transaction=False)
        if wanted:
            reading.mget(wanted)
        for key, field in wanted_fields:
            reading.hget(key, field)
        answers = reading.execute()
        if wanted:
            self._values.update(zip(wanted, answers.pop(0), strict=True))
        self._fields.update(zip(wanted_fields, answers, strict=True))

    def get(self, key: str | bytes) -> bytes | None:
        """Give a value."""
        self.load([key])
        return self._values[key]

    def set(self, key: str | bytes, value: bytes | None) -> None:
        """Write a value; None: no such key from now on."""
        self._values[key] = value
        self._written[key] = None

    def get_field(self, key: str | bytes, field: bytes) -> bytes | None:
        """Give a field of a hash."""
        self.load((), [(key, field)])
        return self._fields[key, field]

    def set_field(self, key: str | bytes, field: bytes, value: bytes | None) -> None:
        """Write a field of a hash."""
        self._fields[key, field] = value
        self._written_fields[key, field] = None

    def look_up(self, key: str, members: Sequence[bytes]) -> list[bytes | None]:
        """Give fields of a hash that the server's own scripts change all the time: they are not watched."""
        missing = [member for member in dict.fromkeys(members) if (key, member) not in self._fields]
        if missing:
            answers: Any = self.client.hmget(key, missing)
            self._fields.update(zip(((key, member) for member in missing), answers, strict=True))
        return [self._fields[key, member] for member in members]

    def forget(self, key: str, member: bytes) -> None:
        """Look a field up anew the next time."""
        self._fields.pop((key, member), None)

    def get_score(self, key: str, member: bytes) -> float | None:
        """Give a member's score, which is not watched."""
        if (key, member) not in self._scores:
            score: Any = self.client.zscore(key, member)
            self._scores[key, member] = score
        return self._scores[key, member]

    def set_score(self, key: str, member: bytes, score: float | None) -> None:
        """Write a member's score; None: no member from now on."""
        self._scores[key, member] = score
        self._commands.append(("ZREM", key, member) if score is None else ("ZADD", key, repr(score), member))

    def add(self, key: str, amounts: dict[str, float]) -> None:
        """Add to fields of a hash of counters."""
        for field, amount in amounts.items():
            self._added[key, field] = self._added.get((key, field), 0) + amount

    def get_counts(self, key: str, fields: Sequence[str]) -> list[float]:
        """Give fields of a hash of counters, which are not watched."""
        answers: Any = self.client.hmget(key, list(fields))
        return [
            float(answer or 0) + self._added.get((key, field), 0)
            for field, answer in zip(fields, answers, strict=True)
        ]

    def command(self, *command: Any) -> None:
        """Have a command run at the end."""
        self._commands.append(command)

    def next_number(self, name: str) -> int:
        """Give a number that nobody gets again; one that is not used is lost."""
        number: Any = self.client.incr(self.key("next", name))
        return int(number)

    def send(self) -> None:
        """Write everything. Raises WatchError where another worker was faster."""
        out = self._watching
        out.multi()
        for key in self._written:
            value = self._values[key]
            out.delete(key) if value is None else out.set(key, value)
        for key, field in self._written_fields:
            content = self._fields[key, field]
            out.hdel(key, field) if content is None else out.hset(key, field, content)
        for (name, counter), amount in self._added.items():
            out.execute_command("HINCRBYFLOAT" if isinstance(amount, float) else "HINCRBY", name, counter, amount)
        for command in self._commands:
            out.execute_command(*command)
        out.execute()


class RunTransactions:
    """Runs the steps of one run. run_id: as the server numbered it when the run joined the fleet."""

    def __init__(self, connection: FleetConnection, run_id: int) -> None:
        self.connection = connection
        self.run_key = connection.key("run", run_id)
        self._count = 0

    def write(self, step: Callable[[Transaction], T]) -> T:
        """Run a step; give what it gives. Raises RunFencedError where the run counts no more."""
        tried: dict[bytes, T] = {}
        given = self.connection.call(lambda client: self._try(client, step, tried))
        self._count += 1
        return given

    def _try(self, client: redis.Redis, step: Callable[[Transaction], T], tried: dict[bytes, T]) -> T:
        from redis.exceptions import ConnectionError as ServerGone
        from redis.exceptions import TimeoutError as ServerSilent
        from redis.exceptions import WatchError

        while True:
            try:
                return self._try_once(client, step, tried)
            except WatchError as error:
                # The library's word, too, where the connection broke while something was watched.
                if isinstance(error.__context__, (ServerGone, ServerSilent)):
                    raise error.__context__ from None
                time.sleep(random.random() * min(LONGEST_PAUSE, 0.002 * len(tried)))

    def _try_once(self, client: redis.Redis, step: Callable[[Transaction], T], tried: dict[bytes, T]) -> T:
        pipeline: Any = client.pipeline()
        with pipeline as watching:
            watching.watch(self.run_key)
            done = self._check(client)
            if done in tried:
                return tried[done]
            if int(done.partition(b".")[0]) != self._count:
                raise RunFencedError(self.connection.address, "has lost what it had confirmed to this run")
            transaction = Transaction(client, watching, self.connection)
            given = step(transaction)
            name = b"%d.%d" % (self._count + 1, len(tried))
            tried[name] = given
            transaction.set_field(self.run_key, b"write", name)
            transaction.send()
            return given

    def _check(self, client: redis.Redis) -> bytes:
        answers: Any = client.hmget(self.run_key, ["write", "died"])
        written, died = answers
        if written is None:
            raise RunFencedError(self.connection.address, FORGOTTEN)
        if died is not None:
            raise RunFencedError(self.connection.address, DECLARED_DEAD)
        return bytes(written)
