"""Decides what is counted of a crawl for its report: site by site, host by host, never a page by itself but for a
bounded sample. The same counts come from a running crawl and from the files that it left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

import msgspec

from newscrawl.crawl_report.lines import ArticleLine, RejectionLine
from newscrawl.crawl_report.timeline import DAY, MINUTE, Timeline
from newscrawl.domains import read_registered_domain

SCORE_STEPS = 20
"""Bars of the scores: 0 to 0.05, … 0.95 to 1."""
MAX_SITES, MAX_HOSTS, MAX_CLUSTERS = 10_000, 10_000, 20_000
"""Told apart while counting: about 10 MB in all. Those that come later are counted together."""
KEPT_SITES, KEPT_HOSTS, KEPT_CLUSTERS = 500, 100, 50
"""Told apart in `run.json`."""
CLUSTER_MEMBERS = 5
EXAMPLES = 3
"""Rejections shown of each reason."""
OTHERS = "(others)"


class _Mergeable(Protocol):
    def merge(self, other: Any) -> None: ...


Counted = TypeVar("Counted", bound=_Mergeable)


class SiteFigures(msgspec.Struct):
    """One site. found: pages with an outcome. kept: records. score_sum: of the records. rejected: by reason."""

    found: int = 0
    kept: int = 0
    score_sum: float = 0.0
    rejected: dict[str, int] = {}

    def merge(self, other: SiteFigures) -> None:
        """Take another's counts in. In place."""
        self.found += other.found
        self.kept += other.kept
        self.score_sum += other.score_sum
        add_counts(self.rejected, other.rejected)


class HostFigures(msgspec.Struct):
    """One host. seconds: from request to answer, of all answers together. slowest: of one. statuses: by code."""

    answers: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    statuses: dict[str, int] = {}

    def add(self, seconds: float, status: int) -> None:
        """Count an answer. In place."""
        self.merge(HostFigures(1, seconds, seconds, {str(status): 1}))

    def merge(self, other: HostFigures) -> None:
        """Take another's counts in. In place."""
        self.answers += other.answers
        self.seconds += other.seconds
        self.slowest = max(self.slowest, other.slowest)
        add_counts(self.statuses, other.statuses)


class Member(msgspec.Struct):
    """An article of a cluster."""

    id: str
    title: str | None
    url: str


class Cluster(msgspec.Struct):
    """Articles that tell one story. articles: how many were counted. members: the first of them."""

    articles: int = 0
    members: list[Member] = []

    def merge(self, other: Cluster) -> None:
        """Take another's articles in. In place."""
        self.articles += other.articles
        self.members = [*self.members, *other.members][:CLUSTER_MEMBERS]


class Example(msgspec.Struct):
    """A rejection that stands for those of its reason."""

    url: str
    evidence: str


class CrawlFigures(msgspec.Struct):
    """The figures of a crawl, or of several together.

    fetched, published: records over time. scores: records by extraction score, `SCORE_STEPS` steps. removed_chars: by
    kind; kept_chars: of the texts. same_story: records marked as telling a story again. statuses: answers by code, of
    every answer where the crawl counted them, else of the pages that gave a line. clusters: by the id of their first
    article.
    """

    sites: dict[str, SiteFigures] = {}
    hosts: dict[str, HostFigures] = {}
    statuses: dict[str, int] = {}
    rejected: dict[str, int] = {}
    examples: dict[str, list[Example]] = {}
    fetched: Timeline = msgspec.field(default_factory=lambda: Timeline(MINUTE))
    published: Timeline = msgspec.field(default_factory=lambda: Timeline(DAY))
    undated: int = 0
    scores: list[int] = msgspec.field(default_factory=lambda: [0] * SCORE_STEPS)
    score_sum: float = 0.0
    kept: int = 0
    kept_chars: int = 0
    removed_chars: dict[str, int] = {}
    same_story: int = 0
    clusters: dict[str, Cluster] = {}

    @property
    def found(self) -> int:
        """Pages with an outcome."""
        return sum(site.found for site in self.sites.values())

    def add_article(self, line: ArticleLine) -> None:
        """Count a record. In place."""
        site = take(self.sites, line.domain, SiteFigures, MAX_SITES)
        site.merge(SiteFigures(1, 1, line.extraction_score))
        self.kept += 1
        self.score_sum += line.extraction_score
        self.scores[min(max(int(line.extraction_score * SCORE_STEPS), 0), SCORE_STEPS - 1)] += 1
        self.kept_chars += len(line.text)
        add_counts(self.removed_chars, line.removed)
        self.fetched.add(line.fetched)
        if line.published:
            self.published.add(line.published)
        else:
            self.undated += 1
        if line.dup_cluster is not None:
            self.same_story += 1
            member = Member(line.id, line.title, line.url)
            take(self.clusters, line.dup_cluster, Cluster, MAX_CLUSTERS).merge(Cluster(1, [member]))

    def add_rejection(self, line: RejectionLine) -> None:
        """Count a rejection. In place."""
        reason = str(line.reason)
        self.add_other(line.url).merge(SiteFigures(rejected={reason: 1}))
        add_counts(self.rejected, {reason: 1})
        examples = self.examples.setdefault(reason, [])
        if len(examples) < EXAMPLES:
            examples.append(Example(line.url, line.evidence))

    def add_other(self, url: str) -> SiteFigures:
        """Count a page that gave neither (a duplicate, a page that is known); give its site's figures. In place."""
        site = take(self.sites, _name_site(url), SiteFigures, MAX_SITES)
        site.found += 1
        return site

    def add_status(self, status: int | None) -> None:
        """Count what a page answered whose other answers are not known. In place."""
        if status is not None:
            add_counts(self.statuses, {str(status): 1})

    def add_answer(self, host: str, seconds: float, status: int) -> None:
        """Count what a host answered. In place."""
        take(self.hosts, host, HostFigures, MAX_HOSTS).add(seconds, status)
        add_counts(self.statuses, {str(status): 1})

    def merge(self, other: CrawlFigures) -> None:
        """Take another crawl's figures in. In place."""
        for name, site in other.sites.items():
            take(self.sites, name, SiteFigures, MAX_SITES).merge(site)
        for name, host in other.hosts.items():
            take(self.hosts, name, HostFigures, MAX_HOSTS).merge(host)
        for name, cluster in other.clusters.items():
            take(self.clusters, name, Cluster, MAX_CLUSTERS).merge(cluster)
        for counts in ("statuses", "rejected", "removed_chars"):
            add_counts(getattr(self, counts), getattr(other, counts))
        for reason, examples in other.examples.items():
            self.examples[reason] = [*self.examples.get(reason, ()), *examples][:EXAMPLES]
        self.fetched.merge(other.fetched)
        self.published.merge(other.published)
        self.scores = [own + more for own, more in zip(self.scores, other.scores, strict=True)]
        self.undated += other.undated
        self.same_story += other.same_story
        self.score_sum += other.score_sum
        self.kept += other.kept
        self.kept_chars += other.kept_chars

    def shorten(self) -> CrawlFigures:
        """Give figures of a bounded length for `run.json`; of what is left out the sites' and hosts' sums stay."""
        return msgspec.structs.replace(
            self,
            sites=_keep_most(self.sites, KEPT_SITES, lambda site: site.found, SiteFigures),
            hosts=_keep_most(self.hosts, KEPT_HOSTS, lambda host: host.seconds / max(host.answers, 1), HostFigures),
            clusters=dict(sorted(self.clusters.items(), key=lambda item: -item[1].articles)[:KEPT_CLUSTERS]),
        )


def add_counts(counts: dict[str, int], more: Mapping[str, int]) -> None:
    """Add counts to others. In place."""
    for name, count in more.items():
        counts[name] = counts.get(name, 0) + count


def take(counted: dict[str, Counted], name: str, kind: Callable[[], Counted], most: int) -> Counted:
    """Give what is counted under a name; under `OTHERS` where there are too many names already. In place."""
    if name not in counted and len(counted) >= most:
        name = OTHERS
    return counted.setdefault(name, kind())


def _keep_most(
    counted: Mapping[str, Counted], most: int, rate: Callable[[Counted], float], kind: Callable[[], Counted]
) -> dict[str, Counted]:
    names = sorted(counted, key=lambda name: (name == OTHERS, -rate(counted[name])))
    kept = {name: counted[name] for name in names[:most]}
    if names[most:]:
        others = kind()
        for name in [*([OTHERS] if OTHERS in kept else []), *names[most:]]:
            others.merge(counted[name])
        kept[OTHERS] = others
    return kept


def _name_site(url: str) -> str:
    try:
        return read_registered_domain(url) or OTHERS
    except ValueError:
        return OTHERS
