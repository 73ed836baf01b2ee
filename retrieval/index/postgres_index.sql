-- What the index keeps beside the store. Passages of one series share one model; generations share a series.

CREATE TABLE index_layout (partitions integer NOT NULL CHECK (partitions BETWEEN 1 AND 1024));
INSERT INTO index_layout VALUES (1);       -- of the next series; see docs/postgresql.md

CREATE TABLE index_series (                -- its passages are in index_passage_<id>, its stems in index_stem_<id>
    id         bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    weights    text NOT NULL,              -- SHA-256 of the model's weights
    dimension  integer NOT NULL,
    partitions integer NOT NULL
);

CREATE TABLE index_generation (            -- the newest one serves
    number    bigint PRIMARY KEY,
    series    bigint NOT NULL REFERENCES index_series,
    model     text NOT NULL,
    revision  bigint NOT NULL,             -- of the store when it was read
    passages  bigint NOT NULL,
    words     bigint NOT NULL,             -- of all passages, for their mean length
    published timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE index_queue (                 -- passages that have no vector yet
    series       bigint NOT NULL REFERENCES index_series ON DELETE CASCADE,
    passage      bigint NOT NULL,
    leased_until timestamptz NOT NULL DEFAULT '-infinity',
    PRIMARY KEY (series, passage)
);
