-- Version 4: a place people come back to.

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
