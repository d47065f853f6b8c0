"""Scrapy's side of a fleet: which request goes next, where others crawl the same. What is shared lies in `fleet/`.

`scheduler.py` serves the engine, from one of two queues: `shared_queue.py` (requests that every worker may carry out,
written by `request_json.py` and `plain_values.py`) or `own_queue.py` (those of a spider whose sites are claimed whole,
`site_claims.py`). `progress.py` and `deliveries.py` say when a request is done, `host_rests.py` how long its host is to
be left alone then.
"""
