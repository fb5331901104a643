#!/usr/bin/env python3
"""real.py KNEEL BULLETIN: one real bulletin, read to the letter."""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HEADINGS = [None, "Latin America", "South Asia", "Southeast Asia", "IJM HQ & Global Partners"]
KINDS = [["praise", "request"], ["praise"], ["request"], ["praise", "request"], ["request"]]
COUNTRIES = [["KE"], ["DO", "VE"], [], ["PH"], ["US"]]
NO_LINK = [[], [{"text": "Read the full story", "url": None}], [], [], []]


def squash(text):
    return re.sub(r"\s+", " ", text).strip()


def main(kneel, path):
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        env = {**os.environ, "KNEEL_DATA_DIR": str(data), "KNEEL_CONFIG_DIR": folder}
        out = subprocess.run([kneel, "import", "--dry-run", "--json", path], env=env, capture_output=True, text=True)
        touched = [str(p) for p in Path(folder).rglob("*")]
    if out.returncode:
        return f"exit {out.returncode}: {out.stderr}"
    report = json.loads(out.stdout)
    [document] = report["documents"]
    [bulletin] = document["bulletins"]
    items = bulletin["items"]
    lines = [squash(line) for line in Path(path).read_text().splitlines()]
    paragraphs = [line.removeprefix("•").strip() for line in lines if line.startswith("•")]
    verse = next(line for line in lines if line.startswith("“")).strip("“”")
    wrong = [
        f"{what}: {got!r}, not {want!r}"
        for what, got, want in [
            ("format", report["format"], "kneel.import/1"),
            ("status", document["status"], "read"),
            ("problem", document["problem"], None),
            ("title", bulletin["title"], "IJM Prayer Requests"),
            ("scripture", bulletin["scripture"], [{"reference": "Romans 3:25-26", "text": verse}]),
            ("headings", [item["heading"] for item in items], HEADINGS),
            ("kinds", [sorted(item["kinds"]) for item in items], KINDS),
            ("countries", [item["countries"] for item in items], COUNTRIES),
            ("texts", [squash(item["text"]) for item in items], paragraphs),
            ("links", [item["links"] for item in items], NO_LINK),
            ("notes", [note["text"][:23] for note in bulletin["notes"]], ["IJM has partner offices"]),
            ("unsorted", bulletin["unsorted"], []),
            ("files that the dry run touched", touched, []),
        ]
        if got != want
    ]
    if not wrong:
        print(f"{len(items)} items under {HEADINGS}, one note, one link, nothing unsorted, no file touched")
    return "\n".join(wrong) or None


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
