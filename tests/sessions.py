"""Which processes a crawl has: those of the session that it was started in."""

from __future__ import annotations

from pathlib import Path


def list_session(session: int) -> list[int]:
    """Give the processes of a session that live."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, of_session = path.read_text().rpartition(")")[2].split()[:4]
        except (OSError, ValueError):
            continue
        if int(of_session) == session and state != "Z":
            found.append(int(path.parent.name))
    return found
