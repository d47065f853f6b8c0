"""A server that is away is waited for, one that refuses is told of in plain words, and no password is shown."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from newscrawl.errors import FleetError, InputError, ServerFullError, ServerLostError, ServerRefusedError
from newscrawl.exit_codes import find_error_code
from newscrawl.fleet import library
from newscrawl.fleet.connection import FleetConnection
from newscrawl.fleet.settings import read_fleet_settings
from tests.network.certificates import AUTHORITY, make_certificates
from tests.redis_server import NEEDS_REDIS, RedisServer, find_free_port, serve_redis

pytestmark = NEEDS_REDIS
SECRET = "pw-4711"


def connect(url: str, **settings: Any) -> FleetConnection:
    """Open a connection as settings say."""
    values = {"NEWSCRAWL_REDIS_URL": url, "NEWSCRAWL_FLEET_WORKER": "w1", **settings}
    read = read_fleet_settings(values)
    assert read is not None
    return FleetConnection(read)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    with serve_redis(tmp_path / "redis") as server:
        yield server


def test_both_ways_to_the_server_lead_to_it(server: RedisServer) -> None:
    by_port = connect(server.url)
    by_port.call(lambda client: client.set(by_port.key("a", 1), "x"))
    assert connect(server.socket_url).call(lambda client: client.get("newscrawl:a:1")) == b"x"


def test_lost_connection_is_waited_for_and_told_of_once(
    server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    connection = connect(server.url)
    connection.call(lambda client: client.set("a", "x"))
    server.kill()
    waking = threading.Timer(1.0, server.start)
    waking.start()
    assert connection.call(lambda client: client.get("a")) == b"x"
    waking.join()
    told = [record.getMessage() for record in caplog.records]
    assert [("waiting" in line, "restarted" in line, "back after" in line) for line in told] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


def test_server_that_stays_away_ends_the_wait_with_the_code_of_the_fleet(server: RedisServer) -> None:
    connection = connect(server.url, NEWSCRAWL_REDIS_WAIT_SECONDS=1)
    connection.call(lambda client: client.ping())
    server.kill()
    began = time.monotonic()
    with pytest.raises(ServerLostError, match="does not answer") as caught:
        connection.call(lambda client: client.ping())
    assert 0.9 < time.monotonic() - began < 4
    assert find_error_code(caught.value) == 6


def test_wait_ends_where_the_crawl_is_to_end(server: RedisServer) -> None:
    connection = connect(server.url, NEWSCRAWL_REDIS_WAIT_SECONDS=60)
    connection.call(lambda client: client.ping())
    server.kill()
    connection.is_stopping = lambda: True
    with pytest.raises(ServerLostError):
        connection.call(lambda client: client.ping())


def test_restart_is_noticed_and_gives_everyone_time(server: RedisServer) -> None:
    connection = connect(server.url, NEWSCRAWL_LEASE_SECONDS=30)
    connection.call(lambda client: client.ping())
    assert connection.call(lambda client: client.hget("newscrawl:server", "grace_until")) is None
    server.restart()
    connection.call(lambda client: client.ping())
    until = connection.call(lambda client: client.hget("newscrawl:server", "grace_until"))
    seconds = int(until or 0) / 1000 - time.time()
    assert 25 < seconds <= 30
    connect(server.url).call(lambda client: client.ping())
    assert connection.call(lambda client: client.hget("newscrawl:server", "grace_until")) == until


@pytest.mark.parametrize("password", ["", ":wrong-1234@"])
def test_wrong_password_is_told_without_showing_any(tmp_path: Path, password: str) -> None:
    with serve_redis(tmp_path / "redis", requirepass=SECRET) as server:
        with pytest.raises(ServerRefusedError, match="password") as caught:
            connect(f"redis://{password}127.0.0.1:{server.port}/0").call(lambda client: client.ping())
        assert "1234" not in str(caught.value)
        assert SECRET not in repr(connect(server.url).settings)
        assert connect(server.url).call(lambda client: client.ping())
    assert find_error_code(caught.value) == 4


def test_user_who_may_not_write_is_told_so(server: RedisServer) -> None:
    connection = connect(server.url)
    connection.call(lambda client: client.acl_setuser("reader", enabled=True, passwords=["+x1"], categories=["+@read"]))
    with pytest.raises(ServerRefusedError, match=r"does not let this user"):
        connect(f"redis://reader:x1@127.0.0.1:{server.port}/0").call(lambda client: client.set("a", "x"))


@pytest.mark.parametrize("is_in_transaction", [False, True])
def test_full_server_is_told_of_and_still_read(tmp_path: Path, is_in_transaction: bool) -> None:
    with serve_redis(tmp_path / "redis", maxmemory="3mb") as server:
        connection = connect(server.url)
        connection.call(lambda client: client.set("kept", "x"))

        def fill(client: Any) -> None:
            for number in range(100):
                pipeline = client.pipeline(transaction=is_in_transaction)
                pipeline.set(f"big:{number}", b"x" * 100_000)
                pipeline.execute()

        with pytest.raises(ServerFullError, match="full") as caught:
            connection.call(fill)
        assert connection.call(lambda client: client.get("kept")) == b"x"
    assert find_error_code(caught.value) == 3


def test_tls_is_spoken_with_the_authority_that_the_options_name(tmp_path: Path) -> None:
    certificate, key = make_certificates(tmp_path)["good.test"]
    authority = tmp_path / AUTHORITY
    port = find_free_port()
    tls = {"tls_port": port, "tls_cert_file": certificate, "tls_key_file": key, "tls_ca_cert_file": authority}
    with serve_redis(tmp_path / "redis", tls_auth_clients="no", requirepass=SECRET, **tls):
        url = f"rediss://:{SECRET}@127.0.0.1:{port}/0"
        trust = {"ssl_ca_certs": str(authority), "ssl_check_hostname": False}
        assert connect(url, NEWSCRAWL_REDIS_OPTIONS=trust).call(lambda client: client.ping())
        for options, why in (({}, "certificate verify failed"), ({**trust, "ssl_check_hostname": True}, "mismatch")):
            with pytest.raises(ServerRefusedError, match=why):
                connect(url, NEWSCRAWL_REDIS_OPTIONS=options).call(lambda client: client.ping())


def test_replica_is_told_from_a_primary(server: RedisServer, tmp_path: Path) -> None:
    with serve_redis(tmp_path / "replica", replicaof=f"127.0.0.1 {server.port}", appendonly="no") as replica:
        connection = connect(replica.url)
        with pytest.raises(ServerRefusedError, match="replica"):
            connection.call(lambda client: client.set("a", "x"))


def test_what_is_no_redis_is_told_so() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:

        def answer() -> None:
            peer, _ = listener.accept()
            with closing(peer):
                peer.recv(1000)
                peer.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        web = threading.Thread(target=answer)
        web.start()
        with pytest.raises(ServerRefusedError, match="is not a Redis"):
            connect(f"redis://127.0.0.1:{listener.getsockname()[1]}/0").call(lambda client: client.ping())
        web.join()


def test_nobody_at_the_address_is_told_soon() -> None:
    url = f"redis://127.0.0.1:{find_free_port()}/0"
    with pytest.raises(ServerLostError, match="does not answer"):
        connect(url, NEWSCRAWL_REDIS_WAIT_SECONDS=0.2).call(lambda client: client.ping())


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"NEWSCRAWL_REDIS_URL": f"http://u:{SECRET}@x.test"}, "must be like redis://"),
        ({"NEWSCRAWL_REDIS_URL": f"redis://:{SECRET}@host:port/0"}, "must be like redis://"),
        ({"NEWSCRAWL_REDIS_URL": "unix://"}, "must be like redis://"),
        ({"NEWSCRAWL_REDIS_OPTIONS": "ssl"}, "must be a dictionary"),
        ({"NEWSCRAWL_REDIS_OPTIONS": '{"no_such_option": 1}'}, "no_such_option"),
        ({"NEWSCRAWL_REDIS_OPTIONS": {"no_such_option": 1}}, "no_such_option"),
        ({"NEWSCRAWL_REDIS_OPTIONS": {"decode_responses": True}}, "must not set decode_responses"),
        ({"NEWSCRAWL_REDIS_PREFIX": "a b"}, "must be of letters"),
        ({"NEWSCRAWL_REDIS_WAIT_SECONDS": "soon"}, "must be a number of seconds"),
        ({"NEWSCRAWL_LEASE_SECONDS": 0}, "1 at least"),
        ({"NEWSCRAWL_FLEET_WORKER": "a:b"}, "must be of letters"),
    ],
)
def test_wrong_setting_is_told_without_the_password(settings: dict[str, Any], why: str) -> None:
    with pytest.raises(InputError, match=why) as caught:
        connect("redis://127.0.0.1/0", **settings)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("above", ["", "/" + "a" * 300, "/mit Leerzeichen und ü"])
def test_worker_has_the_same_name_at_every_start_and_another_one_in_another_folder(above: str) -> None:
    names = []
    for folder in ("out/b" + "c" * 120, "out/b" + "c" * 120, "other/b" + "c" * 120):
        values = {"NEWSCRAWL_REDIS_URL": "redis://x/0", "NEWSCRAWL_FLEET_FOLDER": f"{above}/{folder}"}
        read = read_fleet_settings(values)
        assert read is not None
        names.append(read.worker)
    assert names[0] == names[1] != names[2]
    assert all(name.startswith(socket.gethostname()[:64]) for name in names)


def test_missing_library_is_told_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(InputError, match=r"newscrawl\[redis\]"):
        library.load_redis("setting NEWSCRAWL_REDIS_URL")


def test_nothing_but_a_fleet_needs_the_library() -> None:
    modules = "newscrawl.addon, newscrawl.commands.why, newscrawl.commands.crawl"
    code = f"import sys; sys.modules['redis'] = None; import {modules}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_fault_of_the_fleet_crosses_a_process_boundary() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(ServerFullError("redis://x", "is full")))
    assert (type(error), str(error)) == (ServerFullError, "redis://x is full")
    assert isinstance(error, FleetError)
