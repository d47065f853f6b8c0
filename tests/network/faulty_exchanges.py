"""Exchanges that lead elsewhere, are no HTTP, refuse, or fail before the page: redirects, statuses, TLS, robots.txt."""

from __future__ import annotations

import gzip
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from newscrawl.outcomes import Reason
from tests.network.faults import HANG, PAGE, Connection, fault
from tests.network.faulty_bodies import BOMB

# Redirects


def _redirect(name: str, location: Callable[[Connection], str], *outcomes: Reason | None) -> None:
    fault(name, *outcomes)(lambda c: c.answer(b"", f"Location: {location(c)}", status="302 Found"))


_redirect("loop", lambda c: "/loop", Reason.redirect_loop)
_redirect("pair-a", lambda c: "/pair-b", Reason.redirect_loop)
_redirect("pair-b", lambda c: "/pair-a", Reason.redirect_loop)
_redirect("growing-loop", lambda c: f"{c.target}x", Reason.redirect_loop)
_redirect("to-ftp", lambda c: "ftp://faults.test/a", Reason.http_error)
_redirect("to-file", lambda c: "file:///etc/passwd", Reason.http_error)
_redirect("to-javascript", lambda c: "javascript:alert(1)", Reason.http_error, Reason.bad_url)
_redirect("to-data", lambda c: "data:text/html,<p>x", Reason.http_error)
_redirect("to-loopback", lambda c: "http://127.0.0.1/admin", Reason.forbidden_address)
_redirect("to-metadata", lambda c: "http://169.254.169.254/latest/meta-data/", Reason.forbidden_address)
_redirect("to-password", lambda c: "http://me:secret@faults.test/", Reason.forbidden_address)
_redirect("to-port-22", lambda c: "http://faults.test:22/", Reason.forbidden_address)
_redirect("to-nonsense", lambda c: "http://[::1/x", Reason.bad_url)
_redirect("to-long", lambda c: "/" + "a" * 5_000, Reason.bad_url)
_redirect("five-steps-0", lambda c: "/five-steps-1", None)


@fault("redirect-nowhere", Reason.http_error)
def _(c: Connection) -> None:
    c.answer(b"", status="301 Moved Permanently")


@fault("refresh-loop", Reason.redirect_loop)
def _(c: Connection) -> None:
    c.answer(b'<meta http-equiv="refresh" content="0;url=/refresh-loop">')


# What is no HTTP


@fault("http-0.9", Reason.bad_http)
def _(c: Connection) -> None:
    c.send(b"<html><p>We do not do headers here</p></html>\r\n")


@fault("binary", Reason.bad_http)
def _(c: Connection) -> None:
    c.send(os.urandom(2_000).replace(b"\n", b"\r") + b"\n\n")


@fault("odd-status", Reason.http_error, Reason.bad_http)
def _(c: Connection) -> None:
    c.answer(PAGE, status="999 Go away")


@fault("status-of-words", Reason.bad_http)
def _(c: Connection) -> None:
    c.answer(PAGE, status="OK fine")


# Statuses

for _status in (204, 304, 401, 404, 410, 500, 502):
    fault(f"status-{_status}", Reason.empty if _status == 204 else Reason.http_error)(
        lambda c: c.answer(b"", status=f"{c.target[-3:]} So it is")
    )


@fault("empty", Reason.empty)
def _(c: Connection) -> None:
    c.answer(b"")


@fault("busy-for-a-second", None, host="busy.test")
def _(c: Connection) -> None:
    if c.count == 1:
        c.answer(b"", "Retry-After: 1", status="503 Service Unavailable")
    else:
        c.answer(PAGE)


@fault("too-often-until-a-date", None, host="often.test")
def _(c: Connection) -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    if c.count == 1:
        c.answer(b"", f"Retry-After: {at}", status="429 Too Many Requests")
    else:
        c.answer(PAGE)


@fault("busy-for-hours", Reason.http_error, Reason.deferred, host="hours.test")
def _(c: Connection) -> None:
    c.answer(b"", "Retry-After: 7200", status="503 Service Unavailable")


@fault("behind-busy-for-hours", Reason.http_error, Reason.deferred, host="hours.test")
def _(c: Connection) -> None:
    c.answer(b"", "Retry-After: 7200", status="503 Service Unavailable")


# TLS: the server is chosen by the host


def send_page(c: Connection) -> None:
    c.answer(PAGE)


fault("tls-good", None, scheme="https", host="good.test")(send_page)
fault("tls-expired", Reason.bad_certificate, scheme="https", host="expired.test")(send_page)
fault("tls-self-signed", Reason.bad_certificate, scheme="https", host="self-signed.test")(send_page)
fault("tls-wrong-host", Reason.bad_certificate, scheme="https", host="wrong.test")(send_page)
fault("tls-none", Reason.unreachable, Reason.timeout, scheme="https", host="plain.test")(send_page)

# robots.txt in each mode of failure: the page behind must not be asked for

ROBOTS: dict[str, Callable[[Connection], None]] = {
    "robots-500.test": lambda c: c.answer(b"", status="500 Internal Server Error"),
    "robots-503.test": lambda c: c.answer(b"", status="503 Service Unavailable"),
    "robots-429.test": lambda c: c.answer(b"", status="429 Too Many Requests"),
    "robots-reset.test": lambda c: c.reset(),
    "robots-hang.test": lambda c: time.sleep(HANG),
    "robots-loop.test": lambda c: c.answer(b"", "Location: /robots.txt", status="302 Found"),
    "robots-garbage.test": lambda c: c.send(b"\x00\x01\x02\r\n\r\n"),
    "robots-short.test": lambda c: c.send(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nUser-agent: *\nAllow: /\n"),
    "robots-nowhere.test": lambda c: c.answer(b"", status="301 Moved Permanently"),
    "robots-ftp.test": lambda c: c.answer(b"", "Location: ftp://127.0.0.1/robots.txt", status="302 Found"),
    "robots-error.test": lambda c: c.answer(b"", "Location: /status-500", status="302 Found"),
    "robots-inside.test": lambda c: c.answer(b"", "Location: http://127.0.0.1/robots.txt", status="302 Found"),
}
for _host in ROBOTS:
    fault(f"page-of-{_host}", Reason.robots_denied, Reason.timeout, Reason.unreachable, host=_host)(send_page)


def _send_70_mb(c: Connection) -> None:
    c.head("Content-Length: 70000000")
    line = b"# " + b"x" * 997 + b"\n"
    c.send(b"User-agent: *\nDisallow: /private\n")
    for _ in range(70_000):
        c.send(line)
        c.count_sent(len(line))


OPEN_ROBOTS: dict[str, Callable[[Connection], None]] = {
    "robots-404.test": lambda c: c.answer(PAGE, status="404 Not Found"),
    "robots-403.test": lambda c: c.answer(b"", status="403 Forbidden"),
    "robots-70mb.test": _send_70_mb,
    "robots-bomb.test": lambda c: c.answer(gzip.compress(BOMB), "Content-Encoding: gzip"),
}
for _host in OPEN_ROBOTS:
    fault(f"page-of-{_host}", None, host=_host)(send_page)
