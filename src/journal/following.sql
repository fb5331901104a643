-- What follows each row by itself: counts, places in turns, the words for the search. The connection that writes makes these
-- for itself (following.rs); who only looks has none of them to read.
--
-- New rows are the exception: a trigger on each of them would have SQLite write a journal for every statement, and FTS5
-- write out what it holds. They are settled together at the end of a transaction, and until then no trigger minds them.

-- Names of regions as they are known however they are written (regions.rs), as far as this connection has read them.
CREATE TEMP TABLE spelling (
  region INTEGER PRIMARY KEY,
  bare   TEXT NOT NULL UNIQUE
) STRICT;

CREATE TEMP TRIGGER item_removed AFTER DELETE ON main.item WHEN old.key <= (SELECT settled FROM tally) BEGIN
  INSERT INTO search(search, rowid, text, context, note_text, answer_words)
    VALUES ('delete', old.key, old.text, old.context, old.note_text, old.answer_words);
  UPDATE region SET items = items - 1, open = open - old.open WHERE key = old.region;
  UPDATE tally SET items = items - 1, open = open - old.open, own = own - (old.open AND old.own),
    praises = praises - (old.praise AND NOT old.request AND NOT old.archived),
    answered = answered - (old.verdict IS NOT NULL);
END;

CREATE TEMP TRIGGER item_reworded AFTER UPDATE OF text, context, note_text, answer_words ON main.item
  WHEN old.key <= (SELECT settled FROM tally)
    AND (old.text IS NOT new.text OR old.context IS NOT new.context
      OR old.note_text IS NOT new.note_text OR old.answer_words IS NOT new.answer_words)
BEGIN
  INSERT INTO search(search, rowid, text, context, note_text, answer_words)
    VALUES ('delete', old.key, old.text, old.context, old.note_text, old.answer_words);
  INSERT INTO search(rowid, text, context, note_text, answer_words)
    VALUES (new.key, new.text, new.context, new.note_text, new.answer_words);
END;

CREATE TEMP TRIGGER item_moved AFTER UPDATE OF region, open, own, praise, request, archived, verdict ON main.item
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

CREATE TEMP TRIGGER item_left_countries AFTER DELETE ON main.item
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
CREATE TEMP TRIGGER item_turned_in_countries AFTER UPDATE OF turn ON main.item
  WHEN old.key <= (SELECT settled FROM tally) AND old.country_codes <> '[]'
    AND old.turn IS NOT new.turn AND old.countries IS new.countries AND old.open IS new.open
    AND old.praise IS new.praise AND old.request IS new.request AND old.archived IS new.archived
    AND old.verdict IS new.verdict AND old.answered_on IS new.answered_on
BEGIN
  UPDATE item_country SET turn = new.turn
    WHERE code IN (SELECT value FROM json_each(old.country_codes)) AND turn = old.turn AND item = old.key;
END;

CREATE TEMP TRIGGER item_moved_in_countries
  AFTER UPDATE OF countries, open, praise, request, archived, verdict, answered_on ON main.item
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

CREATE TEMP TRIGGER item_of_publisher_removed AFTER DELETE ON main.item
  WHEN old.open AND old.publisher IS NOT NULL AND old.key <= (SELECT settled FROM tally)
BEGIN
  UPDATE publisher SET open = open - 1 WHERE key = old.publisher;
END;

CREATE TEMP TRIGGER item_of_publisher_moved AFTER UPDATE OF publisher, open ON main.item
  WHEN (old.publisher IS NOT new.publisher OR old.open IS NOT new.open)
    AND old.key <= (SELECT settled FROM tally)
BEGIN
  UPDATE publisher SET open = open - old.open WHERE key = old.publisher;
  UPDATE publisher SET open = open + new.open WHERE key = new.publisher;
END;

CREATE TEMP TRIGGER item_says_otherwise AFTER UPDATE OF text, context, praise, request ON main.item
  WHEN old.text IS NOT new.text OR old.context IS NOT new.context
    OR old.praise IS NOT new.praise OR old.request IS NOT new.request
BEGIN
  DELETE FROM suggestion WHERE praise = old.key OR request = old.key;
  INSERT OR IGNORE INTO unranked SELECT new.key WHERE new.praise;
END;

CREATE TEMP TRIGGER verse_written AFTER INSERT ON main.verse BEGIN
  INSERT INTO verses(rowid, reference, text) VALUES (new.key, new.reference, new.text);
END;

-- Not told where all is folded anew: the index may be what is broken.
CREATE TEMP TRIGGER verse_removed AFTER DELETE ON main.verse WHEN (SELECT settled FROM tally) >= 0 BEGIN
  INSERT INTO verses(verses, rowid, reference, text) VALUES ('delete', old.key, old.reference, old.text);
END;

CREATE TEMP TRIGGER bulletin_verses_removed AFTER DELETE ON main.bulletin BEGIN
  DELETE FROM verse WHERE bulletin = old.key;
END;
