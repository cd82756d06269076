"""``python -m quiz``, and what the command ``quiz`` starts: Ctrl-C shows no traceback while the program is loading."""

from __future__ import annotations

import sys


def main() -> None:
    """Load the command line and run it."""
    try:
        from quiz.cli import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
