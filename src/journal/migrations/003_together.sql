-- Version 3: praying together.

-- Which writings of a field an event knew of and wrote over: ids of events, divided by spaces. NULL: all before it.
ALTER TABLE event ADD COLUMN over TEXT;

-- The newest event about an item is found without reading the others.
DROP INDEX event_subject;
CREATE INDEX event_subject ON event(subject, clock);

-- Whether it only speaks for others in what they shared: no machine of the person's own.
ALTER TABLE device ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;

ALTER TABLE item ADD COLUMN taken_by TEXT;            -- who takes it to heart
ALTER TABLE item ADD COLUMN others INTEGER NOT NULL DEFAULT 0;  -- how often others prayed it, nobody named
ALTER TABLE item ADD COLUMN source TEXT;              -- where it stood, for one that somebody shared

-- Who may see its items at first, where that is not the group.
ALTER TABLE bulletin ADD COLUMN sight TEXT;

-- Other ids of an item: two machines that saw different issues of a bulletin named it differently.
CREATE TABLE alias (
  id       TEXT PRIMARY KEY,
  item     TEXT NOT NULL,
  bulletin TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_item ON alias(item);
CREATE INDEX alias_bulletin ON alias(bulletin);

-- Evenings of a group, folded from their events.
CREATE TABLE evening (
  id    TEXT PRIMARY KEY,
  clock INTEGER NOT NULL,
  day   TEXT NOT NULL,
  body  TEXT NOT NULL                      -- JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX evening_clock ON evening(clock);

-- What still waits, by the day that it speaks of.
CREATE INDEX item_open_date ON item(date) WHERE open = 1 AND date IS NOT NULL;
CREATE INDEX item_open_issue ON item(issue_turn) WHERE open = 1;
CREATE INDEX item_private ON item(key) WHERE visibility = 'private';

-- What a shared folder has from this machine. This machine's own, like what is kept.
CREATE TABLE sent (
  folder TEXT NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (folder, record)
) STRICT, WITHOUT ROWID;
