"""``python -m quiz``, and what the command ``quiz`` starts: Ctrl-C shows no traceback while the program is loading."""

from __future__ import annotations

import gc
import sys

RARELY = 50_000
"""The collector of garbage looks when so many things were made and not thrown away: a command is over soon, and an
import or a record makes much that stays."""


def main() -> None:
    """Load the command line and run it."""
    gc.set_threshold(RARELY)
    try:
        from quiz.cli import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
