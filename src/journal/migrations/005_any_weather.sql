-- Version 5: what speed at any size and safety in any weather need.

-- A walk that another machine left is no act; version 3 and before, which did not know walks, took it for one.
DELETE FROM act WHERE id IN (SELECT act FROM event WHERE kind = 'walked')
  AND NOT EXISTS (SELECT 1 FROM event WHERE event.act = act.id AND kind NOT IN ('undone', 'redone', 'walked'));

-- Marks that were counted elsewhere and of which there were none leave no days; version 4 took their days in.
UPDATE prayed_day SET requests = requests - never.items
  FROM (SELECT iif(item.region = 0 AND item.own, -1, item.region) AS place, prayed.day AS day, count(*) AS items
        FROM prayed CROSS JOIN item ON item.key = prayed.item WHERE item.times = 0 GROUP BY 1, 2) AS never
  WHERE prayed_day.place = never.place AND prayed_day.day = never.day;
DELETE FROM prayed_day WHERE requests <= 0;
DELETE FROM prayed WHERE (SELECT times FROM item WHERE item.key = prayed.item) = 0;
-- Lists in turn of what is not open: together with the indexes of what is, a list of both is read from its beginning,
-- however long it is.
CREATE INDEX item_closed_turn ON item(turn) WHERE open = 0;
CREATE INDEX item_region_closed_turn ON item(region, turn) WHERE open = 0;

-- Suggestions: the next praise to look at, and what was told apart, are found without looking at the other items.
CREATE INDEX item_key_praise ON item(key) WHERE praise = 1;
CREATE INDEX item_key_dismissed ON item(key) WHERE dismissed IS NOT NULL;

-- What a person had forgotten, by hashes, so that nothing brings it back.
CREATE TABLE forgotten (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Only what speaks of a country is looked through for its countries, when what is new is counted.
DROP VIEW told_of;
CREATE VIEW told_of AS
  SELECT DISTINCT item.key AS item, code.value AS code, turn, open,
    praise AND NOT request AND NOT archived AS praise,
    iif(verdict IS NULL OR verdict = 'set_back', NULL, CAST(coalesce(substr(answered_on, 1, 4), 0) AS INTEGER)) AS answered_in
  FROM item, json_each(item.country_codes) AS code
  WHERE item.countries <> '';
