/**
 * Second version of the shelf: what tells one report from another.
 *
 * `sketches` and `bands` are of current versions alone, as passages are; `sketch` is NULL where the text is too short for
 * one, so that an article without a row is one stored before there were sketches. Neither declares its article as a reference,
 * because articles are never deleted and seventeen checks for each would take longer than they save.
 *
 * `likenesses` holds each pair in both directions. `carriers` are exact duplicates that were not stored: they count while
 * their article stands with the content they had.
 */
export const identityTables = `
  ALTER TABLE versions ADD COLUMN modified_at TEXT;
  ALTER TABLE versions ADD COLUMN original_url TEXT;
  ALTER TABLE articles ADD COLUMN removed_at TEXT; -- of an article that is not there: when it was taken out
  ALTER TABLE articles ADD COLUMN original TEXT; -- id of the article that the current version names as its original
  ALTER TABLE batch_entries ADD COLUMN carrier TEXT; -- JSON, where the line changed who carries an article
  CREATE TABLE sketches (
    article INTEGER PRIMARY KEY, -- key of articles
    sketch BLOB -- little-endian 32-bit numbers
  );
  CREATE TABLE bands (
    band INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (band, article)
  ) WITHOUT ROWID;
  CREATE TABLE likenesses (
    article INTEGER NOT NULL REFERENCES articles (key),
    other INTEGER NOT NULL REFERENCES articles (key),
    similarity REAL NOT NULL,
    PRIMARY KEY (article, other)
  ) WITHOUT ROWID;
  CREATE TABLE carriers (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (key),
    content_hash TEXT NOT NULL, -- of the article when it was found, and of the duplicate
    id TEXT NOT NULL, -- that the duplicate would have had
    url TEXT,
    outlet TEXT,
    title TEXT NOT NULL,
    author TEXT,
    published_at TEXT
  );
  CREATE UNIQUE INDEX carriers_once ON carriers (article, content_hash, ifnull(outlet, ''), ifnull(url, ''));
`;
