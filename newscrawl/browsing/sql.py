"""Decides what is read of a line for the list of records, and how DuckDB reads it from the files.

A line that is no JSON, or no record, comes out as a row of its own, so that rows can be counted like lines.
"""

from __future__ import annotations

from newscrawl.delivery.compression import Compression

MAX_LINE = 64 * 1024 * 1024
"""Bytes. A longer line makes its file unreadable; the largest page that is fetched is 5 MiB."""
LINE_FIELDS = (
    "schema", "id", "url", "requested_url", "title", "domain", "language", "published", "fetched", "last_seen",
    "extraction_score", "reason", "version", "version_of", "change", "dup_of", "dup_cluster",
)  # fmt: skip
SEARCHED_FIELDS = ("title", "subtitle", "text", "authors", "evidence", "url", "requested_url")
COMPRESSIONS = {Compression.none: "none", Compression.gzip: "gzip", Compression.zstd: "zstd"}

_HOST = r"^[a-z]+://(?:[^/?#@]*@)?(?:www\.)?([^/?#:]+|\[[^\]]*\])"

MAKE_TABLES = """
create table lines (
    file integer, row bigint, kind varchar, id varchar, url varchar, title varchar, site varchar, language varchar,
    day varchar, score double, reason varchar, version integer, change varchar, first_id varchar, cluster varchar,
    dup_of varchar
);
create table hits (file integer, row bigint);
"""

_LINES = rf"""
create or replace temp table part as
select
    filename,
    case
        when starts_with(schema, 'newscrawl.reject/') or schema is null and url is not null and reason is not null
            then 'reject'
        when url is not null then 'article'
        else 'other'
    end as kind,
    id[:64] as id,
    url[:2000] as url,
    title[:300] as title,
    lower(coalesce(domain, regexp_extract(lower(url), '{_HOST}', 1)))[:253] as site,
    language[:40] as language,
    coalesce(published, fetched, last_seen)[:10] as day,
    try_cast(extraction_score as double) as score,
    reason[:60] as reason,
    try_cast(version as integer) as version,
    change[:20] as change,
    coalesce(version_of, id)[:64] as first_id,
    dup_cluster[:64] as cluster,
    dup_of[:64] as dup_of
from {{source}}
"""
KEEP_LINES = """
insert into lines
select files.number, part.rowid - min(part.rowid) over (partition by filename), part.* exclude (filename)
from part join (select unnest(?::varchar[]) as path, unnest(?::integer[]) as number) files on files.path = part.filename
"""
_HITS = """
create or replace temp table part as
select filename, {condition} as is_hit
from (select filename, concat_ws(chr(10), {fields}) as said from {source})
"""
KEEP_HITS = """
insert into hits
select number, row from (
    select files.number, part.rowid - min(part.rowid) over (partition by filename) as row, is_hit
    from part
    join (select unnest(?::varchar[]) as path, unnest(?::integer[]) as number) files on files.path = part.filename
) where is_hit
"""
READ_LINE = f"""
select json from read_json_objects(?, format='newline_delimited', ignore_errors=true, compression={{compression}},
    maximum_object_size={MAX_LINE}) limit 1 offset ?
"""


def read_lines(compression: Compression) -> str:
    """Give the statement that reads the lines of files into the table `part`. Parameter: the files."""
    return _LINES.format(source=_name_source(LINE_FIELDS, compression))


def read_hits(compression: Compression, needles: int) -> str:
    """Give the statement that looks for words in files. Parameters: so many needles, then the files."""
    # l: literally, i: whatever the case.
    condition = " and ".join(["regexp_matches(said, ?, 'il')"] * needles)
    source = _name_source(SEARCHED_FIELDS, compression)
    return _HITS.format(condition=condition, fields=", ".join(SEARCHED_FIELDS), source=source)


def read_line(compression: Compression) -> str:
    """Give the statement that reads one line. Parameters: its file, how many lines stand before it."""
    return READ_LINE.format(compression=f"'{COMPRESSIONS[compression]}'")


def _name_source(names: tuple[str, ...], compression: Compression) -> str:
    columns = ", ".join(f"{name}: 'varchar'" for name in names)
    return (
        f"read_json(?, format='newline_delimited', records=true, auto_detect=false, columns={{{columns}}},"
        f" ignore_errors=true, filename=true, compression='{COMPRESSIONS[compression]}',"
        f" maximum_object_size={MAX_LINE})"
    )
