"""A Redis server of a test's own: Debian's `redis-server` (or `valkey-server`) on loopback, which can be killed and
started again with what it had on disk.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from newscrawl.fleet.connection import FleetConnection
from newscrawl.fleet.settings import FleetSettings

PROGRAM = shutil.which("redis-server") or shutil.which("valkey-server")
NEEDS_REDIS = pytest.mark.skipif(PROGRAM is None, reason="needs redis-server: apt-get install redis-server")
_START_SECONDS = 20.0


class RedisServer:
    """One server. options: as in redis.conf (`requirepass`, `maxmemory`, …).

    It keeps an append-only file in `folder`, so that `kill` and `start` lose nothing, unless options say otherwise.
    """

    def __init__(self, folder: Path, **options: object) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.port = find_free_port()
        # The path of a socket may have 107 bytes; that of a test's folder has more.
        self._short_folder = TemporaryDirectory(prefix="redis-")
        self.socket_path = Path(self._short_folder.name, "redis.sock")
        self.options = {"appendonly": "yes", "appendfsync": "always", "save": "", **options}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it is, with the password where it wants one."""
        password = self.options.get("requirepass")
        return f"redis://{f':{password}@' if password else ''}127.0.0.1:{self.port}/0"

    @property
    def socket_url(self) -> str:
        """The same by its socket."""
        return f"unix://{self.socket_path}"

    def start(self) -> None:
        """Start it, and wait until it has read what it had on disk."""
        if PROGRAM is None:
            pytest.skip("needs redis-server: apt-get install redis-server")
        arguments = [PROGRAM, "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        arguments += ["--unixsocket", str(self.socket_path), "--logfile", "redis.log", "--daemonize", "no"]
        for name, value in self.options.items():
            arguments += [f"--{name.replace('_', '-')}", str(value)]
        self._process = subprocess.Popen(arguments, cwd=self.folder)
        end = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                log = (self.folder / "redis.log").read_text("utf-8", "replace")
                raise RuntimeError(f"redis-server does not start:\n{log[-2000:]}")
            time.sleep(0.02)

    def kill(self) -> None:
        """End it as a power cut of the process would: no last save."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def restart(self, away_seconds: float = 0.0) -> None:
        """Kill it, and start it again after a while."""
        self.kill()
        time.sleep(away_seconds)
        self.start()

    def stop(self) -> None:
        """End it for good."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._short_folder.cleanup()

    def _answers(self) -> bool:
        try:
            with closing(socket.create_connection(("127.0.0.1", self.port), timeout=1)) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith((b"+PONG", b"-NOAUTH"))
        except OSError:
            return False


@contextmanager
def serve_redis(folder: Path, **options: object) -> Iterator[RedisServer]:
    """Run a server as long as a test wants it."""
    server = RedisServer(folder, **options)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def find_free_port() -> int:
    """Give a port of loopback that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def connect_emptied(server: RedisServer) -> Iterator[FleetConnection]:
    """Connect with a server from which all is deleted first."""
    connection = FleetConnection(FleetSettings(url=server.url, worker="test"))
    connection.call(lambda client: client.flushall())
    yield connection
    connection.close()
