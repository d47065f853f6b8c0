"""Scrapy extensions: what watches a crawl and writes about it."""
