"""What the frontier costs: memory for each request that waits and each URL that is seen, and the time of its steps.

`python -m tests.fleet.frontier_cost --requests 100000`
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scrapy import Request, Spider

from newscrawl.fleet.connection import FleetConnection
from newscrawl.fleet.frontier import Lease, RedisFrontier, WaitingRequest
from newscrawl.fleet.settings import FleetSettings
from newscrawl.fleet.steps import FrontierSteps
from newscrawl.scheduling.request_json import make_key, write_request
from tests.redis_server import serve_redis

ADDRESS = "https://www.daily-{host}.example/politics/2026/11/29/the-council-of-the-town-votes-to-delay-step-{number}"
"""An address as long as those of news usually are."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Bytes of the server's memory a request, and seconds a step, from a client on the same machine."""

    waiting_bytes: float
    seen_bytes: float
    enqueue_seconds: float
    take_seconds: float
    settle_seconds: float


def measure(folder: Path, requests: int, hosts: int) -> Cost:
    """Put requests into the frontier of a server, take them out and settle them."""
    spider = Spider("measured")
    with serve_redis(folder, appendfsync="no") as server:
        connection = FleetConnection(FleetSettings(url=server.url, worker="w"))
        connection.call(lambda client: client.zadd(connection.key("lives"), {"1": 1}))
        frontier = RedisFrontier(FrontierSteps(connection, "measured", 1))
        frontier.join()
        made = [make(spider, number, number % hosts) for number in range(requests)]
        empty = read_memory(connection)
        enqueue = clock(lambda: [frontier.enqueue(request) for request in made])
        full = read_memory(connection)
        leases: list[Lease] = []
        take = clock(lambda: leases.extend(frontier.take(requests, 0) for _ in made))  # type: ignore[misc]
        settle = clock(lambda: [frontier.settle(lease.key, 0) for lease in leases])
        seen = read_memory(connection)
        connection.close()
    return Cost(
        (full - empty) / requests, (seen - empty) / requests, enqueue / requests, take / requests, settle / requests
    )


def make(spider: Spider, number: int, host: int) -> WaitingRequest:
    """Make a request as the scheduler does."""
    request = Request(ADDRESS.format(host=host, number=number), meta={"depth": 2}, cb_kwargs={"requested_url": "same"})
    key = make_key(number.to_bytes(20, "big")[::-1])
    return WaitingRequest(key=key, host=f"h{host}.example", request=write_request(request, spider), marks=key)


def clock(step: Callable[[], object]) -> float:
    """Give the seconds that a step takes."""
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def read_memory(connection: FleetConnection) -> int:
    """Give the bytes that the server's data take."""
    return int(connection.call(lambda client: client.info("memory"))["used_memory_dataset"])


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.fleet.frontier_cost", description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000, help="requests (100000)")
    parser.add_argument("--hosts", type=int, default=1_000, help="hosts that they are of (1000)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cost = measure(Path(folder), options.requests, options.hosts)
    print(f"a request that waits   {cost.waiting_bytes:.0f} bytes")
    print(f"a URL that is seen     {cost.seen_bytes:.0f} bytes")
    for name in ("enqueue", "take", "settle"):
        print(f"to {name:<19} {getattr(cost, f'{name}_seconds') * 1e6:.0f} µs")


if __name__ == "__main__":
    main()
