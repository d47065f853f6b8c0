"""The command: `python -m tests.fuzz TARGET FOLDER [libFuzzer's options]`.

The folder is the corpus; where it is empty it is filled with the seeds, and it grows. What a target fails on is left in
the working folder as `crash-…`, and run again by naming that file in place of the folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

USAGE = "python -m tests.fuzz {page|text|charset|line} FOLDER|FILE [-max_total_time=SECONDS …]"


def main(arguments: list[str]) -> int:
    """Fuzz one target until libFuzzer's options end it, or it fails."""
    with atheris.instrument_imports(include=["newscrawl"]):
        from tests.fuzz.seeds import write_seeds
        from tests.fuzz.targets import TARGETS
    if len(arguments) < 2 or arguments[0] not in TARGETS:
        print(USAGE, file=sys.stderr)
        return 2
    name, place, *options = arguments
    folder = Path(place)
    if not folder.is_file() and not (folder.exists() and any(folder.iterdir())):
        print(f"{write_seeds(folder)} seeds", file=sys.stderr)
    atheris.Setup([sys.argv[0], place, *options], TARGETS[name])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
