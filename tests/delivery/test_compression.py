"""Files are written in members: each can be read alone, all together give the lines, and a cut between two
is clean.
"""

from __future__ import annotations

import io
import shutil
import subprocess

import pytest

from newscrawl.delivery.compression import (
    Compression,
    compress_member,
    find_compression,
    open_decompressed,
)

PARTS = [b"one\n" * 50, "zwei ü 二\n".encode() * 50, b"three\n"]


@pytest.mark.parametrize(
    ("name", "compression"),
    [
        ("news.jsonl", Compression.none),
        ("news.jsonl.gz", Compression.gzip),
        ("news-2026-11-24.jsonl.zst", Compression.zstd),
    ],
)
def test_name_tells_the_compression(name: str, compression: Compression) -> None:
    assert find_compression(name) is compression


@pytest.mark.parametrize("compression", list(Compression))
def test_members_read_as_one_file_and_any_prefix_of_members_is_whole(compression: Compression) -> None:
    members = [compress_member(part, compression) for part in PARTS]
    for count in range(1, len(PARTS) + 1):
        file = io.BytesIO(b"".join(members[:count]))
        assert open_decompressed(file, compression).read() == b"".join(PARTS[:count])


@pytest.mark.parametrize("compression", [Compression.gzip, Compression.zstd])
def test_a_torn_member_is_told_but_those_before_it_are_read(compression: Compression) -> None:
    first, second = (compress_member(part, compression) for part in PARTS[:2])
    reader = open_decompressed(io.BytesIO(first + second[:-3]), compression)
    assert reader.read(len(PARTS[0])) == PARTS[0]
    with pytest.raises(EOFError):
        reader.read()


@pytest.mark.parametrize("compression", list(Compression))
def test_same_lines_give_same_bytes(compression: Compression) -> None:
    assert compress_member(PARTS[0], compression) == compress_member(PARTS[0], compression)


@pytest.mark.parametrize(("compression", "tool"), [(Compression.gzip, "gzip"), (Compression.zstd, "zstd")])
def test_the_systems_own_tools_read_it(compression: Compression, tool: str) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    data = b"".join(compress_member(part, compression) for part in PARTS)
    assert subprocess.run([tool, "-dc"], input=data, capture_output=True, check=True).stdout == b"".join(
        PARTS
    )
