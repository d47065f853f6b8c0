"""Decides how a worker talks with the server: what it waits for, and which fault is told in which words.

A connection that is lost is waited for, the crawl standing still meanwhile: nothing that it fetched could count. What
was sent when the connection broke may have been done or not, so whatever runs in `call` has to bear being run twice.
"""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Callable
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

from newscrawl.errors import FleetError, InputError, ServerFullError, ServerLostError, ServerRefusedError
from newscrawl.fleet.library import load_redis
from newscrawl.fleet.settings import FleetSettings

if TYPE_CHECKING:
    import redis

SETTING = "setting NEWSCRAWL_REDIS_URL"
SOCKET_SECONDS = 10.0
"""So long an answer is waited for before the connection counts as lost. `NEWSCRAWL_REDIS_OPTIONS` may say another
time (`socket_timeout`)."""
START_SECONDS = 10.0
"""So long the first connection is waited for at most: an address that is wrong should be told soon."""
LONGEST_PAUSE = 1.0
"""Seconds between two tries to get a connection back."""

T = TypeVar("T")

logger = logging.getLogger(__name__)


class FleetConnection:
    """The server that a fleet shares. Its methods raise FleetError: lost, full, or refusing, never the library's own.

    is_stopping: tells whether the crawl was asked to end, so that it is not held up by a server that is away.
    """

    def __init__(self, settings: FleetSettings, is_stopping: Callable[[], bool] = lambda: False) -> None:
        """Read the URL; connect at the first call. Raises InputError."""
        self.settings = settings
        self.address = settings.address
        self.is_stopping = is_stopping
        self._redis = load_redis(SETTING)
        self._errors = self._redis.exceptions
        self._note_server = load_script("note_server")
        self._has_answered = False
        self._lost_at: float | None = None
        self._client = self._build_client()

    def key(self, *parts: object) -> str:
        """Name a key of this crawl: the prefix and the parts, with colons between."""
        return ":".join((self.settings.prefix, *map(str, parts)))

    def call(self, do: Callable[[redis.Redis], T]) -> T:
        """Give what `do` gives; where the connection is lost, wait for it and run `do` again."""
        retry = self._redis.retry.Retry(
            self._redis.backoff.ExponentialBackoff(cap=LONGEST_PAUSE, base=0.05),
            retries=-1,
            supported_errors=(self._errors.ConnectionError, self._errors.TimeoutError),
        )
        try:
            given: T = retry.call_with_retry(lambda: do(self._client), self._note_loss)
        except self._errors.RedisError as error:
            raise self._explain(error) from error
        self._note_answer()
        return given

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _build_client(self) -> redis.Redis:
        options: dict[str, Any] = {
            "protocol": 2,
            "socket_timeout": SOCKET_SECONDS,
            "socket_connect_timeout": SOCKET_SECONDS,
            "retry": self._redis.retry.Retry(self._redis.backoff.NoBackoff(), 0),  # `call` does it
            "redis_connect_func": self._greet,
            "client_name": "newscrawl",
            **self.settings.options,
        }
        try:
            client: redis.Redis = self._redis.Redis.from_url(self.settings.url, **options)
            client.connection_pool.make_connection()  # which reads the options, and connects nowhere yet
        except ValueError:
            raise InputError(SETTING, "is not understood") from None
        except (TypeError, AttributeError, self._errors.RedisError) as error:
            raise InputError("setting NEWSCRAWL_REDIS_OPTIONS", f"is not understood ({error})") from None
        return client

    def _greet(self, connection: Any) -> None:
        """Sign in on a new connection, and see whether it is the server that it was."""
        connection.on_connect()
        lease = int(self.settings.lease_seconds * 1000)
        connection.send_command("EVAL", self._note_server, 1, self.key("server"), lease)
        if connection.read_response():
            logger.warning("%s was restarted; nothing is taken over for %d seconds", self.address, lease // 1000)

    def _is_loss(self, error: Exception) -> bool:
        if isinstance(error, (self._errors.AuthenticationError, self._errors.AuthorizationError)):
            return False
        if isinstance(error.__context__, ssl.SSLError) and not self._has_answered:
            return False
        return isinstance(error, (self._errors.ConnectionError, self._errors.TimeoutError))

    def _note_loss(self, error: Exception) -> None:
        if not self._is_loss(error):
            raise error
        longest = self.settings.wait_seconds
        if not self._has_answered:
            longest = min(longest, START_SECONDS)
        if self._lost_at is None:
            self._lost_at = time.monotonic()
            logger.warning("%s does not answer (%s); waiting for it, %g seconds at most", self.address, error, longest)
        gone = time.monotonic() - self._lost_at
        if gone >= longest or self.is_stopping():
            raise ServerLostError(self.address, f"does not answer, for {gone:.0f} seconds now ({error})") from error

    def _note_answer(self) -> None:
        self._has_answered = True
        if self._lost_at is not None:
            logger.warning("%s is back after %.1f seconds", self.address, time.monotonic() - self._lost_at)
            self._lost_at = None

    def _explain(self, error: Exception) -> FleetError:
        """Name a fault. The library puts the code before the colon of the server's message into the error's class."""
        said = str(error)
        if isinstance(error, (self._errors.AuthenticationError, self._errors.AuthorizationError)):
            return ServerRefusedError(self.address, f"refuses the user or the password ({said})")
        if isinstance(error.__context__, ssl.SSLError):
            return ServerRefusedError(self.address, f"cannot be spoken with by TLS ({error.__context__})")
        if isinstance(error, self._errors.InvalidResponse):
            return ServerRefusedError(self.address, "is not a Redis server, or wants TLS (rediss://)")
        if isinstance(error, self._errors.OutOfMemoryError) or "maxmemory" in said:
            return ServerFullError(self.address, "is full (maxmemory): give it more memory")
        if "MISCONF" in said:
            return ServerFullError(self.address, f"cannot write to its disk ({said})")
        if isinstance(error, self._errors.ReadOnlyError) or "READONLY" in said or "MASTERDOWN" in said:
            return ServerRefusedError(self.address, "is a replica that takes no writes; name the primary")
        if isinstance(error, self._errors.NoPermissionError):
            return ServerRefusedError(self.address, f"does not let this user do what is needed ({said})")
        return ServerRefusedError(self.address, f"does not answer as it should ({said})")


def load_script(name: str) -> str:
    """Give the text of a Lua script of this package."""
    return files("newscrawl.fleet").joinpath(f"lua/{name}.lua").read_text(encoding="utf-8")
