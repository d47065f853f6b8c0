"""The way of a page through Scrapy's item pipelines, one step each:

raw page → extraction (`extraction.py`) → checks (`checks.py`) → record (`record.py`), then no record twice
(`duplicates.py`) and no more than were asked for (`limit.py`).

With a memory, besides: whether an article has vanished (`revisits.py`), whether it is new, changed or the
same (`versions.py`), which story it tells again (`stories.py`), and at the end the disk (`delivery.py`).

Items of other classes pass through all of them untouched, so a project may have its own items besides.
"""
