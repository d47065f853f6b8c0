"""Decides how the simulated days go by: what becomes due, who asks which host, when an answer is done with.

When a source is polled and when a page is looked at again is decided by newscrawl's own `plan_interval`,
`plan_wait` and `advance`. Of the network only the time of an answer is modelled, of the machine only its cores.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from random import Random

from newscrawl.discovery.candidate import SourceKind
from newscrawl.discovery.poll_interval import choose_bounds, plan_interval
from newscrawl.revisits import Schedule, StepRecord, advance, plan_wait
from tests.fleet_simulation.fleet import FleetModel, Host, Task, Worker
from tests.fleet_simulation.journal import Journal, Request
from tests.fleet_simulation.sites import DAY, SimulatedSite

RESTART_SECONDS = 30.0
"""From a worker's death to its next start, as a supervisor does it."""


class Simulation:
    """The state of one run: hosts, workers, and the events to come."""

    def __init__(self, sites: list[SimulatedSite], model: FleetModel, random: Random) -> None:
        self.model = model
        self.random = random
        self.journal = Journal()
        self.now = 0.0
        self._count = 0
        self._events: list[tuple[float, int, str, tuple[object, ...]]] = []
        self._ready: deque[Host] = deque()
        self.workers = [Worker(n, model.concurrency, [0.0] * model.cores) for n in range(model.workers)]
        self._under_way: dict[int, dict[int, Task]] = {worker.number: {} for worker in self.workers}
        self._hosts: list[Host] = []
        for site in sites:
            host = Host(site, last_poll=[0.0] * len(site.sources), intervals=[0.0] * len(site.sources))
            self._hosts.append(host)
            for source in range(len(site.sources)):
                self._plan(random.random() * 600, "due", Task(host, source))

    def run(self, days: float, tell: Callable[[int, int], None] = lambda hour, of: None) -> Journal:
        """Live through so many days. tell: called at each full hour."""
        self._tell, self._hours = tell, int(days * 24)
        end = days * DAY
        if self.model.deaths:
            self._plan_death()
        for hour in range(1, self._hours + 1):
            self._plan(hour * 3600.0, "hour")
        while self._events and self._events[0][0] <= end:
            self.now, _, kind, given = heapq.heappop(self._events)
            getattr(self, f"_on_{kind}")(*given)
        self.journal.end = end
        return self.journal

    def _plan(self, at: float, kind: str, *given: object) -> None:
        self._count += 1
        heapq.heappush(self._events, (at, self._count, kind, given))

    def _on_due(self, task: Task) -> None:
        task.since = self.now
        self.journal.waiting += 1
        task.host.waiting.append(task)
        self._line_up(task.host)

    def _on_free(self, host: Host, turn: int) -> None:
        if turn == host.turn:
            host.is_lined_up = False
            self._line_up(host)

    def _on_idle(self, host: Host) -> None:
        if not host.waiting and not host.under_way and host.free_at <= self.now:
            host.owner = None

    def _on_clock(self, worker: Worker) -> None:
        self._serve(worker)

    def _line_up(self, host: Host) -> None:
        """Put a host that waits where its worker, or any, finds it: at once, or when its delay is over."""
        if host.is_lined_up or not host.waiting or (self.model.keeps_hosts and host.under_way):
            return
        host.is_lined_up = True
        if self.model.keeps_hosts and host.free_at > self.now:
            self._wait_for(host)
        elif host.owner is not None:
            self.workers[host.owner].lined_up.append(host)
            self._serve(self.workers[host.owner])
        else:
            self._ready.append(host)
            for worker in self.workers:
                self._serve(worker)

    def _wait_for(self, host: Host) -> None:
        host.turn += 1
        self._plan(host.free_at, "free", host, host.turn)

    def _serve(self, worker: Worker) -> None:
        """Give a worker hosts for its free places. In place."""
        while worker.is_alive and worker.places:
            host = worker.lined_up.popleft() if worker.lined_up else self._take_ready(worker)
            if host is None:
                return
            self._ask(worker, host)

    def _take_ready(self, worker: Worker) -> Host | None:
        for place, host in enumerate(self._ready):
            if host.free_for.get(worker.number, 0.0) <= self.now:
                del self._ready[place]
                return host
        return None

    def _ask(self, worker: Worker, host: Host) -> None:
        task = host.waiting.popleft()
        host.is_lined_up = False
        worker.places -= 1
        host.under_way += 1
        self.journal.waiting -= 1
        seconds = host.site.response_seconds * self.random.uniform(0.7, 1.6)
        pause = max(self.model.delay * self.random.uniform(1.0, 1.5), seconds)
        if self.model.keeps_hosts:
            host.owner = worker.number
            host.free_at = self.now + pause
        else:
            host.free_for[worker.number] = self.now + pause
            self._plan(self.now + pause, "clock", worker)
        request = Request(worker.number, self.now, self.now + seconds)
        self.journal.note_request(host.site.number, request, self.model.delay)
        self._under_way[worker.number][id(task)] = task
        self._plan(self.now + seconds, "answer", worker, worker.life, task)
        self._line_up(host)

    def _on_answer(self, worker: Worker, life: int, task: Task) -> None:
        if life != worker.life:
            return
        host = task.host
        host.under_way -= 1
        self._line_up(host)
        if not host.waiting:
            self._plan(host.free_at, "idle", host)
        cost = self._read_list(task) if task.article is None else self._read_page(task)
        start = max(self.now, worker.core_free[0])
        heapq.heapreplace(worker.core_free, start + cost)
        self.journal.busy += cost
        self._plan(start + cost, "done", worker, life, task)

    def _on_done(self, worker: Worker, life: int, task: Task) -> None:
        if life != worker.life:
            return
        del self._under_way[worker.number][id(task)]
        worker.places += 1
        if task.article is not None:
            self._note_page(task)
        self._serve(worker)

    def _read_list(self, task: Task) -> float:
        """Take over what a source names; give the seconds of a core."""
        host, source = task.host, task.source
        site = host.site
        named = [
            place
            for place in _between(site.published, host.last_poll[source], self.now)
            if place in site.sources[source]
        ]
        new = [place for place in named if place not in host.known]
        has_validators = site.has_validators[source]
        host.known.update(new)
        host.last_poll[source] = self.now
        for place in new:
            self.journal.found[site.number, place] = self.now
            self._plan(self.now, "due", Task(host, article=place))
        before = timedelta(seconds=host.intervals[source]) if host.intervals[source] else None
        bounds = choose_bounds(SourceKind.feed, has_validators=has_validators)
        host.intervals[source] = plan_interval(before, len(new), bounds=bounds).total_seconds()
        self._plan(self.now + host.intervals[source], "due", Task(host, source))
        self.journal.polls += 1
        self.journal.unchanged_polls += has_validators and not named
        return self.model.unchanged_seconds if has_validators and not named else self.model.poll_seconds

    def _read_page(self, task: Task) -> float:
        is_look = task.step >= 0
        is_unchanged = is_look and self.random.random() < self.model.unchanged_share
        self.journal.pages += not is_look
        self.journal.looks += is_look
        self.journal.unchanged_looks += is_unchanged
        return self.model.unchanged_seconds if is_unchanged else self.model.page_seconds

    def _note_page(self, task: Task) -> None:
        """Note how late a record is, and plan the next look."""
        assert task.article is not None
        if task.step < 0:
            self.journal.note_record(task.host.site.number, task.article)
            self.journal.lags.append(self.now - task.host.site.published[task.article])
            schedule = Schedule()
        else:
            self.journal.look_waits.append(self.now - task.since)
            has_changed = self.random.random() < self.model.change_share
            schedule = advance(Schedule(task.step, task.repeats), has_changed=has_changed)
        wait = plan_wait(schedule, StepRecord())
        if wait is not None:
            look = Task(task.host, article=task.article, step=schedule.step, repeats=schedule.repeats)
            self._plan(self.now + wait.total_seconds(), "due", look)

    def _on_hour(self) -> None:
        self.journal.note_hour(len(self._events))
        self._tell(len(self.journal.waiting_by_hour), self._hours)

    def _plan_death(self) -> None:
        self._plan(self.now + self.random.expovariate(self.model.deaths / DAY), "death")

    def _on_death(self) -> None:
        """Kill a worker: what it had is given again when its lease is over, and its hosts are free no sooner."""
        worker = self.random.choice(self.workers)
        self.journal.deaths += 1
        left = list(self._under_way[worker.number].values())
        self._under_way[worker.number].clear()
        worker.life += 1
        worker.is_alive = False
        worker.core_free = [self.now + RESTART_SECONDS] * self.model.cores
        worker.places = self.model.concurrency
        worker.lined_up.clear()
        for host in self._hosts:
            if host.owner == worker.number:
                host.under_way, host.owner, host.is_lined_up = 0, None, True
                host.free_at = self.now + self.model.lease
                self._wait_for(host)
        for task in left:
            self._plan(self.now + self.model.lease, "due", task)
        self._plan(self.now + RESTART_SECONDS, "start", worker)
        self._plan_death()

    def _on_start(self, worker: Worker) -> None:
        worker.is_alive = True
        self._serve(worker)


def _between(published: tuple[float, ...], after: float, until: float) -> range:
    """Give the places of what was published in a time."""
    return range(bisect_right(published, after), bisect_right(published, until))
