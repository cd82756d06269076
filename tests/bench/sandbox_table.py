"""Which attempts to break out are held by level and user, as a Markdown table, and what each level does not hold.

python tests/bench/sandbox_table.py

As root it makes an ordinary user of its own for the second column; see ``tests/support/ordinary_user.py``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

from escape_attempts import ATTEMPTS, OF_THE_SANDBOX, PRIVILEGED
from escape_outcomes import ABSENT, HELD, UNLOCKED, told

from quiz.sandbox.launch import LEVELS


def main() -> None:
    """Print the table, by kind of attempt, and the list of what comes through."""
    users = ("self", "ordinary") if os.geteuid() == 0 else ("self",)
    names = {"self": "root" if os.geteuid() == 0 else "user", "ordinary": "user"}
    groups = list(dict.fromkeys(one.group for one in ATTEMPTS))
    print(f"| level | user | tried | held | {' | '.join(groups)} |")
    print(f"| --- | --- | --- | --- | {' | '.join('---' for _ in groups)} |")
    through: dict[str, list[str]] = {}
    for level in (*LEVELS, UNLOCKED):
        for user in users:
            if level == UNLOCKED and names[user] == "root":
                continue  # what an attempt could do as root is not tried
            came = told(level, user)
            if isinstance(came, str):
                print(f"| {level} | {names[user]} | {came} |")
                continue
            tried = {title: what for title, what in came.items() if what != ABSENT}
            cells = [
                f"{sum(what == HELD for what in part)}/{len(part)}"
                for part in ([what for title, what in tried.items() if title.startswith(f"{one}:")] for one in groups)
            ]
            held = sum(what == HELD for what in tried.values())
            print(f"| {level} | {names[user]} | {len(tried)} | {held} | {' | '.join(cells)} |")
            if level != UNLOCKED:
                through[f"{level}, {names[user]}"] = [title for title, what in tried.items() if what != HELD]
            else:
                unproven = sum(what == HELD and title in PRIVILEGED | OF_THE_SANDBOX for title, what in tried.items())
                print(f"\nOf the {held} that fail unlocked, {unproven} need rights or a sandbox that isn't there.")
    for who, titles in through.items():
        print(f"\nNot held ({who}): {'; '.join(titles) or 'nothing that was tried'}.")


if __name__ == "__main__":
    main()
