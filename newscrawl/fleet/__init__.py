"""Several machines at one crawl: what they share lies in a Redis (or Valkey) server.

`settings.py` (which server, which worker), `connection.py` (lost connections, faults in plain words), `heartbeat.py`
(who is alive), `lua/` (steps that the server takes in one go).
"""
