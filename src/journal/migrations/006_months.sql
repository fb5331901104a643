-- Version 6: light to open, and months.

-- Whether `issued_on` is the first day of a month, since the bulletin names the month alone.
ALTER TABLE bulletin ADD COLUMN month_only INTEGER NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN month_only INTEGER NOT NULL DEFAULT 0;
-- When it was issued as far as is known: 2026-03-07, or 2026-03.
ALTER TABLE bulletin ADD COLUMN issued TEXT GENERATED ALWAYS AS (iif(month_only, substr(issued_on, 1, 7), issued_on)) VIRTUAL;
ALTER TABLE item ADD COLUMN issued TEXT GENERATED ALWAYS AS (iif(month_only, substr(issued_on, 1, 7), issued_on)) VIRTUAL;

-- What follows each row by itself is made by who writes (following.sql), for SQLite reads all
-- that stands here whenever the file is opened.
DROP TRIGGER IF EXISTS item_removed;
DROP TRIGGER IF EXISTS item_reworded;
DROP TRIGGER IF EXISTS item_moved;
DROP TRIGGER IF EXISTS item_says_otherwise;
DROP TRIGGER IF EXISTS item_left_countries;
DROP TRIGGER IF EXISTS item_turned_in_countries;
DROP TRIGGER IF EXISTS item_moved_in_countries;
DROP TRIGGER IF EXISTS item_of_publisher_removed;
DROP TRIGGER IF EXISTS item_of_publisher_moved;
DROP TRIGGER IF EXISTS verse_written;
DROP TRIGGER IF EXISTS verse_removed;
DROP TRIGGER IF EXISTS bulletin_verses_removed;

-- A kneel from before, which had the file open all along, would write without what follows. Each act is an event, and of
-- those it knows no such column: its act is refused as a whole.
ALTER TABLE event ADD COLUMN follows INTEGER;
CREATE TRIGGER event_of_an_older_kneel BEFORE INSERT ON event WHEN new.follows IS NULL BEGIN
  SELECT raise(ABORT, 'a newer kneel brought this journal up to date meanwhile; close this one and begin again');
END;
