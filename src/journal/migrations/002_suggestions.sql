-- Version 2: what a praise may answer.

-- What a bulletin speaks; its items are compared in it.
ALTER TABLE bulletin ADD COLUMN language TEXT;

-- What a person said a praise does not answer: ids, as JSON; "" for nothing at all.
ALTER TABLE item ADD COLUMN dismissed TEXT;

CREATE INDEX item_answer_praise ON item(answer ->> 'praise') WHERE answer IS NOT NULL;

-- Proposals, and why. Neither events nor what they fold to: they are worked out from the items, and can be again.
CREATE TABLE suggestion (
  praise    INTEGER NOT NULL REFERENCES item(key) ON DELETE CASCADE,
  request   INTEGER NOT NULL REFERENCES item(key) ON DELETE CASCADE,
  certainty REAL NOT NULL,
  likely    INTEGER NOT NULL,
  reasons   TEXT NOT NULL,                 -- JSON
  PRIMARY KEY (praise, request)
) STRICT, WITHOUT ROWID;
CREATE INDEX suggestion_request ON suggestion(request);

CREATE INDEX suggestion_likely ON suggestion(praise) WHERE likely = 1;

-- Pairs that the person has not decided upon.
CREATE VIEW undecided AS
  SELECT suggestion.*, praise.id AS praise_id, request.id AS request_id
  FROM suggestion
  JOIN item AS praise ON praise.key = suggestion.praise
  JOIN item AS request ON request.key = suggestion.request
  WHERE praise.archived = 0 AND request.open = 1
    AND instr(coalesce(praise.dismissed, ''), '"' || request.id || '"') = 0
    AND instr(coalesce(praise.dismissed, ''), '""') = 0
    AND coalesce(request.answer ->> 'praise', '') <> praise.id;
CREATE VIEW waiting AS SELECT praise FROM undecided WHERE likely = 1;

-- What a person decided upon, with the evidence there was then: this machine learns from it. No events.
CREATE TABLE lesson (
  key      INTEGER PRIMARY KEY,
  praise   TEXT NOT NULL,                  -- ids, as the items have them
  request  TEXT NOT NULL,
  odds     REAL NOT NULL,                  -- what the shipped weights thought: a logarithm
  features TEXT NOT NULL,                  -- JSON
  UNIQUE (praise, request)
) STRICT;

-- Praises up to kept.ranked were looked at; these have to be looked at again.
CREATE TABLE unranked (praise INTEGER PRIMARY KEY REFERENCES item(key) ON DELETE CASCADE) STRICT;

CREATE TRIGGER item_says_otherwise AFTER UPDATE OF text, context, praise, request ON item
  WHEN old.text IS NOT new.text OR old.context IS NOT new.context
    OR old.praise IS NOT new.praise OR old.request IS NOT new.request
BEGIN
  DELETE FROM suggestion WHERE praise = old.key OR request = old.key;
  INSERT OR IGNORE INTO unranked SELECT new.key WHERE new.praise;
END;
