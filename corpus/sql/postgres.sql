-- The tables of the SQLite engine (sqlite.sql says what they mean), in PostgreSQL's types.

CREATE TABLE change (revision bigint NOT NULL);
INSERT INTO change VALUES (0);

CREATE TABLE article (
    seq       bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    id        text NOT NULL UNIQUE,
    current   integer NOT NULL,
    url       text,
    publisher text,
    digest    bytea NOT NULL,
    moment    text NOT NULL,
    published double precision,
    outlet    text,
    agency    text,
    language  text,
    about     text NOT NULL
);
CREATE INDEX article_url ON article USING hash (url);  -- a URL may be longer than a B-tree's entry
CREATE INDEX article_digest ON article (digest);

CREATE TABLE article_text (article bigint PRIMARY KEY REFERENCES article ON DELETE CASCADE, text bytea NOT NULL);
CREATE TABLE page (article bigint PRIMARY KEY REFERENCES article ON DELETE CASCADE, bytes bytea NOT NULL);

CREATE TABLE seal (
    article   bigint PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    published bytea NOT NULL,
    findings  bytea NOT NULL
);

CREATE TABLE passage (
    id      bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    article bigint NOT NULL REFERENCES article ON DELETE CASCADE,
    start   integer NOT NULL,
    stop    integer NOT NULL
);
CREATE INDEX passage_article ON passage (article);

CREATE TABLE speaker (
    id         bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    name       text NOT NULL,
    family     text NOT NULL,
    kind       text NOT NULL,
    statements integer NOT NULL DEFAULT 0,
    merged     bigint REFERENCES speaker
);
CREATE INDEX speaker_statements ON speaker (statements);
CREATE INDEX speaker_family ON speaker (family);
CREATE INDEX speaker_merged ON speaker (merged) WHERE merged IS NOT NULL;

CREATE TABLE appearance (
    id         bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    family     text NOT NULL,
    name       text NOT NULL,
    role       text NOT NULL,
    kind       text NOT NULL,
    speaker    bigint REFERENCES speaker,
    reason     text NOT NULL DEFAULT '',
    statements integer NOT NULL DEFAULT 0,
    newest     text NOT NULL DEFAULT '',
    newest_at  double precision,
    UNIQUE (name, role, kind)
);
CREATE INDEX appearance_family ON appearance (family);
CREATE INDEX appearance_speaker ON appearance (speaker);

CREATE TABLE lookup (
    part       text COLLATE "C" NOT NULL,
    word       text COLLATE "C" NOT NULL,
    appearance bigint NOT NULL REFERENCES appearance ON DELETE CASCADE,
    PRIMARY KEY (part, word, appearance)
);
CREATE INDEX lookup_appearance ON lookup (appearance);

CREATE TABLE statement (
    id      bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    article bigint NOT NULL REFERENCES article ON DELETE CASCADE,
    spans   text NOT NULL
);
CREATE INDEX statement_article ON statement (article);

CREATE TABLE on_record (
    statement  bigint NOT NULL REFERENCES statement ON DELETE CASCADE,
    part       integer NOT NULL,
    appearance bigint NOT NULL REFERENCES appearance,
    PRIMARY KEY (statement, part)
);
CREATE INDEX on_record_appearance ON on_record (appearance);

CREATE TABLE signature (article bigint PRIMARY KEY REFERENCES article ON DELETE CASCADE, hashes bytea NOT NULL);
CREATE TABLE band (
    hash    bigint NOT NULL,
    article bigint NOT NULL,
    PRIMARY KEY (hash, article)
);
CREATE TABLE copy (
    article bigint NOT NULL REFERENCES article ON DELETE CASCADE,
    other   bigint NOT NULL REFERENCES article ON DELETE CASCADE,
    PRIMARY KEY (article, other)
);
CREATE INDEX copy_other ON copy (other);

CREATE TABLE printed (
    article bigint PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    words   text[] NOT NULL                -- each folded word of the article once
);
CREATE INDEX printed_words ON printed USING gin (words);

CREATE TABLE store_format (version integer NOT NULL);
INSERT INTO store_format VALUES (3);
