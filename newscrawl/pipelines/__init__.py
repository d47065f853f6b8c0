"""The way of a page through Scrapy's item pipelines, one step each:

raw page → extraction (`extraction.py`) → checks (`checks.py`) → record (`record.py`), then no record twice
(`duplicates.py`) and no more than were asked for (`limit.py`).

Items of other classes pass through all of them untouched, so a project may have its own items besides.
"""
