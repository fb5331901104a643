-- Version 6: light to open. What follows each row by itself is made by who writes (following.sql), for SQLite reads all
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
