"""Records out of many archives: each archive is a unit of work, done whole or not at all.

`unit.py` (which archives, and what they are called), `shard.py` (whose share), `job.py` (what is done with each),
`manifest.py` (what is told of each), `plan.py` (which are to be done), `page_lines.py` (a page to a line), `draft.py`
(lines to files), `worker.py` (the process that works off an archive), `supervision.py` (what watches that process),
`course.py` (what is known of how it gets on), `executor.py` (where units go: processes here, or Ray), `progress.py` and
`summary.py` (what people see). No Scrapy here.
"""
