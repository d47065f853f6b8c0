"""Durable output: a line counts as delivered once it is on disk, and only then does the memory say so.

`compression.py` (members), `naming.py` (which file), `journal.py` (what is asked of the memory),
`output_file.py` (append, sync, cut back), `recovery.py` (what a start finds), `writer.py` (lines first,
then one transaction). No Scrapy here: the pipeline is `pipelines/delivery.py`.
"""
