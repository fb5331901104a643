#!/bin/sh
# make.sh KNEEL FORMAT: a small journal of an earlier kneel, with invented words and each of its acts, as
# format-FORMAT.db.gz, and what that kneel said of it as format-FORMAT.json. KNEEL is the program built from:
#
#   format 1  f46a1b2    format 2  34bf615    format 3  a63836b    format 4  3553905
#   format 5  8ed5304
#
# (git worktree add --detach FOLDER COMMIT; cargo build --locked). Once made they are never made again: they stand for
# journals that people have. Needs python3 and gzip.
set -eu
kneel=$1 format=$2
here=$(cd "$(dirname "$0")" && pwd)
home=$(mktemp -d)
trap 'rm -r "$home"' EXIT
export KNEEL_DATA_DIR="$home/data" KNEEL_CONFIG_DIR="$home/config" NO_COLOR=1
cd "$home"
day() { KNEEL_NOW="$1T08:30:00+01:00"; export KNEEL_NOW; }
id() { "$kneel" search --json "$1" | python3 -c 'import json, sys; print(json.load(sys.stdin)["items"][0]["id"])'; }
# an act that this kneel does not know yet is left out
may() { "$kneel" "$@" > /dev/null 2>&1 || echo "format $format: left out: $1"; }

cat > letter.txt << 'END'
Lamplight Prayer Letter

7 March 2026

"The light shines in the darkness, and the darkness hasn't overcome it."

- John 1:5 (WEB)

East Africa

  • Please pray for rain for the herders around Tolmere in Kenya. The well at the school has failed.

  • Praise God for the new roof of the clinic at Osgrave in Uganda! Forty people carried it up the hill.

South Asia

  • Please pray for Nilufa, who waits for her hearing on March 20 in Dhaka. Pray for a just judge.

  • Thank God for the release of Prakash in Nepal. Please pray for his two brothers, who are still held.
END
sed -e 's/clinic at Osgrave/health post at Osgrave/' letter.txt > corrected.txt
cat > later.txt << 'END'
Lamplight Prayer Letter

11 April 2026

East Africa

  • Praise God for rain around Tolmere in Kenya! The well has water again.

South Asia

  • Please pray for the judge in Dhaka, who asks for quiet and for time.
END
cat > german.txt << 'END'
Gebetsbrief Lampenschein

14. März 2026

Ostafrika

  • Bitte betet für die Schule in Tolmere, die keinen Lehrer hat. Jesaja 40,31.
END
day 2026-03-08
"$kneel" import letter.txt 2> /dev/null > /dev/null
"$kneel" import german.txt 2> /dev/null > /dev/null
day 2026-03-09
nilufa=$(id Nilufa) roof=$(id Osgrave) prakash=$(id Prakash) rain=$(id herders)
may prayed "$nilufa"
may prayed "$roof"
may note "$nilufa" "her sister wrote: she is not afraid"
may note "$prakash" "the younger brother is ill"
may add "Pray for Grandfather's knee" --region Family
day 2026-03-10
may prayed "$nilufa"
may snooze "$rain" 2026-04-01
may edit "$prakash" --text "Please pray for Prakash and for his two brothers, who are still held."
may flag "$nilufa" private
may archive "$roof"
may undo
may archive "$roof"
may undo
may redo
may import corrected.txt
day 2026-04-12
may import later.txt
may prayed "$rain"
may answer "$rain" --words "it rained for three days"
may reopen "$rain"
may answer "$rain" --words "it rained for four days"
may follow-up "$nilufa" 2026-05-01
may pin "$prakash"
may review
"$kneel" doctor > /dev/null
for id in $(for which in is:open is:answered is:archived is:snoozed is:praise; do "$kneel" list --json "$which"; done |
  grep '"id"' | cut -d'"' -f4 | sort -u); do
  "$kneel" show --json "$id"
done > items.json
python3 - items.json > "$here/format-$format.json" << 'END'
import json, sys
text, items, at = open(sys.argv[1]).read(), [], 0
while text[at:].strip():
    item, at = json.JSONDecoder().raw_decode(text, at)
    at += 1
    keep = ("id", "title", "text", "region", "kinds", "times", "first_prayed", "last_prayed", "archived", "verdict", "visibility")
    kept = {key: item[key] for key in keep}
    items.append(kept | {"written": [note["text"] for note in item["written"]], "words": (item["answer"] or {}).get("words")})
print(json.dumps(items, indent=1, ensure_ascii=False))
END
sqlite=$(python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("PRAGMA user_version").fetchone()[0])' data/journal.db)
[ "$sqlite" = "$format" ] || { echo "this kneel writes format $sqlite"; exit 1; }
gzip -9nc data/journal.db > "$here/format-$format.db.gz"
ls -l "$here/format-$format".*
