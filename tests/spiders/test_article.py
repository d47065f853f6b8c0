"""The `article` spider in a real crawl: every URL of a list has one outcome, whatever the server does."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import UsageError  # noqa: F401

