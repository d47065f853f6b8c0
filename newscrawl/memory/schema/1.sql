-- What newscrawl knows from one run to the next. Times are seconds since the epoch, UTC. Read by memory/database.py.

CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    crawl_id TEXT NOT NULL,
    started INTEGER NOT NULL,
    finished INTEGER,              -- NULL while it runs, and for one that died
    exit_code INTEGER
);

CREATE TABLE site (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

-- What a site was seen to do, a row a day: its own past, which a run is held against.
CREATE TABLE site_day (
    site_id INTEGER NOT NULL,
    day INTEGER NOT NULL,          -- days since the epoch
    polls INTEGER NOT NULL DEFAULT 0,
    polls_unchanged INTEGER NOT NULL DEFAULT 0,
    polls_failed INTEGER NOT NULL DEFAULT 0,
    found INTEGER NOT NULL DEFAULT 0,
    articles INTEGER NOT NULL DEFAULT 0,
    versions INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    scores INTEGER NOT NULL DEFAULT 0,
    score_sum REAL NOT NULL DEFAULT 0,
    PRIMARY KEY (site_id, day)
) WITHOUT ROWID;

-- How often a look at the nth step of the schedule found a change.
CREATE TABLE site_step (
    site_id INTEGER NOT NULL,
    step INTEGER NOT NULL,
    looks INTEGER NOT NULL DEFAULT 0,
    changes INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (site_id, step)
) WITHOUT ROWID;

CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    site_id INTEGER NOT NULL,
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_url TEXT,
    etag TEXT,
    last_modified TEXT,
    last_polled INTEGER,
    next_poll INTEGER,
    poll_interval INTEGER,
    listed INTEGER,                -- pages that its last reading named
    most_listed INTEGER NOT NULL DEFAULT 0,  -- the most that it ever named
    newest TEXT,                   -- the latest date among them, as it says
    last_found INTEGER,            -- when it last named a page that was not known
    failures INTEGER NOT NULL DEFAULT 0,  -- polls with a fault, in a row
    fault TEXT,
    lastmod_hits INTEGER NOT NULL DEFAULT 0,
    lastmod_misses INTEGER NOT NULL DEFAULT 0,
    UNIQUE (site_id, url)
);

CREATE TABLE poll (
    source_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    listed INTEGER NOT NULL,
    found INTEGER NOT NULL,
    fault TEXT,
    PRIMARY KEY (source_id, at)
) WITHOUT ROWID;

CREATE TABLE page (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,      -- BLAKE2b of the folded URL, 16 bytes
    url TEXT NOT NULL,             -- the fullest variant, which is fetched
    site_id INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    source_id INTEGER,
    found TEXT,                    -- what the source said of it: JSON
    etag TEXT,
    last_modified TEXT,
    last_visit INTEGER,
    outcome TEXT,                  -- of the last visit; NULL before the first
    failures INTEGER NOT NULL DEFAULT 0,
    article_id INTEGER
);
CREATE INDEX page_article ON page (article_id) WHERE article_id IS NOT NULL;

CREATE TABLE alias (
    page_id INTEGER NOT NULL,
    url TEXT NOT NULL,
    PRIMARY KEY (page_id, url)
) WITHOUT ROWID;

-- Pages that are to be fetched: new ones, those put off, and those to be looked at again.
CREATE TABLE frontier (
    page_id INTEGER PRIMARY KEY,
    site_id INTEGER NOT NULL,
    due INTEGER NOT NULL,
    rank INTEGER NOT NULL,         -- 0 new, 1 looked at before
    why TEXT NOT NULL,             -- new, retry, revisit, lastmod
    source_id INTEGER,             -- whose lastmod moved
    run_id INTEGER,                -- the run that has it in flight
    attempts INTEGER NOT NULL DEFAULT 0  -- runs that died with it in flight
);
CREATE INDEX frontier_due ON frontier (site_id, due);
CREATE INDEX frontier_in_flight ON frontier (run_id) WHERE run_id IS NOT NULL;

CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL,          -- the record's id
    first_digest BLOB NOT NULL,    -- the id of its first record
    page_id INTEGER NOT NULL,      -- the page that is looked at again
    version INTEGER NOT NULL,
    title TEXT,
    text_sha256 BLOB NOT NULL,
    first_delivered INTEGER NOT NULL,
    last_changed INTEGER NOT NULL,
    step INTEGER NOT NULL DEFAULT 0,
    repeats INTEGER NOT NULL DEFAULT 0,
    cluster BLOB,
    dup_of BLOB,
    record BLOB                    -- the last record, zlib; NULL once nobody will look again
);
CREATE INDEX article_text ON article (text_sha256);

-- Every id that an article was ever known by.
CREATE TABLE identity (
    digest BLOB PRIMARY KEY,
    article_id INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE signature (
    article_id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    minhash BLOB NOT NULL,
    bands BLOB NOT NULL            -- its rows in band, 4 bytes each
);
CREATE INDEX signature_at ON signature (at);

CREATE TABLE band (
    band INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (band, article_id)
) WITHOUT ROWID;

CREATE TABLE visit (
    page_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    final_url TEXT,                -- where it led, if elsewhere
    etag TEXT,
    last_modified TEXT,
    detail TEXT,                   -- reason, evidence, page type, score, what was cut: JSON
    PRIMARY KEY (page_id, at)
) WITHOUT ROWID;

CREATE TABLE output (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    path TEXT NOT NULL UNIQUE,     -- relative to this file's folder, where it lies in it
    is_draft INTEGER NOT NULL,
    size INTEGER NOT NULL,         -- bytes that count as delivered
    tail TEXT NOT NULL,
    is_open INTEGER NOT NULL
);
CREATE INDEX output_open ON output (is_open) WHERE is_open;

-- Where each line stands.
CREATE TABLE line (
    page_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    version INTEGER,               -- NULL for a rejection
    output_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (page_id, at)
) WITHOUT ROWID;
