"""The record carried between machines: nothing doubled or lost, in any order; faults with line and column."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import AGES, FORM, attempt, old_record, raw, record_of

from quiz.errors import QuizError
from quiz.model import Outcome
from quiz.practice.goal import Change, Goal, goals, set_goal
from quiz.practice.learner_marks import marks_of, put_mark, take_back
from quiz.practice.record_merge import TakenIn, take_in, written_out
from quiz.practice.store import Store


def exported(store: Store, path: Path) -> Path:
    path.write_text("".join(f"{line}\n" for line in written_out(store, "0")), encoding="utf-8")
    return path


def told(store: Store) -> set[str]:
    """All that a record holds, whatever the order of its rows."""
    return {line for line in written_out(store, "0") if '"line": "header"' not in line}


def carry(there: Store, here: Store, folder: Path) -> TakenIn:
    return take_in(here, exported(there, folder / "carried.jsonl"))


def test_a_record_goes_to_another_machine_whole(tmp_path: Path) -> None:
    session = record_of(tmp_path / "a")
    with Store(tmp_path / "a") as a, Store(tmp_path / "b") as b:
        put_mark(
            a,
            session,
            0,
            ("a", 0),
            "note",
            said="=1+1 「な」\u202e\x1b",
            details={"response": "7"},
        )
        a.finish(session)
        found = carry(a, b, tmp_path)
        assert found.new == {"sessions": 1, "attempts": 2, "marks": 1, "set_aside": 0, "goals": 0}
        assert told(a) == told(b)
        assert b.attempts(1)[0].attempt == attempt("0")
        assert [mark.said for mark in marks_of(b, 1)] == ["=1+1 「な」\u202e\x1b"]
        again = carry(a, b, tmp_path)
        assert again.new == {"sessions": 0, "attempts": 0, "marks": 0, "set_aside": 0, "goals": 0}
        assert again.known == found.new
        assert carry(b, a, tmp_path).new == again.new
        assert carry(a, a, tmp_path).new == again.new


def test_the_lines_are_those_of_the_documented_format(tmp_path: Path) -> None:
    session = record_of(tmp_path)
    with Store(tmp_path) as store:
        put_mark(store, session, 1, ("b", 5), "flag")
        set_goal(store.folder, Goal(15), date(2026, 11, 20))
        lines = [json.loads(line) for line in written_out(store, "0.2.0")]
    assert [line["line"] for line in lines] == ["header", "session", "attempt", "attempt", "mark", "goal"]
    header, session_line, first, _, mark, goal = lines
    assert goal == {"line": "goal", "since": "2026-11-20", "minutes": 15, "questions": None}
    assert (header["format"], header["schema"], header["program"]) == ("quiz-record", 2, "0.2.0")
    assert (header["sessions"], header["attempts"], header["marks"], header["set_aside"]) == (1, 2, 1, 0)
    assert session_line["places"] == [["a", 0], ["b", 5]]
    assert (session_line["exam"], session_line["choices"], session_line["finished_at"]) == (False, None, None)
    assert first["session"] == session_line["id"] == mark["session"]
    assert (first["counted"], first["diagnoses"], first["score"]) == (True, ["slip"], 0.0)
    assert (mark["mark"], mark["attempt"], mark["details"], mark["taken_back"]) == ("flag", "", {}, False)
    from quiz.practice import record_lines

    for line in lines:
        assert all(f"``{key}``" in str(record_lines.__doc__) or f'"{key}"' in str(record_lines.__doc__) for key in line)


def test_goals_go_along_and_both_machines_have_the_same(tmp_path: Path) -> None:
    with Store(tmp_path / "a") as a, Store(tmp_path / "b") as b:
        set_goal(a.folder, Goal(15), date(2026, 11, 20))
        set_goal(a.folder, Goal(30), date(2026, 11, 24))
        set_goal(b.folder, Goal(9, "questions"), date(2026, 11, 22))
        set_goal(b.folder, None, date(2026, 11, 24))
        assert carry(b, a, tmp_path).new["goals"] == 2
        assert carry(a, b, tmp_path).new["goals"] == 2
        assert carry(a, b, tmp_path).known["goals"] == 3
        expected = [
            Change(date(2026, 11, 20), Goal(15)),
            Change(date(2026, 11, 22), Goal(9, "questions")),
            Change(date(2026, 11, 24), Goal(30)),
        ]
        assert goals(a.folder) == goals(b.folder) == expected
        assert told(a) == told(b)


def test_a_file_without_goals_is_read_still(tmp_path: Path) -> None:
    """What the first schema was: no goals, and none announced."""
    record_of(tmp_path / "a")
    with Store(tmp_path / "a") as a, Store(tmp_path / "b") as b:
        head, *lines = written_out(a, "0")
        old = head.replace('"schema": 2', '"schema": 1').replace(', "goals": 0', "")
        assert "goals" not in old
        path = tmp_path / "old.jsonl"
        path.write_text("\n".join([old, *lines]), encoding="utf-8")
        assert take_in(b, path).new["attempts"] == 2


def test_nothing_comes_in_where_a_line_is_wrong(tmp_path: Path) -> None:
    with Store(tmp_path / "a") as a, Store(tmp_path / "b") as b:
        set_goal(a.folder, Goal(15), date(2026, 11, 20))
        path = exported(a, tmp_path / "file.jsonl")
        path.write_text(path.read_text(encoding="utf-8") + "{}", encoding="utf-8")
        with pytest.raises(QuizError):
            take_in(b, path)
        assert goals(b.folder) == []


def test_damaged_rows_go_along(tmp_path: Path) -> None:
    record_of(tmp_path / "a")
    raw(tmp_path / "a", "UPDATE attempts SET score = 'x' WHERE place = 0")
    with Store(tmp_path / "a") as a, Store(tmp_path / "b") as b:
        assert carry(a, b, tmp_path).new == {"sessions": 1, "attempts": 1, "marks": 0, "set_aside": 1, "goals": 0}
        assert carry(a, b, tmp_path).new["set_aside"] == 0
    assert raw(tmp_path / "b", "SELECT content FROM set_aside") == raw(tmp_path / "a", "SELECT content FROM set_aside")


@pytest.mark.parametrize("name", AGES)
def test_copies_of_an_old_record_are_one_record(tmp_path: Path, name: str) -> None:
    """It was copied by hand before there was an export, and then used on both machines."""
    for folder in ("a", "b"):
        old_record(tmp_path / folder, name)
    with Store(tmp_path / "a") as a, Store(tmp_path / "b") as b:
        assert not any(carry(a, b, tmp_path).new.values())
        b.record(b.begin(FORM, "[]", "d", exam=False).id, 0, attempt("7"), counted=True)
        assert carry(b, a, tmp_path).new == {"sessions": 1, "attempts": 1, "marks": 0, "set_aside": 0, "goals": 0}
        assert told(a) == told(b)


def test_what_became_of_an_answer_later_comes_with_the_next_import(tmp_path: Path) -> None:
    with Store(tmp_path / "a") as a, Store(tmp_path / "b") as b:
        session = a.begin(FORM, "[]", "d", exam=False).id
        waiting = a.record(session, 0, attempt("1", "undecided"), counted=False)
        written = a.record(session, 1, attempt("text", "partial"), counted=True)
        put_mark(a, session, 0, ("a", 0), "flag")
        a.set_used_s(session, 30)
        early = exported(a, tmp_path / "early.jsonl")
        take_in(b, early)
        take_back(a, session, 0, ("a", 0), "flag")
        a.set_used_s(session, 90)
        a.settle(waiting, Outcome("correct", 1.0), counted=True)
        a.reassess(written, 1.0)
        a.finish(session)
        late = exported(a, tmp_path / "late.jsonl")
        assert take_in(b, late).known["attempts"] == 2
        assert [entry.attempt.verdict for entry in b.attempts(1)] == ["correct", "self-assessed"]
        assert [entry.counted for entry in b.attempts(1)] == [True, True]
        take_in(b, early)
        assert told(a) == told(b), "an older file takes nothing back"
        assert b.used_s(1) == 90
        assert marks_of(b, 1) == []


@pytest.mark.parametrize("exam", [False, True])
def test_a_session_that_went_on_on_two_machines(tmp_path: Path, exam: bool) -> None:
    """Of two answers that count at one place the first does, in an exam the last; both stay on record."""
    clock = datetime(2026, 11, 26, tzinfo=UTC)
    with Store(tmp_path / "a", now=lambda: clock) as a, Store(tmp_path / "b", now=lambda: clock) as b:
        session = a.begin(FORM, "[]", "d", exam=exam).id
        carry(a, b, tmp_path)
        clock += timedelta(minutes=1)
        b.record(1, 0, attempt("early"), counted=True)
        clock += timedelta(minutes=1)
        a.record(session, 0, attempt("late"), counted=True)
        carry(a, b, tmp_path)
        carry(b, a, tmp_path)
        assert told(a) == told(b)
        counts = {entry.attempt.response: entry.counted for entry in a.attempts(session)}
        assert counts == {"early": not exam, "late": exam}


# -- any histories, in any order ---------------------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(
            ["begin", "answer", "try", "wait", "settle", "assess", "finish", "flag", "unflag", "carry", "time"]
        ),
        st.integers(0, 5),
    ),
    max_size=30,
)


@pytest.mark.thorough
@settings(max_examples=40)
@given(STEPS, st.permutations([(there, here) for there in "abc" for here in "abc" if there != here]))
def test_machines_that_have_told_each_other_hold_the_same(
    steps: list[tuple[str, str, int]], order: list[tuple[str, str]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        now = datetime(2026, 11, 26, tzinfo=UTC)
        stores = {each: Store(folder / each, now=lambda: now) for each in "abc"}
        for machine, step, number in steps:
            now += timedelta(seconds=1)
            _do(stores, machine, step, number, folder)
        before = {each: {json.loads(line)["id"] for line in told(store)} for each, store in stores.items()}
        for _ in range(2):
            for there, here in order:
                carry(stores[there], stores[here], folder)
        after = {each: told(store) for each, store in stores.items()}
        assert after["a"] == after["b"] == after["c"]
        names = [json.loads(line)["id"] for line in after["a"]]
        assert len(names) == len(set(names))
        assert set(names) == before["a"] | before["b"] | before["c"]
        again = carry(stores["b"], stores["a"], folder)
        assert not any(again.new.values())
        assert told(stores["a"]) == after["a"]
        for store in stores.values():
            store.close()


def _do(stores: dict[str, Store], machine: str, step: str, number: int, folder: Path) -> None:
    store = stores[machine]
    with store.at_work() as connection:
        sessions = [row["id"] for row in connection.execute("SELECT id FROM sessions ORDER BY uid")]
        attempts = [row["id"] for row in connection.execute("SELECT id FROM attempts ORDER BY uid")]
        waiting = [row["id"] for row in connection.execute("SELECT id FROM attempts WHERE verdict = 'undecided'")]
    if step == "begin":
        store.begin(FORM, "[]", "d", exam=number % 2 == 0, choices={"a": ("slip",)} if number == 5 else None)
    elif step == "carry":
        carry(stores["abc"[number % 3]], store, folder)
    elif not sessions:
        return
    elif step in ("answer", "try", "wait"):
        verdict = "undecided" if step == "wait" else "wrong"
        store.record(
            sessions[number % len(sessions)], number % 2, attempt(str(number), verdict), counted=step == "answer"
        )
    elif step == "settle" and waiting:
        store.settle(waiting[number % len(waiting)], Outcome("correct", 1.0), counted=True)
    elif step == "assess" and attempts:
        store.reassess(attempts[number % len(attempts)], 0.5)
    elif step == "finish":
        store.finish(sessions[number % len(sessions)])
    elif step == "flag":
        put_mark(store, sessions[number % len(sessions)], number % 2, ("a", 0), "flag")
    elif step == "unflag":
        take_back(store, sessions[number % len(sessions)], number % 2, ("a", 0), "flag")
    elif step == "time":
        store.set_used_s(sessions[number % len(sessions)], 10.0 * number)


# -- what can't be taken in --------------------------------------------------------------------------------------------


def _change(number: int, old: str, new: str) -> Callable[[list[str]], list[str]]:
    def changed(lines: list[str]) -> list[str]:
        assert old in lines[number]
        return [*lines[:number], lines[number].replace(old, new), *lines[number + 1 :]]

    return changed


FAULTS: list[tuple[str, Callable[[list[str]], list[str]], str]] = [
    ("no-json", _change(2, '"place": 0', '"place" 0'), ":3:"),
    ("score", _change(2, '"score": 0.0', '"score": 7'), "can't be the score: 7"),
    ("not-a-number", _change(2, '"score": 0.0', '"score": NaN'), "can't be the score: NaN"),
    ("verdict", _change(3, '"verdict": "wrong"', '"verdict": "perfect"'), ":4:"),
    ("flag", _change(2, '"counted": true', '"counted": 1'), "can't be the counted: 1"),
    ("places", _change(1, '[["a", 0], ["b", 5]]', '[["a", 0, 1]]'), "can't be the places"),
    ("id", _change(1, '"id": "', '"id": "x'), "can't be the id"),
    ("digits", _change(1, '"seed": 7', '"seed": ' + "9" * 5000), "too many digits"),
    ("deep", _change(1, '"places": [', '"places": ' + "[" * 5000), "nested too deeply"),
    ("key", _change(2, '"place": 0', '"place": 0, "palce": 1'), "no key palce"),
    ("missing", _change(2, '"place": 0, ', ""), "place is missing"),
    ("kind", _change(2, '"line": "attempt"', '"line": "tempt"'), "line should be one of"),
    ("list", lambda lines: [lines[0], "[]", *lines[1:]], ":2:1: this should be an object"),
    ("cut", lambda lines: lines[:-1], "the file is cut: 2 lines of attempts were announced, 1 came"),
    ("headless", lambda lines: lines[1:], ":1:1: the first line should be the header"),
    ("headers", lambda lines: [lines[0], *lines], ":2:1: there is a second header"),
    ("empty", lambda lines: [], "no file of a record"),
    ("newer", _change(0, '"schema": 2', '"schema": 3'), "update quiz"),
    (
        "goal",
        lambda lines: [*lines, '{"line": "goal", "since": "2026-11-31", "minutes": 15, "questions": null}'],
        "can't be the since",
    ),
    (
        "too-much",
        lambda lines: [*lines, '{"line": "goal", "since": "2026-11-30", "minutes": 601, "questions": null}'],
        "can't be the minutes: 601",
    ),
    (
        "uncounted",
        lambda lines: [*lines, '{"line": "goal", "since": "2026-11-30", "minutes": 15, "questions": null}'],
        "0 lines of goals were announced, 1 came",
    ),
    ("another", _change(0, '"format": "quiz-record"', '"format": "x"'), "can't be the format"),
    ("orphan", lambda lines: [lines[0], *lines[2:], lines[1]], "its session has not come yet"),
]


@pytest.mark.parametrize(("change", "message"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_what_is_wrong_is_told_with_line_and_column_and_nothing_is_taken_in(
    tmp_path: Path, change: Callable[[list[str]], list[str]], message: str
) -> None:
    record_of(tmp_path / "a")
    with Store(tmp_path / "a") as a, Store(tmp_path / "b") as b:
        lines = change(list(written_out(a, "0")))
        path = tmp_path / "file.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")
        with pytest.raises(QuizError) as caught:
            take_in(b, path)
        assert message in caught.value.in_("en")
        assert f"{path}:" in caught.value.in_("ja")
        assert "nothing was taken in" in caught.value.in_("en")
        assert told(b) == set()


def test_the_column_is_that_of_the_value(tmp_path: Path) -> None:
    record_of(tmp_path / "a")
    with Store(tmp_path / "a") as a, Store(tmp_path / "b") as b:
        lines = _change(2, '"score": 0.0', '"score": 7')(list(written_out(a, "0")))
        path = tmp_path / "file.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")
        column = lines[2].index('"score": 7') + len('"score": ') + 1
        with pytest.raises(QuizError, match=f"file.jsonl:3:{column}: "):
            take_in(b, path)
        path.write_bytes("\n".join(lines[:2]).encode() + b'\n{"line": "\xff"}')
        with pytest.raises(QuizError, match=r"file.jsonl:3:11: this isn't UTF-8"):
            take_in(b, path)


def test_one_id_for_two_things_is_refused(tmp_path: Path) -> None:
    record_of(tmp_path)
    with Store(tmp_path) as store:
        for line, old, new in ((2, '"response": "0"', '"response": "1"'), (1, '"seed": 7', '"seed": 8')):
            path = tmp_path / "file.jsonl"
            path.write_text("\n".join(_change(line, old, new)(list(written_out(store, "0")))), encoding="utf-8")
            with pytest.raises(QuizError, match="something else by this id"):
                take_in(store, path)


def test_what_is_no_such_file(tmp_path: Path) -> None:
    record_of(tmp_path)
    with Store(tmp_path) as store:
        for path, message in (
            (tmp_path, "there is no file"),
            (tmp_path / "nothing", "there is no file"),
            (tmp_path / "quiz.sqlite3", "a copy made by quiz data backup"),
        ):
            with pytest.raises(QuizError, match=message):
                take_in(store, path)


def test_a_file_that_another_system_has_touched_is_read(tmp_path: Path) -> None:
    """With a byte-order mark, line ends of Windows, and an empty line at the end."""
    record_of(tmp_path / "a")
    with Store(tmp_path / "a") as a, Store(tmp_path / "b") as b:
        text = "\ufeff" + "".join(f"{line}\r\n" for line in written_out(a, "0")) + "\r\n"
        path = tmp_path / "file.jsonl"
        path.write_bytes(text.encode())
        assert take_in(b, path).new["attempts"] == 2
        assert told(a) == told(b)
