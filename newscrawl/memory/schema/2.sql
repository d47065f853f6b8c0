-- Until when a host asked to be left alone (Retry-After), so that the next run does not come early either.
CREATE TABLE host_pause (
    host TEXT NOT NULL PRIMARY KEY,  -- with its port, as in the URL
    until INTEGER NOT NULL
) WITHOUT ROWID;
