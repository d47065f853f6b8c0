"""The demo: an invented newspaper served on loopback, and the summary of a crawl of it."""
