"""How well the rubrics of text items judge their labelled answers: precision and recall by item, language and part.

    python tests/bench/bench_rubrics.py [--misses]

A facet that is credited without being labelled is false; a labelled one that isn't credited is missed. "Held out"
answers were not read while the rubrics and the grammar were written.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter

from quiz import load_bank
from quiz.kinds.text.labelled import LabelledAnswer, labelled_answers, misjudged
from quiz.kinds.text.rubric import judge_text


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--misses", action="store_true", help="list every answer that is judged otherwise than labelled"
    )
    misses = parser.parse_args().misses
    seconds: list[float] = []
    print(f"{'item':24} {'lang':4} {'part':8} answers labelled found false  recall precision")
    for item in load_bank().items():
        if item.kind != "text":
            continue
        rubric = item.answer.rubric
        counts: dict[tuple[str, str], Counter[str]] = {}
        for answer in labelled_answers(item):
            if answer.unanswered:
                continue
            began = time.perf_counter()
            judge_text(answer.answer, rubric)
            seconds.append(time.perf_counter() - began)
            found, _ = answer.found(rubric)
            row = counts.setdefault((answer.lang, "held out" if answer.held_out else "open"), Counter())
            row.update(
                answers=1,
                labelled=len(answer.facets),
                found=len(found & answer.facets),
                false=len(found - answer.facets),
            )
            if misses and found != answer.facets:
                _tell(answer, found)
            if misses and (said := misjudged(answer, rubric)):
                print("  !", said.en)
        for (lang, part), row in sorted(counts.items()):
            recall = row["found"] / row["labelled"] if row["labelled"] else 1.0
            credited = row["found"] + row["false"]
            precision = row["found"] / credited if credited else 1.0
            print(
                f"{item.id:24} {lang:4} {part:8} {row['answers']:7} {row['labelled']:8} {row['found']:5} "
                f"{row['false']:5} {recall:7.3f} {precision:9.3f}"
            )
    if seconds:
        median, most = 1000 * statistics.median(seconds), 1000 * max(seconds)
        print(f"a judgement takes {median:.2f} ms (median), {most:.2f} ms at most (the first builds the word lists)")


def _tell(answer: LabelledAnswer, found: frozenset[str]) -> None:
    missed, false = ", ".join(sorted(answer.facets - found)) or "-", ", ".join(sorted(found - answer.facets)) or "-"
    print(f"  missed {missed}; false {false}: {answer.answer.strip()!r}")


if __name__ == "__main__":
    main()
