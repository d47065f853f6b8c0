"""Scrapy's side of a fleet: which request goes next, where others crawl the same. What is shared lies in `fleet/`."""
