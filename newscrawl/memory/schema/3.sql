-- What hosts answered for robots.txt, so that runs of one day ask once.
CREATE TABLE robots_file (
    host TEXT NOT NULL PRIMARY KEY,  -- with its port, as in the URL
    body BLOB NOT NULL,              -- empty where there is none, and all is allowed
    asked INTEGER NOT NULL
) WITHOUT ROWID;
