"""How often a false sentence is credited as a right claim, by the way in which it was made of a true one.

    python tests/bench/bench_opposites.py [--show]

The true sentences are the claims' own, and the right lines of our own reports; credited is one that is found to be the
same claim. Of "said of another" only that is counted which isn't true of the other thing, too.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from labelled_reports import PARTS, labelled, paths
from opposites import KINDS, simple, turned

from quiz.bank.claim_entries import Claim
from quiz.bank.claim_files import read_claims
from quiz.courses import open_course
from quiz.report.claims.claim_reader import ClaimReader

Made = tuple[str, str, str, bool]
"""The kind, the true sentence, the false one, and whether that is credited."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="list what is credited")
    options = parser.parse_args()
    reader = ClaimReader(read_claims(open_course().root))
    for name, made in (("claims", list(of_claims(reader))), ("reports", list(of_reports(reader)))):
        total, credited = Counter(row[0] for row in made), Counter(row[0] for row in made if row[3])
        print(f"{name}: {sum(credited.values())} of {sum(total.values())} credited")
        for kind in KINDS:
            print(f"  {kind:16} {credited[kind]:4} of {total[kind]:5}")
        for kind, true, false, found in made if options.show else ():
            if found:
                print(f"  {kind}: {true!r} -> {false!r}")


def of_claims(reader: ClaimReader) -> Iterator[Made]:
    """The opposites of the claims' own sentences."""
    base = read_claims(open_course().root)
    claims = [claim for claim in base.claims if claim.verdict == "right" or claim.holds is not None]
    for claim in [*claims, *base.relations, *base.frames]:
        subjects = set(claim.subjects) if isinstance(claim, Claim) else set()
        for kind in KINDS:
            for sentence in claim.tests:
                for opposite in turned(kind, sentence):
                    found = claim.id in credited(reader, opposite)
                    also = kind == "said of another" and bool(subjects & reader.mentioned(opposite))
                    yield kind, sentence, opposite, found and not also


def of_reports(reader: ClaimReader) -> Iterator[Made]:
    """The opposites of the right lines of our own reports that say one thing."""
    for path in (path for part in PARTS for path in paths(part)):
        report, labels = labelled(path)
        for line in report.lines:
            sentence = simple(line.text) if labels.get(line.number) == "right" else ""
            own = credited(reader, sentence)
            if len(own) != 1:
                continue
            for kind in KINDS:
                if kind != "said of another":
                    for opposite in turned(kind, sentence):
                        yield kind, sentence, opposite, bool(own & credited(reader, opposite))


def credited(reader: ClaimReader, sentence: str) -> set[str]:
    """The claims that a sentence is found to say rightly."""
    return {stated.claim.id for stated in reader.of_text(sentence) if stated.verdict == "correct"}


if __name__ == "__main__":
    main()
