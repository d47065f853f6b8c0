"""An extraction that does what the page's body says: hang in C, eat memory, crash. For workers only."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import time
from dataclasses import replace

from newscrawl.extraction.result import Extraction
from newscrawl.options import Options
from newscrawl.page import RawPage
from tests.samples import EXTRACTION, PAGE


def page(body: bytes) -> RawPage:
    """A page with a body."""
    return replace(PAGE, body=body)


def obey(asked: RawPage, options: Options) -> Extraction:
    """Do what the body says."""
    match asked.body.split():
        case [b"hang"]:
            re.match("(a+)+$", "a" * 60 + "b")  # one call of C that holds the interpreter for years
        case [b"eat"]:
            _ = [bytes(50_000_000) for _ in range(100)]
        case [b"crash"]:
            ctypes.string_at(0)
        case [b"kill"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case [b"leave"]:
            os._exit(3)
        case [b"raise"]:
            raise ZeroDivisionError("on this page\nonly")
        case [b"pid"]:
            return replace(EXTRACTION, strategy=str(os.getpid()))
        case [b"slow"]:
            time.sleep(0.05)
            return replace(EXTRACTION, strategy=str(os.getpid()))
    return EXTRACTION
