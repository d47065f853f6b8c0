"""A news world for tests: loopback sites whose articles appear, change, move and vanish by a clock that tests move.

`prose.py` (words), `life.py` (what happens to an article), `newsroom.py` (a site: its channels, and what it
answers at a moment), `channel_forms.py` and `article_page.py` (the bodies), `houses.py` (the sites of the
world), `server.py` (HTTP, validators, a log of requests), `cron.py` (one real run, in a forked process),
`ledger.py` (what the runs left behind), `figures.py` (what is held against the world), `month.py` (runs every
quarter of an hour), `kills.py` (runs that are killed).

`python -m tests.newsworld --days 30 --kills 50` prints the figures.
"""
