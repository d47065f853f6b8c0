"""Training of the block classifier: `python -m newscrawl.training SET`. Needs the extra `newscrawl[train]`."""
