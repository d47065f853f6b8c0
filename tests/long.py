"""Decides which tests run only when they are asked for: crawls of several processes, of which one of each kind always
runs. `NEWSCRAWL_LONG=1` runs all.
"""

from __future__ import annotations

import os

import pytest

IS_LONG = bool(os.environ.get("NEWSCRAWL_LONG"))
LONG = pytest.mark.skipif(not IS_LONG, reason="takes long: NEWSCRAWL_LONG=1 runs it")
