-- Version 4: a place people come back to.

-- The walk: what stands first in a day's portion.

ALTER TABLE item ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN follow_up TEXT;           -- from this day on it is to be looked at again
CREATE INDEX item_pinned ON item(turn) WHERE open = 1 AND pinned = 1;
CREATE INDEX item_follow_up ON item(follow_up) WHERE open = 1 AND follow_up IS NOT NULL;

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
