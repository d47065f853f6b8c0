"""Scrapy commands of newscrawl; Scrapy finds them by the entry points in pyproject.toml."""
