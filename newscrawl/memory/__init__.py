"""What newscrawl knows from one run to the next.

What a crawl asks of it: `protocol.py` (the spider) and `store.py` (everything). `sqlite_memory.py` keeps it in one
SQLite file (`database.py`, `schema/`), a module for each table; `transient.py` keeps it for one run.
"""
