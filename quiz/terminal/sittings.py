"""Sittings as command lines: what begins one, and what takes up one that was left open."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from quiz.bank.blueprint import Selection
from quiz.practice.record_rows import StoredSession


def run_arguments(
    set_name: str,
    count: int | None,
    selection: Selection,
    exam: bool,
    seed: int | None = None,
    *,
    choices: bool = False,
    weak: bool = False,
) -> list[str]:
    """Return the command line that resumes a sitting of ``quiz run``, which is known by its set and its options.

    >>> run_arguments("day2", 5, Selection(topics=("cnn",)), exam=False)
    ['run', 'day2', '--count', '5', '--topic', 'cnn']
    """
    parts = ["run", set_name]
    if seed is not None:
        parts += ["--seed", str(seed)]
    if count is not None:
        parts += ["--count", str(count)]
    for name, values in [
        ("--topic", selection.topics),
        ("--kind", selection.kinds),
        ("--difficulty", selection.difficulties),
        ("--item", selection.items),
    ]:
        for value in values:
            parts += [name, str(value)]
    flags = {"--original": selection.original, "--exam": exam, "--choices": choices, "--weak": weak}
    return [*parts, *(name for name, given in flags.items() if given)]


def resuming(stored: StoredSession, today: date) -> list[str] | None:
    """Return the command line that takes up a sitting; None for one whose options aren't known, or of another day."""
    try:
        options = json.loads(stored.options)
    except (ValueError, RecursionError):
        return None
    name = stored.form.set_name
    match options:
        case [None | int() as count, [topics, kinds, difficulties, items, bool() as original], bool() as exam, *more]:
            sound = all(_are(entries, str) for entries in (topics, kinds, items)) and _are(difficulties, int)
            if not sound or any(word not in ("choices", "weak") for word in more):
                return None
            selection = Selection(tuple(topics), tuple(kinds), tuple(difficulties), tuple(items), original)
            return run_arguments(name, count, selection, exam, choices="choices" in more, weak="weak" in more)
        case ["review", str() as day, None | int() as minutes, None | int() as count, str() as exam_day]:
            if day != today.isoformat():
                return None
            given = {"--minutes": minutes, "--count": count, "--exam-date": None if exam_day == "None" else exam_day}
            return ["review", name, *(str(part) for entry in given.items() if entry[1] is not None for part in entry)]
    return None


def _are(entries: Any, kind: type) -> bool:
    return isinstance(entries, Sequence) and not isinstance(entries, str) and all(isinstance(e, kind) for e in entries)
