-- Version 1.
--
-- What happened and what came in. Rows are only ever added.

CREATE TABLE device (
  key INTEGER PRIMARY KEY,
  id  BLOB NOT NULL UNIQUE                 -- UUIDv7
) STRICT;

CREATE TABLE event (
  key     INTEGER PRIMARY KEY,
  id      BLOB NOT NULL UNIQUE,            -- UUIDv7
  act     BLOB NOT NULL,                   -- UUIDv7: what one undo takes back
  device  INTEGER NOT NULL REFERENCES device(key),
  clock   INTEGER NOT NULL,                -- hybrid logical clock: milliseconds << 16 | counter
  day     TEXT NOT NULL,                   -- the person's local day
  subject TEXT NOT NULL,                   -- the item or bulletin it is about
  body    TEXT NOT NULL,                   -- JSON
  kind    TEXT GENERATED ALWAYS AS (body ->> 'kind') VIRTUAL
) STRICT;
CREATE INDEX event_subject ON event(subject);
CREATE INDEX event_act ON event(act);
CREATE INDEX event_clock ON event(clock);

CREATE TABLE document (
  key   INTEGER PRIMARY KEY,               -- so that the next lies beside the last, and not where its hash leads
  hash  TEXT NOT NULL UNIQUE,              -- BLAKE3 of the bytes
  name  TEXT NOT NULL,                     -- the file's name, without its folder
  bytes BLOB NOT NULL                      -- packed
) STRICT;

CREATE TABLE revision (
  id       TEXT PRIMARY KEY,               -- hash of bulletin, document and position
  bulletin TEXT NOT NULL,
  document TEXT NOT NULL REFERENCES document(hash),
  position INTEGER NOT NULL,               -- which bulletin of the document, from 0
  body     BLOB NOT NULL                   -- packed JSON: the bulletin as read, and the ids of its items
) STRICT;
CREATE INDEX revision_document ON revision(document, position);

-- This machine's own: its device, drafts, the place in a walk. Not events, not shared.

CREATE TABLE kept (
  name TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What all of that folds to. `kneel doctor --rebuild` makes it anew.

CREATE TABLE act (
  id        BLOB PRIMARY KEY,
  clock     INTEGER NOT NULL,
  device    INTEGER NOT NULL,
  undone_at INTEGER,                       -- clock of the undoing in force
  turned_at INTEGER NOT NULL DEFAULT 0     -- clock of the last undo or redo
) STRICT;
CREATE INDEX act_clock ON act(clock);
CREATE INDEX act_undone ON act(undone_at) WHERE undone_at IS NOT NULL;

CREATE TABLE publisher (
  key  INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE region (
  key   INTEGER PRIMARY KEY,
  name  TEXT UNIQUE,                       -- NULL: under no heading
  items INTEGER NOT NULL DEFAULT 0,
  open  INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO region(key, name) VALUES (0, NULL);

CREATE TABLE tally (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  items    INTEGER NOT NULL,
  open     INTEGER NOT NULL,
  own      INTEGER NOT NULL,
  praises  INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  settled  INTEGER NOT NULL                -- items up to this key are counted and in the search index
) STRICT;
INSERT INTO tally VALUES (1, 0, 0, 0, 0, 0, 0);

CREATE TABLE bulletin (
  key       INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,
  revision  TEXT NOT NULL REFERENCES revision(id),
  title     TEXT,
  publisher INTEGER REFERENCES publisher(key),
  issued_on TEXT,
  items     INTEGER NOT NULL
) STRICT;
CREATE INDEX bulletin_issue ON bulletin(publisher, issued_on);
CREATE INDEX bulletin_day ON bulletin(issued_on);

CREATE TABLE item (
  key           INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used twice, see tally.settled
  id            TEXT NOT NULL UNIQUE,
  bulletin      INTEGER REFERENCES bulletin(key),
  number        INTEGER NOT NULL,          -- in its bulletin, from 1
  publisher     INTEGER REFERENCES publisher(key),
  region        INTEGER NOT NULL REFERENCES region(key),
  own           INTEGER NOT NULL,
  title         TEXT NOT NULL,
  text          TEXT NOT NULL,
  context       TEXT,
  heading       TEXT,
  petitions     TEXT NOT NULL,             -- JSON
  links         TEXT NOT NULL,             -- JSON
  countries     TEXT NOT NULL,             -- codes, each between spaces
  date          TEXT,
  praise        INTEGER NOT NULL,
  request       INTEGER NOT NULL,
  issued_on     TEXT,
  added_on      TEXT NOT NULL,
  visibility    TEXT NOT NULL,
  archived      INTEGER NOT NULL,
  snoozed_until TEXT,
  times         INTEGER NOT NULL,
  first_prayed  TEXT,
  last_prayed   TEXT,
  verdict       TEXT,
  answered_on   TEXT,
  answer        TEXT,                      -- JSON
  answer_words  TEXT,
  notes         INTEGER NOT NULL,
  written       TEXT,                      -- JSON
  note_text     TEXT,
  turn          INTEGER NOT NULL,          -- order of the rotation, see walk/
  issue_turn    INTEGER NOT NULL,          -- newest issue first
  answer_turn   INTEGER NOT NULL,          -- newest answer first
  open          INTEGER NOT NULL           -- a request that still waits
) STRICT;
CREATE INDEX item_turn ON item(turn) WHERE open = 1;
CREATE INDEX item_region_turn ON item(region, turn) WHERE open = 1;
CREATE INDEX item_own_turn ON item(turn) WHERE open = 1 AND own = 1;
CREATE INDEX item_praise_turn ON item(issue_turn) WHERE praise = 1 AND request = 0 AND archived = 0;
CREATE INDEX item_answer_turn ON item(answer_turn) WHERE verdict IS NOT NULL;
CREATE INDEX item_prayed ON item(last_prayed) WHERE last_prayed IS NOT NULL;
CREATE INDEX item_bulletin ON item(bulletin, number);

CREATE VIRTUAL TABLE search USING fts5(
  text, context, note_text, answer_words,
  content = 'item', content_rowid = 'key', columnsize = 0,
  tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO search(search, rank) VALUES ('secure-delete', 1);
-- What a batch of an import brings is written once, and not merged again with each of the next.
INSERT INTO search(search, rank) VALUES ('hashsize', 8388608);
INSERT INTO search(search, rank) VALUES ('automerge', 8);

-- Counts, and the words for the search, follow each row by themselves. New rows are the exception: a trigger on
-- each of them would have SQLite write a journal for every statement, and FTS5 write out what it holds. They are
-- settled together at the end of a transaction, and until then no trigger minds them.

CREATE TRIGGER item_removed AFTER DELETE ON item WHEN old.key <= (SELECT settled FROM tally) BEGIN
  INSERT INTO search(search, rowid, text, context, note_text, answer_words)
    VALUES ('delete', old.key, old.text, old.context, old.note_text, old.answer_words);
  UPDATE region SET items = items - 1, open = open - old.open WHERE key = old.region;
  UPDATE tally SET items = items - 1, open = open - old.open, own = own - (old.open AND old.own),
    praises = praises - (old.praise AND NOT old.request AND NOT old.archived),
    answered = answered - (old.verdict IS NOT NULL);
END;

CREATE TRIGGER item_reworded AFTER UPDATE OF text, context, note_text, answer_words ON item
  WHEN old.key <= (SELECT settled FROM tally)
    AND (old.text IS NOT new.text OR old.context IS NOT new.context
      OR old.note_text IS NOT new.note_text OR old.answer_words IS NOT new.answer_words)
BEGIN
  INSERT INTO search(search, rowid, text, context, note_text, answer_words)
    VALUES ('delete', old.key, old.text, old.context, old.note_text, old.answer_words);
  INSERT INTO search(rowid, text, context, note_text, answer_words)
    VALUES (new.key, new.text, new.context, new.note_text, new.answer_words);
END;

CREATE TRIGGER item_moved AFTER UPDATE OF region, open, own, praise, request, archived, verdict ON item
  WHEN old.key <= (SELECT settled FROM tally)
    AND (old.region IS NOT new.region OR old.open IS NOT new.open OR old.own IS NOT new.own
      OR old.praise IS NOT new.praise OR old.request IS NOT new.request
      OR old.archived IS NOT new.archived OR old.verdict IS NOT new.verdict)
BEGIN
  UPDATE region SET items = items - 1, open = open - old.open WHERE key = old.region;
  UPDATE region SET items = items + 1, open = open + new.open WHERE key = new.region;
  UPDATE tally SET open = open + new.open - old.open,
    own = own + (new.open AND new.own) - (old.open AND old.own),
    praises = praises + (new.praise AND NOT new.request AND NOT new.archived)
                      - (old.praise AND NOT old.request AND NOT old.archived),
    answered = answered + (new.verdict IS NOT NULL) - (old.verdict IS NOT NULL);
END;
