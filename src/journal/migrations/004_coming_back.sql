-- Version 4: a place people come back to.

-- Countries: what is open, told and answered in each, and its requests in turn. Counts follow each row as those of regions
-- do: by triggers, and together at the end of a transaction for what is new.

-- The codes of an item's countries as a JSON list; what no code can be is none (others may have sent it).
ALTER TABLE item ADD COLUMN country_codes TEXT GENERATED ALWAYS AS (
  iif(countries = '' OR countries GLOB '*[^A-Z ]*' OR countries GLOB '*  *', '[]',
    '["' || replace(trim(countries), ' ', '","') || '"]')
) VIRTUAL;

CREATE TABLE item_country (
  code TEXT NOT NULL,                      -- ISO 3166-1
  turn INTEGER NOT NULL,                   -- as the item has it
  item INTEGER NOT NULL,                   -- its key
  open INTEGER NOT NULL,
  PRIMARY KEY (code, turn, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_country_open ON item_country(code, turn, item) WHERE open = 1;

CREATE TABLE country (
  code    TEXT PRIMARY KEY,
  items   INTEGER NOT NULL,
  open    INTEGER NOT NULL,
  praises INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE country_answers (
  code    TEXT NOT NULL,
  year    INTEGER NOT NULL,                -- of the answers' day
  answers INTEGER NOT NULL,
  PRIMARY KEY (code, year)
) STRICT, WITHOUT ROWID;

-- One item of one country: what it counts there.
CREATE VIEW told_of AS
  SELECT DISTINCT item.key AS item, code.value AS code, turn, open,
    praise AND NOT request AND NOT archived AS praise,
    iif(verdict IS NULL OR verdict = 'set_back', NULL, CAST(coalesce(substr(answered_on, 1, 4), 0) AS INTEGER)) AS answered_in
  FROM item, json_each(item.country_codes) AS code;

INSERT INTO item_country(code, turn, item, open) SELECT code, turn, item, open FROM told_of;
INSERT INTO country(code, items, open, praises)
  SELECT code, count(*), sum(open), sum(praise) FROM told_of GROUP BY code;
INSERT INTO country_answers(code, year, answers)
  SELECT code, answered_in, count(*) FROM told_of WHERE answered_in IS NOT NULL GROUP BY code, answered_in;

CREATE TRIGGER item_left_countries AFTER DELETE ON item
  WHEN old.key <= (SELECT settled FROM tally) AND old.country_codes <> '[]'
BEGIN
  DELETE FROM item_country
    WHERE code IN (SELECT value FROM json_each(old.country_codes)) AND turn = old.turn AND item = old.key;
  UPDATE country SET items = items - 1, open = open - old.open,
      praises = praises - (old.praise AND NOT old.request AND NOT old.archived)
    WHERE code IN (SELECT value FROM json_each(old.country_codes));
  UPDATE country_answers SET answers = answers - 1
    WHERE old.verdict <> 'set_back' AND year = CAST(coalesce(substr(old.answered_on, 1, 4), 0) AS INTEGER)
      AND code IN (SELECT value FROM json_each(old.country_codes));
END;

-- A mark moves its request to the end of the turn and changes no count.
CREATE TRIGGER item_turned_in_countries AFTER UPDATE OF turn ON item
  WHEN old.key <= (SELECT settled FROM tally) AND old.country_codes <> '[]'
    AND old.turn IS NOT new.turn AND old.countries IS new.countries AND old.open IS new.open
    AND old.praise IS new.praise AND old.request IS new.request AND old.archived IS new.archived
    AND old.verdict IS new.verdict AND old.answered_on IS new.answered_on
BEGIN
  UPDATE item_country SET turn = new.turn
    WHERE code IN (SELECT value FROM json_each(old.country_codes)) AND turn = old.turn AND item = old.key;
END;

CREATE TRIGGER item_moved_in_countries
  AFTER UPDATE OF countries, open, praise, request, archived, verdict, answered_on ON item
  WHEN old.key <= (SELECT settled FROM tally) AND (old.country_codes <> '[]' OR new.country_codes <> '[]')
    AND (old.countries IS NOT new.countries OR old.open IS NOT new.open
      OR old.praise IS NOT new.praise OR old.request IS NOT new.request OR old.archived IS NOT new.archived
      OR old.verdict IS NOT new.verdict OR old.answered_on IS NOT new.answered_on)
BEGIN
  DELETE FROM item_country
    WHERE code IN (SELECT value FROM json_each(old.country_codes)) AND turn = old.turn AND item = old.key;
  UPDATE country SET items = items - 1, open = open - old.open,
      praises = praises - (old.praise AND NOT old.request AND NOT old.archived)
    WHERE code IN (SELECT value FROM json_each(old.country_codes));
  UPDATE country_answers SET answers = answers - 1
    WHERE old.verdict <> 'set_back' AND year = CAST(coalesce(substr(old.answered_on, 1, 4), 0) AS INTEGER)
      AND code IN (SELECT value FROM json_each(old.country_codes));
  INSERT INTO item_country(code, turn, item, open)
    SELECT DISTINCT value, new.turn, new.key, new.open FROM json_each(new.country_codes);
  INSERT INTO country(code, items, open, praises)
    SELECT DISTINCT value, 1, new.open, new.praise AND NOT new.request AND NOT new.archived
    FROM json_each(new.country_codes) WHERE true
    ON CONFLICT (code) DO UPDATE SET items = items + 1, open = open + excluded.open,
      praises = praises + excluded.praises;
  INSERT INTO country_answers(code, year, answers)
    SELECT DISTINCT value, CAST(coalesce(substr(new.answered_on, 1, 4), 0) AS INTEGER), 1
    FROM json_each(new.country_codes) WHERE new.verdict <> 'set_back'
    ON CONFLICT (code, year) DO UPDATE SET answers = answers + 1;
END;
-- Looking back: on which days each item was prayed, and how many of a place on each day. Both follow the fold of the
-- items (days.rs). A day is counted from the first of the common era; a place is a region, or -1 for what is one's own
-- and stands under none.
CREATE TABLE prayed (
  item INTEGER NOT NULL,
  day  INTEGER NOT NULL,
  PRIMARY KEY (item, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE prayed_day (
  place    INTEGER NOT NULL,
  day      INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  PRIMARY KEY (place, day)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO prayed(item, day)
  SELECT item.key, CAST(julianday(told.day) - 1721424.5 AS INTEGER)
  FROM (
    SELECT subject, act, day FROM event WHERE kind = 'prayed'
    UNION ALL
    SELECT subject, act, coalesce(body ->> 'first', body ->> 'last') FROM event WHERE kind = 'prayed_before'
    UNION ALL
    SELECT subject, act, coalesce(body ->> 'last', body ->> 'first') FROM event WHERE kind = 'prayed_before'
  ) AS told
  JOIN act ON act.id = told.act
  LEFT JOIN alias ON alias.id = told.subject
  JOIN item ON item.id = coalesce(alias.item, told.subject)
  WHERE act.undone_at IS NULL AND told.day IS NOT NULL;
INSERT INTO prayed_day(place, day, requests)
  SELECT iif(item.region = 0 AND item.own, -1, item.region), prayed.day, count(*)
  FROM prayed JOIN item ON item.key = prayed.item GROUP BY 1, 2;

-- When answers came and how long they took is read from these alone.
CREATE INDEX item_answered ON item(answer_turn, issue_turn, verdict, region, own) WHERE verdict IS NOT NULL;
CREATE INDEX item_private_place ON item(region, own) WHERE visibility = 'private';

-- The walk: what stands first in a day's portion.

ALTER TABLE item ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN follow_up TEXT;           -- from this day on it is to be looked at again
CREATE INDEX item_pinned ON item(turn) WHERE pinned = 1;
CREATE INDEX item_follow_up ON item(follow_up) WHERE follow_up IS NOT NULL;

-- The walk through what one publisher asks for, and how much that is. New items are counted when they are settled.
ALTER TABLE publisher ADD COLUMN open INTEGER NOT NULL DEFAULT 0;
UPDATE publisher SET open = counted.open
  FROM (SELECT publisher, sum(open) AS open FROM item WHERE publisher IS NOT NULL GROUP BY publisher) AS counted
  WHERE counted.publisher = publisher.key;
CREATE INDEX item_publisher_turn ON item(publisher, turn) WHERE open = 1;

CREATE TRIGGER item_of_publisher_removed AFTER DELETE ON item
  WHEN old.open AND old.publisher IS NOT NULL AND old.key <= (SELECT settled FROM tally)
BEGIN
  UPDATE publisher SET open = open - 1 WHERE key = old.publisher;
END;

CREATE TRIGGER item_of_publisher_moved AFTER UPDATE OF publisher, open ON item
  WHEN (old.publisher IS NOT new.publisher OR old.open IS NOT new.open)
    AND old.key <= (SELECT settled FROM tally)
BEGIN
  UPDATE publisher SET open = open - old.open WHERE key = old.publisher;
  UPDATE publisher SET open = open + new.open WHERE key = new.publisher;
END;

-- Search: what few items have is found without looking at the others, the newest first.
CREATE INDEX item_region ON item(region);
CREATE INDEX item_publisher ON item(publisher);
CREATE INDEX item_issued ON item(issued_on);
CREATE INDEX item_key_verdict ON item(key) WHERE verdict IS NOT NULL;
CREATE INDEX item_key_snoozed ON item(key) WHERE snoozed_until IS NOT NULL;
CREATE INDEX item_key_archived ON item(key) WHERE archived = 1;
CREATE INDEX item_key_own ON item(key) WHERE own = 1;
CREATE INDEX item_key_noted ON item(key) WHERE notes > 0;
CREATE INDEX item_country_newest ON item_country(code, item);
CREATE INDEX item_answered_on ON item(answered_on) WHERE answered_on IS NOT NULL;

-- The verses before bulletins, as their readings in force have them.
CREATE TABLE verse (
  key       INTEGER PRIMARY KEY,
  bulletin  INTEGER NOT NULL,              -- its key
  book      INTEGER,                       -- its number, from 1; NULL: kneel does not know the reference
  chapter   INTEGER,
  first     INTEGER,                       -- the first and the last verse; NULL: the whole chapter
  last      INTEGER,
  reference TEXT NOT NULL,                 -- as printed
  text      TEXT NOT NULL
) STRICT;
CREATE INDEX verse_bulletin ON verse(bulletin);
CREATE INDEX verse_place ON verse(book, chapter);

CREATE VIRTUAL TABLE verses USING fts5(
  reference, text,
  content = 'verse', content_rowid = 'key', columnsize = 0,
  tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO verses(verses, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER verse_written AFTER INSERT ON verse BEGIN
  INSERT INTO verses(rowid, reference, text) VALUES (new.key, new.reference, new.text);
END;
-- Not told where all is folded anew: the index may be what is broken.
CREATE TRIGGER verse_removed AFTER DELETE ON verse WHEN (SELECT settled FROM tally) >= 0 BEGIN
  INSERT INTO verses(verses, rowid, reference, text) VALUES ('delete', old.key, old.reference, old.text);
END;
CREATE TRIGGER bulletin_verses_removed AFTER DELETE ON bulletin BEGIN
  DELETE FROM verse WHERE bulletin = old.key;
END;
