"""What newscrawl knows from one run to the next. What a crawl asks of it: `protocol.py`."""
