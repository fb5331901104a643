#!/usr/bin/env python3
"""corpus.py KNEEL CORPUS: how well kneel reads bulletins and finds answers, held against .ci/floors.json.

CORPUS is the folder with score.py, parse/ and answers/.
The floors only rise: this fails as well when one is lower than in an earlier commit.
"""
import json
import subprocess
import sys
from pathlib import Path

FLOORS = Path(__file__).resolve().parent / "floors.json"


def families(lines):
    """The figure of each family of layouts, as the scorer prints it: "family F1  f1 1.000 ..."."""
    for line in lines:
        words = line.split()
        if words[:1] == ["family"]:
            yield words[1], float(words[words.index("f1") + 1])


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
    figures = {}
    for what in ("parse", "answers"):
        scorer = [sys.executable, str(Path(corpus) / "score.py"), what, kneel, str(Path(corpus) / what)]
        out = subprocess.run(scorer, capture_output=True, text=True)
        print(out.stdout, out.stderr, sep="")
        if out.returncode:
            return f"the scorer failed on {what}"
        lines = out.stdout.splitlines()
        figures |= json.loads(lines[-1])
        if what == "parse":
            figures["worst_family"] = min((figure for _, figure in families(lines)), default=None)
    wrong = sorted({*misses(figures, floors), *lowered(floors)})
    for name in floors["at_least"]:
        print(f"{name}: {figures[name]} (floor {floors['at_least'][name]})")
    return "\n".join(wrong) or None


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
