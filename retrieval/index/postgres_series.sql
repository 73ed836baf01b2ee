-- The tables of one series. A passage's vector and words are one row: neither is ever there without the other.

CREATE TABLE index_passage_{series} (
    passage    bigint NOT NULL,
    article    bigint NOT NULL,
    generation bigint NOT NULL,            -- that it is published with
    embedding  halfvec({dimension}) STORAGE MAIN NOT NULL,
    length     integer NOT NULL,           -- words
    stems      tsvector STORAGE MAIN NOT NULL
) {partitioned};

CREATE TABLE index_stem_{series} (
    stem     text COLLATE "C" PRIMARY KEY,
    passages bigint NOT NULL,              -- with this stem in their words
    texts    bigint NOT NULL               -- with this stem in their texts
);
