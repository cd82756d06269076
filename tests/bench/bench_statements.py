"""How well the statements of our own labelled reports are found: precision and recall by part and label.

    python tests/bench/bench_statements.py [--part known|held] [--misses]

"False wrong" is the worst of faults: what isn't wrong is called so; "false right" the next.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from labelled_reports import PARTS, Judged, course_checker, judged, paths


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS)
    parser.add_argument("--misses", action="store_true", help="list every line that is judged otherwise than labelled")
    options = parser.parse_args()
    checker = course_checker()
    for part in PARTS if options.part is None else (options.part,):
        rows = [row for path in paths(part) for row in judged(path, checker)]
        print(f"{part}: {len(paths(part))} reports, {len(rows)} labelled lines")
        _table(rows)
        for row in rows if options.misses else ():
            if (row.label != "none" and not row.hit) or row.falsely_wrong:
                print(f"  {row.place:8} {row.label:9} {', '.join(sorted(row.found)) or '-':20} {row.text}")


def _table(rows: list[Judged]) -> None:
    for label in ("right", "imprecise", "wrong"):
        own = [row for row in rows if row.label == label]
        hits = sum(row.hit for row in own)
        print(f"  {label:9} {hits:4} of {len(own):4} found ({hits / len(own):.0%})")
    told = Counter(verdict for row in rows for verdict in row.found)
    print(f"  told: {dict(told)}; false wrong {sum(row.falsely_wrong for row in rows)}, "
          f"false right {sum(row.falsely_right for row in rows)}, "
          f"said of what can't be judged {sum(row.label == 'none' and bool(row.found) for row in rows)}")  # fmt: skip


if __name__ == "__main__":
    main()
