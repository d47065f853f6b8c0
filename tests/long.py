"""Decides which tests run only when they are asked for: crawls of several processes, of which one of each kind always
runs. `NEWSCRAWL_LONG=1` runs all.
"""

from __future__ import annotations

import os

import pytest

LONG = pytest.mark.skipif(not os.environ.get("NEWSCRAWL_LONG"), reason="takes long: NEWSCRAWL_LONG=1 runs it")
