"""Extraction in processes of its own, so that a hostile page costs its own record and nothing else.

`faults.py` (how a failure is told), `limits.py` (what bounds a process), `work.py` (what a process does with a page),
`processes.py` (how one starts), `pool.py` (how pages get there and back). No Scrapy here.
"""
