#!/usr/bin/env python3
"""corpus.py KNEEL CORPUS: how well kneel reads the bulletins that it claims to read, held against .ci/floors.json.

CORPUS is the folder with score.py and parse/. Only the families and formats that this version claims are scored.
The floors only rise: this fails as well when one is lower than in an earlier commit.
"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FAMILIES = {"F1", "F1b", "F1c", "F1d", "W"}
FORMATS = {".txt", ".md"}
FLOORS = Path(__file__).resolve().parent / "floors.json"


def claimed(parse, folder):
    """Copies the claimed documents with their gold files; says how many."""
    count = 0
    for gold in sorted(parse.glob("*.gold.json")):
        if json.loads(gold.read_text())["family"] not in FAMILIES:
            continue
        stem = gold.name.removesuffix(".gold.json")
        documents = [p for p in parse.glob(stem + ".*") if p.suffix in FORMATS]
        if documents:
            shutil.copy(gold, folder)
        for document in documents:
            shutil.copy(document, folder)
            count += 1
    return count


def misses(figures, floors):
    for name, floor in floors["at_least"].items():
        if figures.get(name) is None or figures[name] < floor:
            yield f"{name} is {figures.get(name)}, the floor is {floor}"
    for name, ceiling in floors["at_most"].items():
        if figures.get(name) is None or figures[name] > ceiling:
            yield f"{name} is {figures.get(name)}, at most {ceiling}"


def lowered(floors):
    """Floors that an earlier commit held higher."""
    here = FLOORS.parent

    def git(*args):
        return subprocess.run(["git", *args], cwd=here, capture_output=True, text=True).stdout

    for commit in git("log", "--format=%H", "--", FLOORS.name).split():
        try:
            earlier = json.loads(git("show", f"{commit}:./{FLOORS.name}"))
        except ValueError:
            continue
        for name, floor in earlier["at_least"].items():
            if floors["at_least"].get(name, 0) < floor:
                yield f"the floor of {name} was {floor} in {commit[:9]}"
        for name, ceiling in earlier["at_most"].items():
            if floors["at_most"].get(name, ceiling + 1) > ceiling:
                yield f"{name} was to be at most {ceiling} in {commit[:9]}"


def main(kneel, corpus):
    floors = json.loads(FLOORS.read_text())
    with tempfile.TemporaryDirectory() as folder:
        count = claimed(Path(corpus) / "parse", folder)
        scorer = [sys.executable, str(Path(corpus) / "score.py"), "parse", kneel, folder]
        out = subprocess.run(scorer, capture_output=True, text=True)
    print(out.stdout, out.stderr, sep="")
    if out.returncode or not count:
        return f"the scorer failed on {count} documents"
    figures = json.loads(out.stdout.splitlines()[-1])
    wrong = sorted({*misses(figures, floors), *lowered(floors)})
    for name in floors["at_least"]:
        print(f"{name}: {figures[name]} (floor {floors['at_least'][name]})")
    return "\n".join(wrong) or None


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
