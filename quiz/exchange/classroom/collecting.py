"""Answers that came in -> answers of students to questions; what is in doubt is told, and nothing is guessed.

A table has a row for each student (columns ``1``, ``2``, …), or for each answer (columns ``question`` and ``answer``),
as a spreadsheet or a web form gives it. A filled-in sheet, Markdown or JSON, names its form by its questions' seeds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quiz.exchange.as_printed import AsPrinted, read_json, sheet_places
from quiz.exchange.classroom.class_folder import Classroom, Collected, Member
from quiz.exchange.classroom.form_ids import read_form_id
from quiz.exchange.classroom.lms_tables import LmsRow, QuestionTexts, lms_rows
from quiz.exchange.classroom.rosters import ID_NAMES, NAME_NAMES, column_called
from quiz.exchange.classroom.tables_in import ReadTable, TableRow, folded, read_table
from quiz.exchange.filled_sheet import filled_json, filled_markdown
from quiz.language import Text

FORM_NAMES = ("form", "form id", "用紙", "用紙番号")
QUESTION_NAMES = ("question", "問", "問題", "設問", "問番号")
ANSWER_NAMES = ("answer", "response", "答え", "解答", "回答")

_NUMBERED = re.compile(r"(?:q|question|問|問題|設問|a|answer|答え|解答|回答)?[ .]?([0-9]{1,4})[.。)）]?")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What could not be taken, where it stands, and why."""

    where: str
    why: Text


@dataclass(frozen=True, slots=True)
class Found:
    """What a file gave: answers, and doubts."""

    answers: tuple[Collected, ...]
    doubts: tuple[Doubt, ...]


def read_answers(path: Path, room: Classroom, printed: AsPrinted) -> Found:
    """Return what a file has of the class's answers.

    Raises:
        QuizError: it can't be read at all.
    """
    if path.suffix.lower() in (".md", ".json"):
        return _sheet(path, room, printed)
    table = read_table(path)
    rows = lms_rows(table)
    if isinstance(rows, Text):
        return Found((), (Doubt(f"{path}:1", rows),))
    return _table(table, room) if rows is None else _of_lms(rows, table.name, room)


# -- who it is ---------------------------------------------------------------------------------------------------------


class _Directory:
    """Finds students by id, name or form."""

    def __init__(self, room: Classroom) -> None:
        self.by_id = {folded(member.student.id): member for member in room.members}
        self.by_name: dict[str, list[Member]] = {}
        self.by_form: dict[str, list[Member]] = {}
        for member in room.members:
            if member.student.name:
                self.by_name.setdefault(folded(member.student.name), []).append(member)
            self.by_form.setdefault(member.form, []).append(member)

    def find_named(self, identifier: str, names: Sequence[str]) -> Member | Text:
        """Return the student of a learning system: its id may be another, then the name has to fit one alone."""
        if folded(identifier) in self.by_id:
            return self.by_id[folded(identifier)]
        fitting = {member.student.id: member for name in names for member in self.by_name.get(folded(name), [])}
        if len(fitting) == 1:
            return next(iter(fitting.values()))
        shown = names[0] if names else identifier
        if fitting:
            return Text(f"「{shown}」が {len(fitting)} 人います", f'{len(fitting)} students are called "{shown}"')
        return Text(f"「{shown}」は名簿にありません", f'nobody is called "{shown}"')

    def find(self, identifier: str, name: str, form: str) -> Member | Text:
        """Return the student that all that is given agrees on, or why there is none."""
        candidates: list[list[Member]] = []
        if identifier:
            member = self.by_id.get(folded(identifier))
            if member is None:
                return Text(f"id {identifier} は名簿にありません", f"no student has the id {identifier}")
            candidates.append([member])
        if name:
            members = self.by_name.get(folded(name), [])
            if not members and not identifier:
                return Text(f"「{name}」は名簿にありません", f'nobody is called "{name}"')
            if members:
                candidates.append(members)
            elif candidates[0][0].student.name:
                known = candidates[0][0].student.name
                return Text(
                    f"id {identifier} は {known} ですが、「{name}」とあります",
                    f'the id {identifier} is that of {known}, but "{name}" is written',
                )
        if form:
            found = read_form_id(form)
            if found is None:
                return Text(f"用紙番号 {form} は正しくありません", f"{form} is no id of a form")
            if found not in self.by_form:
                return Text(f"用紙 {found} はこのクラスにありません", f"this class has no form {found}")
            candidates.append(self.by_form[found])
        if not candidates:
            return Text("id も氏名も用紙番号もありません", "neither id nor name nor form is given")
        left = [member for member in candidates[0] if all(member in others for others in candidates[1:])]
        if len(left) == 1:
            return left[0]
        if left:
            listed = ", ".join(member.student.id for member in left[:5])
            return Text(f"あてはまる学生が {len(left)} 人います（{listed}）", f"{len(left)} students fit ({listed})")
        return Text("id・氏名・用紙番号が一致しません", "id, name and form don't belong together")


# -- tables ------------------------------------------------------------------------------------------------------------


def _table(table: ReadTable, room: Classroom) -> Found:
    directory = _Directory(room)
    columns = {
        "id": column_called(table, ID_NAMES),
        "name": column_called(table, NAME_NAMES),
        "form": column_called(table, FORM_NAMES),
    }
    question, answer = column_called(table, QUESTION_NAMES), column_called(table, ANSWER_NAMES)
    numbered = {column: number for column in table.columns if (number := question_number(column)) is not None}
    answers: list[Collected] = []
    doubts: list[Doubt] = []
    if not any(columns.values()) or not (numbered or (question and answer)):
        shown = ", ".join(table.columns[:8])
        why = Text(
            f"見出しに id（または氏名・用紙番号）と問題の番号がありません（見出し: {shown}）",
            f"the head names no id, name or form, or no questions (its head: {shown})",
        )
        return Found((), (Doubt(f"{table.name}:1", why),))
    for row in table.rows:
        where = f"{table.name}:{row.line}"
        given = {key: row.cells.get(column, "") if column else "" for key, column in columns.items()}
        entries = list(_entries(row, numbered, question, answer))
        if not any(text for _, text in entries):
            continue
        member = directory.find(given["id"], given["name"], given["form"])
        if isinstance(member, Text):
            doubts.append(Doubt(where, member))
            continue
        most = len(room.form_of(member).form.places)
        for number, text in entries:
            if not text:
                continue
            if number is None or not 1 <= number <= most:
                told = "?" if number is None else str(number)
                why = Text(
                    f"問 {told} は用紙にありません（1〜{most}）", f"the form has no question {told} (1 to {most})"
                )
                doubts.append(Doubt(where, why))
                continue
            answers.append(Collected(member.student.id, member.form, number, text, where))
    return Found(tuple(answers), tuple(doubts))


def _entries(
    row: TableRow, numbered: Mapping[str, int], question: str | None, answer: str | None
) -> Iterator[tuple[int | None, str]]:
    """Yield the questions' numbers and the answers of a row."""
    if question and answer:
        yield question_number(row.cells.get(question, "")), row.cells.get(answer, "")
        return
    for column, number in numbered.items():
        yield number, row.cells.get(column, "")


def question_number(text: str) -> int | None:
    """Return the question that a heading or a cell names.

    >>> question_number("問３"), question_number("Q12"), question_number("7."), question_number("name")
    (3, 12, 7, None)
    """
    found = _NUMBERED.fullmatch(unicodedata.normalize("NFKC", text).strip().casefold())
    return int(found[1]) if found else None


# -- tables of learning systems ----------------------------------------------------------------------------------------


def _of_lms(rows: Iterator[LmsRow], name: str, room: Classroom) -> Found:
    directory = _Directory(room)
    texts: dict[str, QuestionTexts] = {}
    answers: list[Collected] = []
    doubts: list[Doubt] = []
    for one in rows:
        where = f"{name}:{one.row.line}"
        member = directory.find_named(one.id, one.names)
        if isinstance(member, Text):
            doubts.append(Doubt(where, member))
            continue
        if member.form not in texts:
            sheet = read_json(room.folder / "forms" / f"{member.form}.json")
            stems = [place.entry["stem"] for place in sheet_places(sheet, member.form)]
            texts[member.form] = QuestionTexts([Text(stem["ja"], stem["en"]) for stem in stems])
        for text, answer in one.answers:
            number = texts[member.form].number(text)
            if number is None:
                told = " ".join(text.split())[:40]
                why = Text(
                    f"「{told}…」は用紙 {member.form} の問題ではないか、区別できません",
                    f'"{told}..." is no question of form {member.form}, or can\'t be told from another',
                )
                doubts.append(Doubt(where, why))
            else:
                answers.append(Collected(member.student.id, member.form, number, answer, where))
    return Found(tuple(answers), tuple(doubts))


# -- sheets that were filled in ----------------------------------------------------------------------------------------


def _sheet(path: Path, room: Classroom, printed: AsPrinted) -> Found:
    """Read a sheet of ours; whose it is follows from its form, or from the name of its file."""
    data = path.read_bytes()[:20_000_000] if path.is_file() else b""
    lines = data.decode("utf-8", "replace").split("\n")
    sheet = filled_json(path, lines) if path.suffix.lower() == ".json" else filled_markdown(lines)
    if sheet is None:
        why = Text("このクラスの用紙ではありません", "it is no sheet of this class")
        return Found((), (Doubt(str(path), why),))
    places = list(sheet.places(printed))
    ours = {tuple(one.form.places): one for one in room.forms.values()}
    seeds = {(place.item, place.seed): one.id for places_of, one in ours.items() for place in places_of}
    named = {seeds.get((place.place.id, place.place.seed)) for place in places}
    form = next(iter(named)) if len(named) == 1 else None
    if form is None:
        why = Text(
            "このクラスの 1 つの用紙の問題ではありません", "its questions aren't those of one form of this class"
        )
        return Found((), (Doubt(str(path), why),))
    members = [member for member in room.members if member.form == form]
    called = [member for member in members if folded(member.student.id) in folded(path.stem)]
    if len(members) > 1 and len(called) != 1:
        why = Text(
            f"用紙 {form} は {len(members)} 人にあります。ファイル名に id を入れてください",
            f"{len(members)} students have the form {form}; put the id into the file's name",
        )
        return Found((), (Doubt(str(path), why),))
    member = members[0] if len(members) == 1 else called[0]
    number_of = {(place.item, place.seed): number for number, place in enumerate(room.forms[form].form.places, start=1)}
    answers, doubts = [], []
    for one in places:
        number = number_of[(one.place.id, one.place.seed)]
        where = f"{path}:{one.begins + 1}"
        if one.second is not None:
            doubts.append(
                Doubt(where, Text(f"問 {number} に答えが 2 つあります", f"question {number} has two answers"))
            )
        elif one.answer.strip():
            answers.append(Collected(member.student.id, form, number, one.answer, where))
    return Found(tuple(answers), tuple(doubts))


# -- together with what is there ---------------------------------------------------------------------------------------


def added(
    found: Found, before: Mapping[tuple[str, int], Collected], *, replace: bool
) -> tuple[list[Collected], list[Doubt]]:
    """Return the answers that are new, and the doubts: another answer to a question that has one isn't taken.

    With ``replace`` the later one counts.
    """
    known = dict(before)
    new: list[Collected] = []
    doubts = list(found.doubts)
    for one in found.answers:
        there = known.get((one.student, one.question))
        if there is not None and there.answer == one.answer:
            continue
        if there is not None and not replace:
            why = Text(
                f"{one.student} の問 {one.question} には別の答えがあります（{there.source}）",
                f"{one.student} has another answer to question {one.question} ({there.source})",
            )
            doubts.append(Doubt(one.source, why))
            continue
        known[(one.student, one.question)] = one
        new.append(one)
    return new, doubts
