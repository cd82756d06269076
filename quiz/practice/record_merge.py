"""The record written out, and another machine's taken in: joined with what is here, without doubles, nothing lost.

Joining is the same in any order and however often: names decide what is one thing, and where both machines know it the
later state of it stays (judged over undecided, one's own verdict over the machine's, finished over not). Of two answers
that count at one place the first does; in an exam the last, as there an answer may be changed until it is handed in.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from quiz.errors import QuizError, refusal
from quiz.language import Text, counted
from quiz.practice.goal import MOST, Change, as_entry, change_in, goals, join_goals
from quiz.practice.record_lines import FORMAT, MAX_LINE, SCHEMA, TABLES, LineFault, LineKind, line_of, read_line
from quiz.practice.store import Store

_QUERIES: Mapping[LineKind, str] = {
    "session": "SELECT * FROM sessions ORDER BY id",
    **dict.fromkeys(
        ("attempt", "mark"),
        "SELECT {0}.*, sessions.uid AS owner FROM {0} JOIN sessions ON sessions.id = {0}.session ORDER BY {0}.id",
    ),
    "set-aside": "SELECT * FROM set_aside ORDER BY id",
}


def written_out(store: Store, program: str) -> Iterator[str]:
    """Yield the whole record as lines, the header first; see :mod:`quiz.practice.record_lines`.

    What is damaged is set aside first, and goes along as it is.
    """
    store.set_aside_damaged()
    with store.at_work() as connection:
        connection.execute("BEGIN")  # all of it as it is at one moment
        try:
            counts = {
                table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES.values()
            }
            now, own_goals = datetime.now(UTC).isoformat(timespec="seconds"), goals(store.folder)
            about = {"format": FORMAT, "schema": SCHEMA, "program": program, "written_at": now}
            yield line_of("header", {**about, **counts, "goals": len(own_goals)})
            for kind, table in TABLES.items():
                for row in connection.execute(_QUERIES[kind].format(table)):
                    owner = {"session": row["owner"]} if "owner" in row.keys() else {}  # noqa: SIM118  # a Row's values
                    yield line_of(kind, {**dict(row), **owner})
            for change in own_goals:
                yield line_of("goal", {**dict.fromkeys(MOST), **as_entry(change)})
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


@dataclass
class TakenIn:
    """What came in with a file, by table: what is new here, and what was here already."""

    new: dict[str, int]
    known: dict[str, int]

    @property
    def said(self) -> Text:
        """Say it.

        >>> TakenIn({"sessions": 1, "attempts": 9, "marks": 0}, {"sessions": 2, "attempts": 3}).said.en
        'taken in: 1 session, 9 answers, 0 marks (5 known already)'
        """
        sessions, answers, marks = (self.new[table] for table in ("sessions", "attempts", "marks"))
        known, new_goals = sum(self.known.values()), self.new.get("goals", 0)
        told = f"、1 日の目標 {new_goals} 件", f", {counted(new_goals, 'goal')}"
        more_ja, more_en = told if new_goals else ("", "")
        return Text(
            f"取り込みました: 練習 {sessions} 回、解答 {answers} 件、印 {marks} 件{more_ja}"
            f"（すでにあったもの {known} 件）",
            f"taken in: {counted(sessions, 'session')}, {counted(answers, 'answer')}, {counted(marks, 'mark')}{more_en}"
            f" ({known} known already)",
        )


def take_in(store: Store, path: Path) -> TakenIn:
    """Join the record in a file, as :func:`written_out` gives it, with the one that is here: all of it or nothing.

    Raises :class:`quiz.errors.QuizError` for what can't be read, with its line and column.
    """
    return _taken_in(store, str(path), _lines(path))


def take_in_text(store: Store, name: str, text: str) -> TakenIn:
    """The same for a file's text that has come another way; ``name`` is what its faults call it."""
    return _taken_in(store, name, _lines_of(name, text))


def _taken_in(store: Store, name: str, lines: Iterator[tuple[int, str]]) -> TakenIn:
    store.set_aside_damaged()
    joined = _Joined(name)
    with store.writing() as connection:
        joined.begin(connection)
        for number, line in lines:
            joined.take(number, line)
        joined.end()
        new = join_goals(store.folder, joined.goals)  # last: what is wrong with a line has been found
        joined.result.new["goals"], joined.result.known["goals"] = new, len(joined.goals) - new
    return joined.result


def _lines_of(name: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text that aren't empty, with their numbers."""
    if text.startswith("SQLite format 3\0"):
        raise _fault(name, 1, LineFault(_A_COPY))
    begins = number = 0
    while begins < len(text):
        ends = text.find("\n", begins)
        ends = len(text) if ends < 0 else ends
        line, begins, number = text[begins:ends].rstrip("\r"), ends + 1, number + 1
        if number == 1:
            line = line.removeprefix("\ufeff")
        yield from _sized(name, number, line)


def _sized(name: str, number: int, line: str) -> Iterator[tuple[int, str]]:
    if len(line) > MAX_LINE:
        long = Text(f"行が長すぎます（{MAX_LINE} 文字まで）", f"the line is too long (at most {MAX_LINE})")
        raise _fault(name, number, LineFault(long, MAX_LINE + 1))
    if line.strip():
        yield number, line


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that aren't empty, with their numbers."""
    try:
        if not path.is_file():
            raise QuizError(
                Text(f"{path} というファイルはありません", f"there is no file {path}"),
                remedy=Text(
                    "quiz data export で書き出したファイルを指定してください",
                    "name a file that quiz data export has written",
                ),
            )
        with path.open("rb") as file:
            number = 0
            while data := file.readline(4 * MAX_LINE + 4):
                number += 1
                if number == 1 and data.startswith(b"SQLite format 3\0"):
                    raise _fault(str(path), 1, LineFault(_A_COPY))
                try:
                    line = data.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
                except UnicodeDecodeError as error:
                    column = len(data[: error.start].decode("utf-8", "replace")) + 1
                    raise _fault(
                        str(path), number, LineFault(Text("UTF-8 ではありません", "this isn't UTF-8"), column)
                    ) from None
                yield from _sized(str(path), number, line)
    except OSError as error:
        why = refusal(error)
        raise QuizError(Text(f"{path} を読めません: {why.ja}", f"can't read {path}: {why.en}")) from None


_A_COPY = Text(
    "これは quiz data backup の控えです。取り込めるのは quiz data export のファイルです",
    "this is a copy made by quiz data backup; what can be taken in is a file of quiz data export",
)


def _fault(name: str, line: int, fault: LineFault) -> QuizError:
    place = f"{name}:{line}:{fault.column}"
    return QuizError(
        Text(f"{place}: {fault.message.ja}", f"{place}: {fault.message.en}"),
        remedy=Text(
            "このファイルからは何も取り込んでいません。もう一度書き出してください",
            "nothing was taken in from this file; write it out again",
        ),
    )


class _Joined:
    """Takes lines in, one after the other."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.number = 0
        self.header: dict[str, Any] | None = None
        self.goals: list[Change] = []
        self.seen = dict.fromkeys((*TABLES.values(), "goals"), 0)
        self.result = TakenIn(dict(self.seen), dict(self.seen))

    def begin(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS claims (attempt INTEGER PRIMARY KEY)")
        connection.execute("DELETE FROM claims")

    def take(self, number: int, line: str) -> None:
        self.number = number
        try:
            kind, row = read_line(line)
            self._take(kind, row)
        except LineFault as fault:
            raise _fault(self.name, number, fault) from None

    def _take(self, kind: LineKind, row: dict[str, Any]) -> None:
        if kind == "header":
            self._begin_with(row)
            return
        if self.header is None:
            raise LineFault(Text("1 行目に header がありません", "the first line should be the header"))
        if kind == "goal":
            self.seen["goals"] += 1
            self.goals.append(change_in(row))
            return
        self.seen[TABLES[kind]] += 1
        new = {
            "session": self._session,
            "attempt": self._attempt,
            "mark": self._mark,
            "set-aside": self._set_aside,
        }[kind](row)
        (self.result.new if new else self.result.known)[TABLES[kind]] += 1

    def _begin_with(self, row: dict[str, Any]) -> None:
        if self.header is not None:
            raise LineFault(Text("header が 2 つあります", "there is a second header"))
        if not 1 <= row["schema"] <= SCHEMA:
            shown = row["schema"]
            raise LineFault(
                Text(
                    f"形式の版が {shown} です（この quiz は {SCHEMA} までを読みます。quiz を更新してください）",
                    f"its schema is {shown}, this quiz reads up to {SCHEMA}: update quiz",
                )
            )
        self.header = row

    def end(self) -> None:
        """Hold what came against the header, and decide what counts."""
        if self.header is None:
            raise _fault(
                self.name, 1, LineFault(Text("学習記録のファイルではありません", "this is no file of a record"))
            )
        for table, seen in self.seen.items():
            if seen != self.header[table]:
                wanted = self.header[table]
                raise _fault(
                    self.name,
                    self.number,
                    LineFault(
                        Text(
                            f"途中で切れています: {table} は {wanted} 行のはずですが {seen} 行です",
                            f"the file is cut: {wanted} lines of {table} were announced, {seen} came",
                        )
                    ),
                )
        self._settle_claims()

    # -- sessions, answers, marks ------------------------------------------------------------------------------------

    def _session(self, row: dict[str, Any]) -> bool:
        here = self._here("sessions", row["uid"])
        if here is None:
            self._insert("sessions", row)
            return True
        _require_same(here, row, ("set_name", "seed", "options", "digest", "exam", "started_at"), ("places", "choices"))
        ends = [end for end in (here["finished_at"], row["finished_at"]) if end is not None]
        self.connection.execute(
            "UPDATE sessions SET used_s = max(used_s, ?), finished_at = ? WHERE id = ?",
            (row["used_s"], min(ends, default=None), here["id"]),
        )
        return False

    def _attempt(self, row: dict[str, Any]) -> bool:
        session, claims = self._owner(row), row["counted"]
        here = self._here("attempts", row["uid"])
        if here is None:
            number = self._insert("attempts", {**row, "session": session, "counted": 0})
        else:
            number = here["id"]
            # What was answered in part is put in the place of what there was of it.
            half = "undecided" in (row["verdict"], here["verdict"])
            same = ("session", "place", "item", "seed", *(() if half else ("response",)))
            _require_same(here, {**row, "session": session}, same, ())
            if _state(row) > _state(here):
                changed = ", ".join(f"{column} = :{column}" for column in (*_STATE, "response", "answered_at"))
                self.connection.execute(f"UPDATE attempts SET {changed} WHERE id = :id", {**row, "id": number})
            self.connection.execute(  # time and hints only grow
                "UPDATE attempts SET elapsed_s = max(elapsed_s, :elapsed_s), hints_used = max(hints_used, :hints_used)"
                " WHERE id = :id",
                {**row, "id": number},
            )
        if claims:
            self.connection.execute("INSERT OR IGNORE INTO claims VALUES (?)", (number,))
        return here is None

    def _mark(self, row: dict[str, Any]) -> bool:
        session = self._owner(row)
        here = self._here("marks", row["uid"])
        if here is None:
            self._insert("marks", {**row, "session": session})
            return True
        _require_same(here, {**row, "session": session}, ("session", "place", "item", "seed", "mark", "said"), ())
        self.connection.execute(
            "UPDATE marks SET taken_back = max(taken_back, ?) WHERE id = ?", (row["taken_back"], here["id"])
        )
        return False

    def _set_aside(self, row: dict[str, Any]) -> bool:
        there = self.connection.execute(
            "SELECT 1 FROM set_aside WHERE from_table = ? AND content = ?", (row["from_table"], row["content"])
        ).fetchone()
        if there is None:
            self._insert("set_aside", row)
        return there is None

    def _settle_claims(self) -> None:
        """At each place one answer counts: the first that was given, in an exam the last."""
        best: dict[tuple[int, int], tuple[tuple[str, str], int]] = {}
        rows = self.connection.execute(
            "SELECT attempts.id, attempts.session, attempts.place, attempts.answered_at, attempts.uid, sessions.exam"
            " FROM attempts JOIN sessions ON sessions.id = attempts.session WHERE EXISTS ("
            "  SELECT 1 FROM claims JOIN attempts AS one ON one.id = claims.attempt"
            "  WHERE one.session = attempts.session AND one.place = attempts.place"
            " ) AND (attempts.counted OR attempts.id IN (SELECT attempt FROM claims))"
        ).fetchall()
        for row in rows:
            place, order = (row["session"], row["place"]), (row["answered_at"], row["uid"])
            known = best.get(place)
            if known is None or (order > known[0] if row["exam"] else order < known[0]):
                best[place] = (order, row["id"])
        for place, (_, number) in best.items():
            self.connection.execute(
                "UPDATE attempts SET counted = 0 WHERE session = ? AND place = ? AND counted", place
            )
            self.connection.execute("UPDATE attempts SET counted = 1 WHERE id = ?", (number,))

    # -- rows --------------------------------------------------------------------------------------------------------

    def _here(self, table: str, uid: str) -> dict[str, Any] | None:
        row: sqlite3.Row | None = self.connection.execute(f"SELECT * FROM {table} WHERE uid = ?", (uid,)).fetchone()
        return None if row is None else dict(row)

    def _owner(self, row: Mapping[str, Any]) -> int:
        found = self._here("sessions", row["session"])
        if found is None:
            raise LineFault(
                Text("session の練習がまだ出てきていません", "its session has not come yet"),
            )
        return int(found["id"])

    def _insert(self, table: str, row: Mapping[str, Any]) -> int:
        columns, places = ", ".join(row), ", ".join(f":{column}" for column in row)
        return int(self.connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", row).lastrowid or 0)


_STATE = ("verdict", "machine_verdict", "score", "diagnoses", "understood_as")
"""What may become of an answer after it was given, or belongs to that."""

_RANKS = {"undecided": 0, "self-assessed": 2}


def _state(row: Mapping[str, Any]) -> tuple[int, list[str]]:
    """A key by which the later of two states of one answer is the greater; of equal rank, the same on both machines."""
    values = [row[column] for column in _STATE]
    values[_STATE.index("diagnoses")] = json.loads(row["diagnoses"])
    grown = row["answered_at"] if row["verdict"] == "undecided" else ""
    return _RANKS.get(row["verdict"], 1), [grown, *(repr(value) for value in values)]


def _require_same(
    here: Mapping[str, Any], row: Mapping[str, Any], plain: tuple[str, ...], as_json: tuple[str, ...]
) -> None:
    """Refuse what has the name of another thing: it was never written by this program."""
    for column in plain:
        if here[column] != row[column]:
            raise _other(column)
    for column in as_json:
        if json.loads(here[column] or "null") != json.loads(row[column] or "null"):
            raise _other(column)


def _other(column: str) -> LineFault:
    return LineFault(
        Text(
            f"同じ id のものが記録にありますが、{column} が違います",
            f"the record has something else by this id: its {column} differs",
        )
    )
