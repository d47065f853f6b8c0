"""Decides when the report of a run is written, and how much of the run's end that may take: a fault in it is a warning,
and never a fault of the run.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from typing import Any, Self, cast

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.crawl_report.reading import EXPLAINED_FOLDER, ID_CHARACTERS, RUN_FILE, name_page
from newscrawl.extensions.crawl_figures import find_figures
from newscrawl.options import Options
from newscrawl.page import RawPage
from newscrawl.pipelines.extraction import read_extraction_options, read_limits, read_size
from newscrawl.workers.faults import Fault, try_extraction
from newscrawl.workers.pool import WorkerPool

REPORT_FILE = "report.html"
EXPLAIN_SECONDS = 20.0
"""So long the explain pages of the sample may take together; those that are not done then are left out."""
STOPPED = "shutdown"
_OWN_PAGE = re.compile(rf"[0-9a-f]{{{ID_CHARACTERS}}}\.html")

logger = logging.getLogger(__name__)


class ReportFile:
    """Writes `report.html` beside `run.json`, and the explain pages of its sample into the folder `explained`.

    The pages of earlier runs are taken out of that folder. A run that a signal stopped explains nothing: whoever stops
    it waits for its end. Settings: `NEWSCRAWL_REPORT` (off: no report), and those of the workers, which explain.
    """

    def __init__(self, crawler: Crawler, out: Path) -> None:
        self.crawler = crawler
        self.out = out

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension and listen; its place is behind `run.json`, which it reads."""
        settings = crawler.settings
        if not settings["NEWSCRAWL_OUT"] or not settings.getbool("NEWSCRAWL_REPORT", True):
            raise NotConfigured
        extension = cls(crawler, Path(settings["NEWSCRAWL_OUT"]))
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    async def spider_closed(self, reason: str) -> None:
        """Write the explain pages, then the report that links to them."""
        figures = find_figures(self.crawler)
        try:
            folder = self.out / EXPLAINED_FOLDER
            clear_pages(folder)
            if figures is not None and figures.pages and reason != STOPPED:
                await self._explain(figures.pages, folder)
            write_report(self.out)
        except Exception as error:
            logger.warning("The report was not written: %s: %s", type(error).__name__, error)

    async def _explain(self, pages: Mapping[str, RawPage], folder: Path) -> None:
        settings = self.crawler.settings
        options, size = read_extraction_options(settings), read_size(settings)
        folder.mkdir(exist_ok=True)
        if not size:
            deadline = monotonic() + EXPLAIN_SECONDS
            for record_id, page in pages.items():
                if monotonic() < deadline:
                    _save(folder / name_page(record_id), try_extraction(page, options, cast(Any, render_explained)))
            return
        pool = WorkerPool(size, options, read_limits(settings), cast(Any, render_explained))

        async def explain(record_id: str, page: RawPage) -> None:
            _save(folder / name_page(record_id), (await pool.extract(page)).result)

        try:
            async with asyncio.timeout(EXPLAIN_SECONDS):
                await asyncio.gather(*(explain(record_id, page) for record_id, page in pages.items()))
        except TimeoutError:
            logger.warning("Not every page of the report's sample was explained in %g seconds", EXPLAIN_SECONDS)
        finally:
            await pool.close()


def render_explained(page: RawPage, options: Options) -> str:
    """Give the explain page of a page; runs in a worker."""
    from newscrawl.explanation.case import study_page  # late: only a worker needs it
    from newscrawl.explanation.page import render_case

    return render_case(study_page(page, options=options))


def write_report(out: Path) -> None:
    """Write the report of the run whose files lie in a folder, in one step. Raises InputError and OSError."""
    from newscrawl.crawl_report.page import render_report  # late: a crawl needs no plots before its end
    from newscrawl.crawl_report.reading import read_report

    page = render_report(read_report([out / RUN_FILE]), out)
    draft = out / f".{REPORT_FILE}.part"
    draft.write_text(page, "utf-8")
    os.replace(draft, out / REPORT_FILE)  # noqa: PTH105


def clear_pages(folder: Path) -> None:
    """Delete the explain pages of earlier runs, and no other file. Raises OSError."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if _OWN_PAGE.fullmatch(path.name):
            path.unlink(missing_ok=True)


def _save(path: Path, page: Any) -> None:
    if isinstance(page, Fault):
        logger.warning("%s was not explained: %s", path.name, page.evidence)
    else:
        path.write_text(page, "utf-8", errors="replace")
