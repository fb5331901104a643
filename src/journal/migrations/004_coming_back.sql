-- Version 4: a place people come back to.

-- Search: what few items have is found without looking at the others, the newest first.
CREATE INDEX item_region ON item(region);
CREATE INDEX item_publisher ON item(publisher);
CREATE INDEX item_issued ON item(issued_on);
CREATE INDEX item_key_verdict ON item(key) WHERE verdict IS NOT NULL;
CREATE INDEX item_key_snoozed ON item(key) WHERE snoozed_until IS NOT NULL;
CREATE INDEX item_key_archived ON item(key) WHERE archived = 1;
CREATE INDEX item_key_own ON item(key) WHERE own = 1;
CREATE INDEX item_key_noted ON item(key) WHERE notes > 0;
CREATE INDEX item_answered_on ON item(answered_on) WHERE answered_on IS NOT NULL;

-- The countries that items speak of, a row for each: what item.countries holds.
CREATE TABLE item_country (
  country TEXT NOT NULL,                   -- ISO 3166-1, two letters
  item    INTEGER NOT NULL,
  PRIMARY KEY (country, item)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO item_country SELECT each.value, item.key
  FROM item, json_each('["' || replace(trim(item.countries), ' ', '","') || '"]') AS each
  WHERE item.countries <> '';

CREATE TRIGGER item_country_removed AFTER DELETE ON item
  WHEN old.countries <> '' AND old.key <= (SELECT settled FROM tally)
BEGIN
  DELETE FROM item_country WHERE item = old.key AND country IN (
    SELECT value FROM json_each('["' || replace(trim(old.countries), ' ', '","') || '"]'));
END;

CREATE TRIGGER item_country_moved AFTER UPDATE OF countries ON item
  WHEN old.countries IS NOT new.countries AND old.key <= (SELECT settled FROM tally)
BEGIN
  DELETE FROM item_country WHERE item = old.key AND country IN (
    SELECT value FROM json_each('["' || replace(trim(old.countries), ' ', '","') || '"]'));
  INSERT OR IGNORE INTO item_country SELECT value, new.key
    FROM json_each('["' || replace(trim(new.countries), ' ', '","') || '"]') WHERE new.countries <> '';
END;
