"""How many answers of reports are found and graded acceptably: of our own written reports, and of labelled public ones.

    python tests/bench/bench_report_answers.py
    python tests/bench/bench_report_answers.py LABELS.jsonl FOLDER [--held]

Recall is the share of planted answers that are found and graded as expected; precision the share of judged answers
(correct, wrong, partial, incomplete) that were to be judged so. LABELS name a repository, a path and a commit; FOLDER
holds the repositories as bare git directories, ``owner+name/<anything>``. Every third line of LABELS is held back
unless ``--held`` is given, which then measures nothing else.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from quiz.courses import built_in_bank
from quiz.report.documents import Line, Report, read_report
from quiz.report.finding import Finding
from quiz.report.findings import Checker

WRITTEN = Path(__file__).parents[1] / "quiz" / "report" / "written"
JUDGED = ("correct", "wrong", "partial", "incomplete")
NEAR = 8
"""Lines between a label and its finding, which may name the beginning of the answer or its conclusion."""


def answers(checker: Checker, report: Report) -> list[Finding]:
    """Return the findings about answers to items of the bank."""
    return [found for found in checker.check(report) if found.kind == "answer" and found.item is not None]


def measure_written(checker: Checker) -> None:
    """Print recall and precision of the written reports, of those read while the reader was written and the others."""
    for unread in (False, True):
        count: Counter[str] = Counter()
        for file in sorted(WRITTEN.glob("answers_*.toml")):
            for written in tomllib.loads(file.read_text(encoding="utf-8"))["report"]:
                if bool(written.get("unread")) == unread:
                    _count(checker, written, count)
        recall, precision = count["right"] / count["planted"], count["judged right"] / count["judged"]
        print(
            f"{'unread' if unread else 'read'}: {count['reports']} reports, {count['planted']} answers, "
            f"recall {recall:.0%}, precision {precision:.0%}, right called wrong {count['right called wrong']}, "
            f"wrong called right {count['wrong called right']}"
        )


def _count(checker: Checker, written: dict[str, Any], count: Counter[str]) -> None:
    lines = tuple(Line(text, number) for number, text in enumerate(written["source"].split("\n"), start=1))
    expected = {item: verdicts.split("|") for item, verdicts in (entry.split(": ") for entry in written["expect"])}
    found = {finding.item.id: finding for finding in answers(checker, Report("written", lines)) if finding.item}
    count["reports"] += 1
    count["planted"] += len(expected)
    count["right"] += sum(item in found and found[item].verdict in verdicts for item, verdicts in expected.items())
    for item, finding in found.items():
        verdicts = expected.get(item, [])
        count["judged"] += finding.verdict in JUDGED
        count["judged right"] += finding.verdict in JUDGED and finding.verdict in verdicts
        count["right called wrong"] += finding.verdict == "wrong" and "correct" in verdicts
        count["wrong called right"] += finding.verdict == "correct" and "wrong" in verdicts


def measure_labels(checker: Checker, labels: Path, folder: Path, held: bool) -> None:
    """Print how many labelled answers are found and graded acceptably."""
    count: Counter[str] = Counter()
    known: dict[tuple[str, str], list[Finding]] = {}
    for number, line in enumerate(labels.read_text(encoding="utf-8").splitlines(), start=1):
        label = json.loads(line)
        if label["kind"] != "answer" or (number % 3 == 0) != held:
            continue
        key = label["repo"], label["path"]
        if key not in known:
            known[key] = answers(checker, _stored(folder, label))
        near = [finding for finding in known[key] if _is_meant(finding, label)]
        near.sort(key=lambda finding: abs(finding.row.line.number - label["line"]))
        good = bool(near) and near[0].verdict in label["accept"]
        count.update(labels=1, found=bool(near), acceptable=good)
        count["right called wrong"] += label["truth"] == "correct" and any(one.verdict == "wrong" for one in near)
        count["wrong called right"] += label["truth"] == "wrong" and any(one.verdict == "correct" for one in near)
        if not good:
            print(f"  line {number}: {label['item']} {label['truth']}, found {[one.verdict for one in near]}")
    print(f"{'held' if held else 'read'} labels: {dict(count)}")


def _stored(folder: Path, label: dict[str, Any]) -> Report:
    (store,) = (folder / label["repo"].replace("/", "+")).iterdir()
    source = subprocess.run(
        ["git", "-C", str(store), "show", f"{label['commit']}:{label['path']}"], capture_output=True, check=True
    ).stdout
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / Path(label["path"]).name
        path.write_bytes(source)
        return read_report(path)


def _is_meant(finding: Finding, label: dict[str, Any]) -> bool:
    if finding.item is None or finding.item.id != label["item"]:
        return False
    line = finding.row.line
    if label["cell"] is None:
        return abs(line.number - label["line"]) <= NEAR
    return line.cell is not None and label["cell"] - 1 <= line.cell <= label["cell"] + 2


def main(arguments: list[str]) -> None:
    """Measure what the arguments name."""
    checker = Checker(built_in_bank().load_all()[0])
    paths = [Path(argument) for argument in arguments if not argument.startswith("--")]
    if paths:
        measure_labels(checker, paths[0], paths[1], "--held" in arguments)
    else:
        measure_written(checker)


if __name__ == "__main__":
    main(sys.argv[1:])
