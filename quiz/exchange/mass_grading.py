"""Many responses, a line each, graded in order by several processes or a Dask cluster; memory stays flat.

A row says of which question with which numbers it is (``item``, ``seed``), and the ``response``; what else it has is
kept. Questions are drawn where they are graded: only ids travel. What is written is whole lines in the order of the
rows, so that a second run goes on behind the last of them, and writes nothing twice.
"""

from __future__ import annotations

import re
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Protocol
from zlib import crc32

from quiz.bank.bounded_json import parse_json
from quiz.bank.folder import Bank
from quiz.drawing import draw
from quiz.errors import QuizError
from quiz.exchange.held_signals import signals_held
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Outcome, Variant
from quiz.outlet.json_text import json_text
from quiz.outlet.whole_files import growing, without_half_a_line

CHUNK = 2_000
"""So many rows travel at once."""

MAX_LINE = 200_000
KEPT_VARIANTS = 20_000
KEPT_OUTCOMES = 100_000
"""What a process remembers: classes ask the same questions, and make the same slips."""

TRIES = 3
"""So often a chunk is given to other processes when those that had it were lost."""

UNEVEN = 1.5
"""A lane may have so many times its fair share of a chunk."""

_QUESTION = re.compile(r'"(?:item|seed)" ?: ?("[^"]{0,100}"|[0-9]{1,20})')
"""Which question a line is about, at a glance: it only decides where the line is read in earnest."""

Row = tuple[int, str]
"""Its number in the file, from 1, and its line."""


class Processes(Protocol):
    """Where chunks are graded."""

    def submit(self, bank: str | None, rows: Sequence[Row]) -> Callable[[], list[str]]:
        """Begin with a chunk; what is returned waits for its lines."""

    def close(self) -> None:
        """End."""


# -- one chunk ---------------------------------------------------------------------------------------------------------


@cache
def _bank(name: str | None) -> Bank:
    from quiz import load_bank

    return load_bank(name)


class _Kept:
    """The last so many things by name."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._there: OrderedDict[Any, Any] = OrderedDict()

    def get(self, name: Any, make: Callable[[], Any]) -> Any:
        """Return what is there under a name, or make it."""
        if name in self._there:
            self._there.move_to_end(name)
            return self._there[name]
        made = self._there[name] = make()
        if len(self._there) > self._most:
            self._there.popitem(last=False)
        return made


_variants, _outcomes = _Kept(KEPT_VARIANTS), _Kept(KEPT_OUTCOMES)


def graded_lines(bank: str | None, rows: Sequence[Row]) -> list[str]:
    """Return the line of each row: what it was, with verdict, score and slips, or why it can't be graded.

    >>> line = '{"item": "conv-output-size", "seed": 3, "response": "1x1", "student": "a"}'
    >>> parse_json(graded_lines(None, [(1, line)])[0])["verdict"]
    'wrong'
    """
    return [_graded(bank, number, line) for number, line in rows]


def _fault_of(row: object) -> str | None:
    """Return what a row lacks to be a response; None if it is one."""
    if not isinstance(row, dict):
        return "this is no JSON object"
    missing = [name for name in ("item", "seed", "response") if name not in row]
    if missing:
        return f"without {' and '.join(missing)}"
    if not isinstance(row["item"], str):
        return "item is no text"
    if not isinstance(row["seed"], int) or isinstance(row["seed"], bool):
        return "seed is no whole number"
    return None


def _graded(bank: str | None, number: int, line: str) -> str:
    try:
        row = parse_json(line[:MAX_LINE])
    except (ValueError, RecursionError):
        return json_text({"row": number, "fault": "this is no JSON"})
    if (fault := _fault_of(row)) is not None:
        return json_text({"row": number, "fault": fault})
    item, seed, response = row["item"], row["seed"], row["response"]
    text = response if isinstance(response, str) else json_text(response) if response is not None else ""
    kept = {key: value for key, value in row.items() if key != "response"}
    try:
        found = _outcomes.get((bank, item, seed, text), lambda: _outcome(bank, item, seed, text))
    except QuizError as error:
        return json_text({"row": number, **kept, "fault": error.message.en})
    return json_text({"row": number, **kept, **found})


def _outcome(bank: str | None, item: str, seed: int, text: str) -> dict[str, Any]:
    variant: Variant = _variants.get((bank, item, seed), lambda: _drawn(bank, item, seed))
    outcome: Outcome = grade(variant, text)
    return {
        "verdict": outcome.verdict,
        "score": outcome.score,
        "slips": [diagnosis.name for diagnosis in outcome.diagnoses if diagnosis.certain],
    }


def _drawn(bank: str | None, item: str, seed: int) -> Variant:
    there = _bank(bank)
    if item not in there.paths:
        raise QuizError(Text(f"{item} という問題はありません", f"there is no question {item}"))
    variant = draw(there.item(item), seed)
    if kind_of(variant.item).runs_code or kind_of(variant.item).runs_after_answer:
        raise QuizError(Text("実行して採点する問題です", "it is graded by running it"))
    return variant


# -- where -------------------------------------------------------------------------------------------------------------


class Pool:
    """Processes of this machine. Rows of one question with the same numbers go to the same process.

    Drawing a question takes as long as grading dozens of answers to it: if every process drew all of them, two would
    gain next to nothing over one.
    """

    def __init__(self, jobs: int) -> None:
        self.lanes = [Lane() for _ in range(jobs)]

    def submit(self, bank: str | None, rows: Sequence[Row]) -> Callable[[], list[str]]:
        """Begin with a chunk."""
        shares = shared_out([line for _, line in rows], len(self.lanes))
        begun = [
            (share, lane.submit(bank, [rows[place] for place in share]))
            for share, lane in zip(shares, self.lanes, strict=True)
            if share
        ]

        def wait() -> list[str]:
            lines = [""] * len(rows)
            for share, waited in begun:
                for place, line in zip(share, waited(), strict=True):
                    lines[place] = line
            return lines

        return wait

    def close(self) -> None:
        """End."""
        for lane in self.lanes:
            lane.close()


class Lane:
    """A process; where it is lost, another is started and gets what it had."""

    def __init__(self) -> None:
        self.pool = _one_process()

    def submit(self, bank: str | None, rows: Sequence[Row]) -> Callable[[], list[str]]:
        """Begin with some rows."""
        running = self._begin(bank, rows)

        def wait() -> list[str]:
            future, tries = running, 1
            while True:
                try:
                    return future.result()
                except BrokenProcessPool:
                    if tries == TRIES:
                        raise QuizError(
                            Text("採点のプロセスが何度も失われました", "processes that grade were lost again and again")
                        ) from None
                    tries += 1
                    future = self._begin(bank, rows)

        return wait

    def _begin(self, bank: str | None, rows: Sequence[Row]) -> Future[list[str]]:
        try:
            return self.pool.submit(graded_lines, bank, rows)
        except BrokenProcessPool:
            self.pool.shutdown(wait=False)
            self.pool = _one_process()
            return self.pool.submit(graded_lines, bank, rows)

    def close(self) -> None:
        """End."""
        with signals_held():
            self.pool.shutdown(cancel_futures=True)


def _one_process() -> ProcessPoolExecutor:
    # Not forked: the executors of the other lanes have threads by now.
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


def shared_out(lines: Sequence[str], lanes: int) -> list[list[int]]:
    """Return which lines go to which lane: equal questions to the same one, unless that would leave lanes idle.

    >>> lines = [f'{{"item": "he-std", "seed": {place % 3}}}' for place in range(6)]
    >>> shared_out(lines, 1), sorted(sum(shared_out(lines, 2), []))
    ([[0, 1, 2, 3, 4, 5]], [0, 1, 2, 3, 4, 5])
    """
    shares: list[list[int]] = [[] for _ in range(lanes)]
    for place, line in enumerate(lines):
        shares[crc32("".join(_QUESTION.findall(line)).encode("utf-8", "replace")) % lanes].append(place)
    fair = -(-len(lines) // lanes)
    if max(map(len, shares)) > UNEVEN * fair:
        return [list(range(begin, min(begin + fair, len(lines)))) for begin in range(0, fair * lanes, fair)]
    return shares


class Here:
    """This process alone."""

    def submit(self, bank: str | None, rows: Sequence[Row]) -> Callable[[], list[str]]:
        """Grade a chunk when it is waited for."""
        return lambda: graded_lines(bank, rows)

    def close(self) -> None:
        """Nothing is to be ended."""


class Cluster:
    """A Dask cluster that runs already; it gives the chunks of a lost worker to others itself."""

    def __init__(self, address: str) -> None:
        try:
            import distributed
        except ImportError:
            raise QuizError(
                Text(
                    "--scheduler には distributed が必要です: pip install 'kakunin-test[scale]'",
                    "--scheduler needs distributed: pip install 'kakunin-test[scale]'",
                )
            ) from None
        try:
            connect: Any = distributed.Client
            self._client: Any = connect(address, timeout=10)
        except (OSError, ValueError) as error:
            told = str(error)[:200]
            raise QuizError(Text(f"{address} につながりません: {told}", f"can't reach {address}: {told}")) from None

    def submit(self, bank: str | None, rows: Sequence[Row]) -> Callable[[], list[str]]:
        """Begin with a chunk."""
        future = self._client.submit(graded_lines, bank, list(rows), pure=False, retries=TRIES)
        return lambda: list(future.result())

    def close(self) -> None:
        """Leave the cluster; it goes on."""
        self._client.close()


# -- all of it ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Summary:
    """How many rows were there, how many of them are new, and how many could not be graded."""

    rows: int
    new: int
    faults: int


def grade_stream(
    lines: Iterator[str], out: Path, processes: Processes, *, bank: str | None, ahead: int, told: Callable[[int], None]
) -> Summary:
    """Grade the rows behind those that ``out`` has already, and add their lines to it, chunk by chunk.

    So many chunks as ``ahead`` are on their way at once. ``told`` is told how far it is.
    """
    done = without_half_a_line(out)
    skipped = sum(1 for _ in islice(lines, done))
    if skipped < done:
        raise QuizError(
            Text(f"{out} の行が解答より多いです", f"{out} has more lines than there are responses"),
            remedy=Text("別の -o FILE にしてください", "name another file with -o"),
        )
    numbered = enumerate(lines, start=done + 1)
    waiting: deque[Callable[[], list[str]]] = deque()
    new = faults = 0
    with growing(out) as add:
        while True:
            while len(waiting) < ahead and (rows := list(islice(numbered, CHUNK))):
                waiting.append(processes.submit(bank, rows))
            if not waiting:
                break
            found = waiting.popleft()()
            add(found)
            new += len(found)
            faults += sum('"fault": ' in line for line in found)
            told(done + new)
    return Summary(done + new, new, faults)
