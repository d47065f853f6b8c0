"""Several machines at one crawl: what they share lies in a Redis (or Valkey) server.

`settings.py` (which server, which worker), `connection.py` (lost connections, faults in plain words), `heartbeat.py`
(who is alive), `lua/` (steps that the server takes in one go). The requests: `frontier.py` (what waits, is leased, is
seen), `hosts.py` and `sites.py` (who asks whom), `steps.py` (how a step is taken once). The memory: `redis_memory.py`,
with `transaction.py` (all of a step or nothing), `redis_tables.py` and `tables/` (where each row stands), `flights.py`
(pages taken and given back), `article_search.py` and `site_reading.py` (what is only read), `upkeep.py` (what a start
forgets).
"""
