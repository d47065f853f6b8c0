"""Web archives (WARC, WACZ), written beside a crawl and read in its place.

`library.py` (what reads and writes the format: FastWARC), `place.py` (where a page lies), `writer.py` (records out),
`records.py` (records in, past damage), `http_message.py` (what an answer as stored says), `pages.py` (records to raw
pages), `notes.py` (what a crawl knew of a page besides), `files.py` (which files are archives). No Scrapy here.
"""
