-- Text is stored as bytes (UTF-8, lone surrogates passed), so that it comes back exactly as it was read.
-- Times are seconds since 1970 in UTC, for sorting; what was printed is in `about`.

CREATE TABLE change (revision INTEGER NOT NULL);
INSERT INTO change VALUES (0);

CREATE TABLE article (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    id        TEXT NOT NULL UNIQUE,
    current   INTEGER NOT NULL,            -- 0: corrected since, kept for the record
    url       TEXT,
    publisher TEXT,                        -- folded outlet or the URL's host: tells copies from duplicates
    digest    BLOB NOT NULL,               -- SHA-256 of the text
    moment    TEXT NOT NULL,               -- when it was published, ISO 8601; '' where no one knows
    published REAL,
    outlet    TEXT,                        -- these three are in `about` too; here they can be searched
    agency    TEXT,
    language  TEXT,
    about     TEXT NOT NULL                -- JSON: blocks and everything printed with the text
);
-- Read in place of whole articles. Not current first: SQLite would then look for a speaker's statements in all of them.
CREATE INDEX article_printed ON article (moment, outlet, agency, language, current, id);
CREATE INDEX article_url ON article (url) WHERE url IS NOT NULL;
CREATE INDEX article_digest ON article (digest);

CREATE TABLE article_text (article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE, text BLOB NOT NULL);
CREATE TABLE page (article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE, bytes BLOB NOT NULL);

CREATE TABLE seal (                        -- SHA-256 of an article's rows; corpus/sql/examining.py
    article   INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    published BLOB NOT NULL,
    findings  BLOB NOT NULL
);

CREATE TABLE passage (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    start   INTEGER NOT NULL,
    stop    INTEGER NOT NULL
);
CREATE INDEX passage_article ON passage (article);

CREATE TABLE speaker (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    family     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    statements INTEGER NOT NULL DEFAULT 0, -- of current articles
    merged     INTEGER REFERENCES speaker  -- who this speaker turned out to be
);
CREATE INDEX speaker_statements ON speaker (statements);
CREATE INDEX speaker_family ON speaker (family);
CREATE INDEX speaker_merged ON speaker (merged) WHERE merged IS NOT NULL;

CREATE TABLE appearance (                  -- a speaker as articles print them: one row a name, role and kind
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    family     TEXT NOT NULL,              -- only appearances of one family can be the same speaker
    name       TEXT NOT NULL,
    role       TEXT NOT NULL,              -- '' where none is printed
    kind       TEXT NOT NULL,
    speaker    INTEGER REFERENCES speaker,
    reason     TEXT NOT NULL DEFAULT '',   -- why it is this speaker
    statements INTEGER NOT NULL DEFAULT 0, -- of current articles
    newest     TEXT NOT NULL DEFAULT '',   -- when the newest article with it was published, ISO 8601
    newest_at  REAL,
    UNIQUE (name, role, kind)
);
CREATE INDEX appearance_family ON appearance (family);
CREATE INDEX appearance_speaker ON appearance (speaker);

CREATE TABLE lookup (                      -- what an appearance is found by; corpus/sql/known_speakers.py tells the parts
    part       TEXT NOT NULL,              -- 'name', 'plain', 'role', 'letters'
    word       TEXT NOT NULL,
    appearance INTEGER NOT NULL REFERENCES appearance ON DELETE CASCADE,
    PRIMARY KEY (part, word, appearance)
) WITHOUT ROWID;
CREATE INDEX lookup_appearance ON lookup (appearance);

CREATE TABLE statement (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    spans   TEXT NOT NULL                  -- JSON: the statement itself
);
CREATE INDEX statement_article ON statement (article);

CREATE TABLE on_record (                   -- who made or passed on a statement
    statement  INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE,
    part       INTEGER NOT NULL,           -- 0, 1, ...: its speakers in order; -1: via
    appearance INTEGER NOT NULL REFERENCES appearance,
    PRIMARY KEY (statement, part)
) WITHOUT ROWID;
CREATE INDEX on_record_appearance ON on_record (appearance);

CREATE TABLE signature (article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE, hashes BLOB NOT NULL);
CREATE TABLE band (                        -- rows go with their signature, from which they follow
    hash    INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (hash, article)
) WITHOUT ROWID;
CREATE TABLE copy (                        -- near-duplicates, each pair in both directions
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    other   INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    PRIMARY KEY (article, other)
) WITHOUT ROWID;
CREATE INDEX copy_other ON copy (other);

CREATE VIRTUAL TABLE printed USING fts5 (text, content = '', tokenize = 'unicode61 remove_diacritics 2');
