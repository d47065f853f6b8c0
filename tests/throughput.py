"""How many pages a second come out: newscrawl with everything on, against spiders as people write them, over one nginx
on loopback: `python -m tests.throughput [--pages FOLDER]`.

Delays off, 32 requests at a time. A second counts from the first request that nginx saw to the end of the process.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from newscrawl.api import extract_page
from newscrawl.cores import count_cores
from newscrawl.page import RawPage
from tests.conftest import ROOT, checkout_environment, crawl_command, open_address
from tests.real_size_pages import make_page
from tests.sessions import list_session

SIZES = range(50_000, 150_000)
"""Bytes of the pages of a folder that are taken, so that they have about 100 KB on average."""
LOOK_SECONDS = 0.1
UNBOUND = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "CONCURRENT_REQUESTS": "32",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "32",
    "LOG_LEVEL": "WARNING",
    "TELNETCONSOLE_ENABLED": "False",
}
BASELINES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "bare Scrapy": ("bare", {}),
    "bare Scrapy, CONCURRENT_ITEMS=4": ("bare", {"CONCURRENT_ITEMS": "4"}),
    "trafilatura in the callback": ("trafilatura", {}),
    "Resiliparse in the callback, no metadata": ("resiliparse", {}),
}
NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    log_format moment "$msec $uri"; access_log {folder}/access.log moment;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    default_type "text/html; charset=utf-8"; sendfile on; keepalive_requests 100000;
    server {{ listen 127.0.0.1:{port}; root {folder}/pages; }}
}}
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one crawl took. cpu: processor seconds of all its processes. memory: bytes resident at most, what processes
    share counted for each. lines: written."""

    seconds: float
    cpu: float
    memory: int
    lines: int


@contextmanager
def serve(folder: Path) -> Iterator[int]:
    """Serve the pages of a folder by nginx; give the port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    server = subprocess.Popen(["nginx", "-p", str(folder), "-c", "nginx.conf"], stderr=subprocess.DEVNULL)
    open_address("127.0.0.1", port)
    try:
        for _ in range(100):
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait()


def write_pages(folder: Path, count: int, source: Path | None) -> None:
    """Write so many distinct pages: made ones, or those of a folder of `*.html.gz`, again and again with a number."""
    folder.mkdir()
    found = [] if source is None else [gzip.decompress(path.read_bytes()) for path in sorted(source.rglob("*.html.gz"))]
    taken = [page for page in found if len(page) in SIZES]
    if source is not None and not taken:
        raise SystemExit(f"{source}: no *.html.gz of {SIZES.start:,} to {SIZES.stop:,} bytes")
    for number in range(count):
        page = taken[number % len(taken)] + b"<!-- %d -->" % number if taken else make_page(number)
        (folder / f"{number}.html").write_bytes(page)


def measure(command: Sequence[str], folder: Path, access_log: Path, env: Mapping[str, str]) -> Figures:
    """Run one crawl in a folder of its own. Raises SystemExit where it fails."""
    folder.mkdir()
    access_log.write_bytes(b"")
    cpu: dict[int, float] = {}
    memory = 0
    process = subprocess.Popen(command, cwd=folder, env=dict(env), start_new_session=True)
    while process.poll() is None:
        seen = list(look_at(process.pid))
        cpu |= {pid: seconds for pid, seconds, _ in seen}
        memory = max(memory, sum(size for _, _, size in seen))
        time.sleep(LOOK_SECONDS)
    end = time.time()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    with access_log.open() as log:
        begin = min(float(line.split()[0]) for line in log if "robots" not in line)
    written = [path for path in folder.rglob("*.jsonl") if path.name != "rejects.jsonl"]
    return Figures(end - begin, sum(cpu.values()), memory, sum(path.read_bytes().count(b"\n") for path in written))


def look_at(session: int) -> Iterator[tuple[int, float, int]]:
    """Give pid, processor seconds and resident bytes of each process of a session."""
    ticks, page_size = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
    for number in list_session(session):
        with suppress(OSError):  # it has ended meanwhile
            fields = Path("/proc", str(number), "stat").read_text().rpartition(")")[2].split()
            yield number, (int(fields[11]) + int(fields[12])) / ticks, int(fields[21]) * page_size


def measure_extraction(folder: Path, most: int) -> float:
    """Give the processor seconds a page of the extraction alone."""
    pages = [
        RawPage(
            url=f"http://news.example/{path.name}", requested_url="", status=200, fetched="", body=path.read_bytes()
        )
        for path in sorted(folder.iterdir())[:most]
    ]
    for page in pages[:20]:
        extract_page(page)
    start = time.process_time()
    for page in pages:
        extract_page(page)
    return (time.process_time() - start) / len(pages)


def list_crawls(urls: Path, own: Mapping[str, str]) -> Iterator[tuple[str, list[str], dict[str, str]]]:
    """Give name, command and environment of each crawl."""
    environment = checkout_environment()
    for name, (reader, settings) in BASELINES.items():
        command = [sys.executable, "-m", "scrapy", "runspider", str(ROOT / "tests/baseline_spider.py")]
        command += ["-a", f"file={urls}", "-a", f"reader={reader}", "-o", "out.jsonl"]
        for setting, value in {**UNBOUND, **settings}.items():
            command += ["-s", f"{setting}={value}"]
        yield name, command, environment
    yield (
        "newscrawl",
        crawl_command("article", settings={**UNBOUND, **own}, file=urls),
        {**environment, "SCRAPY_SETTINGS_MODULE": "newscrawl.settings"},
    )


def main(arguments: list[str]) -> int:
    """Measure all, each on its own, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.throughput", description=__doc__)
    parser.add_argument("--count", type=int, default=2_000, help="pages to crawl")
    parser.add_argument("--pages", type=Path, help="a folder of *.html.gz to take them from, in place of made ones")
    parser.add_argument("--only", help="run only the crawls whose name holds this")
    parser.add_argument("-s", dest="settings", action="append", default=[], metavar="NAME=VALUE", help="newscrawl's")
    options = parser.parse_args(arguments)
    if shutil.which("nginx") is None:
        raise SystemExit("nginx is not installed")
    settings = dict(setting.split("=", 1) for setting in options.settings)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx's workers are another user's where root starts it
        write_pages(folder / "pages", options.count, options.pages)
        size = sum(path.stat().st_size for path in (folder / "pages").iterdir()) / options.count
        print(f"{options.count} pages, {size / 1000:.0f} KB on average, {count_cores()} cores")
        print(f"extraction alone {measure_extraction(folder / 'pages', 300) * 1000:.1f} ms of the processor a page")
        with serve(folder) as port:
            urls = folder / "urls.txt"
            urls.write_text("".join(f"http://127.0.0.1:{port}/{number}.html\n" for number in range(options.count)))
            for number, (title, command, env) in enumerate(list_crawls(urls, settings)):
                if options.only is None or options.only in title:
                    print(
                        describe(
                            title, measure(command, folder / f"run{number}", folder / "access.log", env), options.count
                        )
                    )
    return 0


def describe(name: str, figures: Figures, count: int) -> str:
    """Give one line of the table."""
    return (
        f"{name:<42} {count / figures.seconds:7.1f} pages/s  {figures.cpu / count * 1000:6.1f} CPU seconds and "
        f"{figures.memory / 1e6:6.0f} MB per 1,000 pages  {figures.lines} lines"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
