"""One comparison as a row of JSON, and what it says to a person: the grader alone, without items or sessions."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, Final

from quiz.bank.bounded_json import parse_json
from quiz.errors import too_much
from quiz.exchange.held_signals import HELD, signals_held
from quiz.language import Text
from quiz.outlet.json_text import json_text
from quiz.outlet.visible import in_line
from quiz.reading.explanations import complaint
from quiz.verdicts import COMPARED
from solvers import Comparison, compare
from solvers.budget import COMPARED_ROW, OverBudget
from solvers.expression.faults import Unreadable

_BATCH: Final = 200

METHODS: Final[dict[str, Text]] = {
    "identical": Text("書かれた式どうし", "as written"),
    "exact": Text("厳密な計算", "exact arithmetic"),
    "numeric": Text("数値計算（40 桁）", "numeric, 40 digits"),
    "proved": Text("SymPy による証明", "proved by SymPy"),
    "tolerance": Text("許容誤差", "within the tolerance asked for"),
    "form": Text("形の検査", "a check of form"),
}
_OPTIONS: Final[dict[str, type | tuple[type, ...]]] = {
    "assume": dict,
    "form": str,
    "tolerance": (int, float, str),
    "names": list,
    "functions": list,
    "variable": str,
    "prove": bool,
}


def row_of(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as a row.

    >>> row_of(compare("2x", "x+x"))["verdict"]
    'correct'
    """
    row: dict[str, Any] = {
        "verdict": comparison.verdict,
        "method": comparison.method,
        "reason": comparison.reason,
        "column": comparison.column,
        "understood_as": comparison.understood_as,
    }
    if comparison.slips:
        row["slips"] = [{"code": slip.code, "about": slip.about} for slip in comparison.slips]
    if comparison.details:
        row["details"] = list(comparison.details)
    return row


def answered(line: str) -> str:
    r"""Return the row that answers one row of JSON; a row that cannot be used is answered too, never skipped.

    >>> answered('{"student": "0.5", "reference": "1/2"}')
    '{"verdict": "correct", "method": "exact", "reason": "equal", "column": null, "understood_as": "0.5"}'
    >>> answered("[1]").split(", ")[2]
    '"reason": "row"'
    """
    return json_text(_answer(line))


def _answer(line: str) -> dict[str, Any]:
    if len(line) > COMPARED_ROW:
        return _unusable(f"a row has at most {int(COMPARED_ROW)} characters")
    try:
        given = parse_json(line)
    except OverBudget as over:
        return _unusable(too_much(over).en)
    except ValueError as fault:
        return _unusable(f"not JSON: {fault}")
    if not isinstance(given, dict):
        return _unusable("a row is an object with student and reference")
    for field in ("student", "reference"):
        if not isinstance(given.get(field), str):
            return _unusable(f"{field} must be a text")
    options = {name: given[name] for name in _OPTIONS if given.get(name) is not None}
    if isinstance(options.get("assume"), (str, list)):
        options["assume"] = _assumptions(options["assume"])
    for name, value in options.items():
        if not isinstance(value, _OPTIONS[name]) or not _plain(value):
            return _unusable(f"{name} is not usable: {json_text(value)[:60]}")
    try:
        outcome = compare(given["student"], given["reference"], **options)
    except Unreadable as fault:
        return _unusable(f"the reference cannot be read: {fault}")
    except ValueError as fault:
        return _unusable(str(fault))
    return _unusable("the reference has no value") if outcome.reason == "no-value" else row_of(outcome)


def _assumptions(given: str | list[Any]) -> Any:
    """Return ``"x:positive, n:integer"``, or a list of such texts, as an object; anything else as it is."""
    parts = given.split(",") if isinstance(given, str) else given
    if not all(isinstance(part, str) and ":" in part for part in parts):
        return given
    return {name.strip(): domain.strip() for name, _, domain in (part.partition(":") for part in parts)}


def _plain(value: object) -> bool:
    """Return whether lists and objects in an option hold texts only."""
    if isinstance(value, list):
        return all(isinstance(part, str) and part for part in value)
    if isinstance(value, dict):
        return all(isinstance(part, str) for part in value.values())
    return True


def _unusable(message: str) -> dict[str, Any]:
    return {
        "verdict": "unreadable",
        "method": "",
        "reason": "row",
        "column": None,
        "understood_as": "",
        "message": message,
    }


def answers(lines: Iterable[str], jobs: int = 1) -> Iterator[str]:
    """Answer rows in order, each as soon as it can be; with ``jobs`` above 1 in as many processes.

    Memory does not grow with the number of rows: only a few batches per process are under way at a time.
    """
    if jobs <= 1:
        for line in lines:
            yield answered(line)
        return
    from concurrent.futures import Future, ProcessPoolExecutor

    pool = ProcessPoolExecutor(jobs, initializer=_begin_worker)
    try:
        waiting: deque[Future[list[str]]] = deque()
        for batch in _batches(lines):
            with signals_held():  # by this a process may be started
                waiting.append(pool.submit(_answered_batch, batch))
            if len(waiting) > 2 * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        with signals_held():  # the threads of a pool that is left half shut fail as the interpreter ends
            pool.shutdown(cancel_futures=True)  # who is interrupted waits for no batch that has not been begun


def _begin_worker() -> None:
    """Leave signals, which reach every process of a terminal, to the parent: it ends this one. Never outlive it."""
    for number in HELD:
        signal.signal(number, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answered_batch(lines: list[str]) -> list[str]:
    return [answered(line) for line in lines]


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def explained(comparison: Comparison, reference: str) -> Text:
    """Return what a comparison says to a person, in both languages."""
    return Text(*("\n".join(_lines(comparison, reference, language)) for language in ("ja", "en")))


def _lines(comparison: Comparison, reference: str, language: Any) -> Iterator[str]:
    from quiz.kinds.slip_messages import slip_diagnosis
    from quiz.reading.explanations import form_remedy

    verdict = COMPARED[comparison.verdict].in_(language)
    if comparison.fault is not None:
        yield verdict
        yield complaint(comparison.fault, language)
        return
    method = METHODS.get(comparison.method)
    opening, closing = ("（", "）") if language == "ja" else (" (", ")")
    yield verdict + (f"{opening}{method.in_(language)}{closing}" if method else "")
    yield f"  {Text('読み取り', 'read as').in_(language)}: {comparison.understood_as}"
    yield f"  {Text('正解', 'reference').in_(language)}: {in_line(reference)}"
    if comparison.verdict == "incomplete":
        yield f"  → {form_remedy(None, comparison).in_(language)}"
    for slip in comparison.slips:
        yield f"  → {slip_diagnosis(slip).message.in_(language)}"
