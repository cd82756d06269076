"""Answers that came in -> answers of students to questions; what is in doubt is told, and nothing is guessed.

A table has a row for each student (columns ``1``, ``2``, …), or for each answer (columns ``question`` and ``answer``),
as a spreadsheet or a web form gives it. A filled-in sheet, Markdown or JSON, names its form by its questions' seeds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quiz.exchange.as_printed import AsPrinted, read_json, sheet_places
from quiz.exchange.classroom.class_folder import ClassForm, Classroom, Collected
from quiz.exchange.classroom.collected_times import WHOLE, TimeTaken
from quiz.exchange.classroom.lms_tables import LmsRow, QuestionTexts, lms_rows, of_embedded
from quiz.exchange.classroom.rosters import ID_NAMES, NAME_NAMES, column_called
from quiz.exchange.classroom.tables_in import ReadTable, read_table
from quiz.exchange.classroom.time_columns import TimeColumns, seconds_of
from quiz.exchange.classroom.whose_answers import Directory
from quiz.exchange.filled_sheet import filled_json, filled_markdown
from quiz.language import Language, Text

FORM_NAMES = ("form", "form id", "form no.", "form number", "sheet", "用紙", "用紙番号", "用紙の番号", "用紙id")
QUESTION_NAMES = ("question", "問", "問題", "設問", "問番号", "item")
ANSWER_NAMES = ("answer", "response", "答え", "解答", "回答")

_NUMBERED = re.compile(r"(?:q|question|問|問題|設問|a|answer|答え|解答|回答)?[ .]?([0-9]{1,4})[.。)）]?")
_LIKE = re.compile(r"[0-9]{1,4}[.。:)、]|(?:q|question|問|問題|設問|答え|解答|回答)[ .]?[0-9]")
"""A heading that begins as that of a question does, and has more."""

_DATE = re.compile(
    r"[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}(?: 0?0:00(?::00)?)?"
)
"""What spreadsheets make of 1/4."""

SAME_TIME = 0.001
"""Seconds that make no other time."""

MAX_TOLD = 12
"""So many columns or questions are named in one sentence."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What could not be taken, where it stands, and why."""

    where: str
    why: Text

    def in_(self, language: Language) -> str:
        """Return it in one language."""
        return f"{self.where}: {self.why.in_(language)}"


@dataclass(frozen=True, slots=True)
class Found:
    """What a file gave: answers, doubts, times, and what is to be known about it."""

    answers: tuple[Collected, ...]
    doubts: tuple[Doubt, ...]
    times: tuple[TimeTaken, ...] = ()
    notes: tuple[Text, ...] = ()


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
    return _table(table, room) if rows is None else _of_lms(rows, table, room)


# -- tables ------------------------------------------------------------------------------------------------------------


def _table(table: ReadTable, room: Classroom) -> Found:
    directory = Directory(room)
    columns = {
        "id": column_called(table, ID_NAMES),
        "name": column_called(table, NAME_NAMES),
        "form": column_called(table, FORM_NAMES),
    }
    question, answer = column_called(table, QUESTION_NAMES), column_called(table, ANSWER_NAMES)
    numbered = {column: asked for column in table.columns if (asked := question_number(column)) is not None}
    if not any(columns.values()) or not (numbered or (question and answer)):
        shown = ", ".join(table.columns[:8])
        why = Text(
            f"見出しに id（または氏名・用紙番号）と問題の番号がありません（見出し: {shown}）",
            f"the head names no id, name or form, or no questions (its head: {shown})",
        )
        return Found((), (Doubt(f"{table.name}:1", why),))
    times = TimeColumns(table.columns, question_number)
    pairs = [(question, answer)] if question and answer else [(None, column) for column in numbered]
    used = {*columns.values(), question, answer, *(column for _, column in pairs), *times.names}
    unread = [column for column in table.columns if column and column not in used]
    answers: list[Collected] = []
    taken: list[TimeTaken] = []
    doubts = [Doubt(f"{table.name}:1", _perhaps_a_question(column)) for column in unread if _LIKE.match(plain(column))]
    for row in table.rows:
        where = f"{table.name}:{row.line}"
        given = {key: row.cells.get(column, "") if column else "" for key, column in columns.items()}
        entries = [
            (row.cells.get(named, "") if named else column, row.cells.get(column, "")) for named, column in pairs
        ]
        if row.surplus:
            doubts.append(Doubt(where, _surplus(row.surplus)))
            continue
        if not any(text for _, text in entries):
            continue
        member = directory.find(given["id"], given["name"], given["form"])
        if isinstance(member, Text):
            doubts.append(Doubt(where, member))
            continue
        numbers = []
        for named, text in entries:
            number = _number_in_form(named, room.form_of(member))
            if isinstance(number, Text):
                doubts.extend([Doubt(where, number)] if text else [])
            elif _DATE.fullmatch(plain(text)):
                doubts.append(Doubt(where, _turned_into_a_date(number, text)))
            elif text:
                answers.append(Collected(member.student.id, member.form, number, text, where))
                numbers.append(number)
        whole = numbers[0] if question and answer and numbers else WHOLE
        for number, told in [*([(whole, times.of_row(row.cells))] if numbers else []), *times.of_questions(row.cells)]:
            if isinstance(told, Text):
                doubts.append(Doubt(where, told))
            elif told is not None and (number == WHOLE or number in numbers):
                taken.append(TimeTaken(member.student.id, number, told, where))
    lacking = [] if question and answer else sorted(set(range(1, room.most + 1)) - set(numbered.values()))
    return Found(tuple(answers), tuple(doubts), tuple(taken), tuple(_notes(table.name, unread, lacking)))


def _notes(name: str, unread: Sequence[str], lacking: Sequence[int]) -> Iterator[Text]:
    told = [column for column in unread if not _LIKE.match(plain(column))]
    if told:
        shown = ", ".join(told[:MAX_TOLD]) + (", …" if len(told) > MAX_TOLD else "")
        yield Text(f"{name}: 読まなかった列: {shown}", f"{name}: columns that were not read: {shown}")
    if lacking:
        shown = ", ".join(map(str, lacking[:MAX_TOLD])) + (", …" if len(lacking) > MAX_TOLD else "")
        yield Text(f"{name}: 列のない問題: {shown}", f"{name}: questions without a column: {shown}")


def _number_in_form(named: str, form: ClassForm) -> int | Text:
    """Return the question of a form that is named by its number, or by its item where that stands there once."""
    places = form.form.places
    number = question_number(named)
    if number is None:
        found = [at for at, place in enumerate(places, start=1) if place.item == named.strip()]
        number = found[0] if len(found) == 1 else None
    if number is None or not 1 <= number <= len(places):
        told = " ".join(named.split())[:40] or "?"
        return Text(
            f"問 {told} は用紙 {form.id} にありません（1〜{len(places)}）",
            f"form {form.id} has no question {told} (1 to {len(places)})",
        )
    return number


def _surplus(text: str) -> Text:
    return Text(
        f'見出しより右に「{text[:40]}」があります。コンマを含む答えは "7,5" のように囲んでください',
        f'"{text[:40]}" stands beyond the last column: an answer with a comma has to be written as "7,5", in quotes',
    )


def _perhaps_a_question(column: str) -> Text:
    shown = " ".join(column.split())[:40]
    return Text(
        f"「{shown}」の列は読みませんでした。答えの列なら、見出しを番号だけにしてください",
        f'the column "{shown}" was not read; if it has answers, let its head be the number alone',
    )


def _turned_into_a_date(number: int, text: str) -> Text:
    return Text(
        f"問 {number} の答えが日付です（{text}）。表計算ソフトが 1/4 のような答えを日付に変えたのでしょう。"
        "その列を文字列にして書き直してください",
        f"the answer to question {number} is a date ({text}): a spreadsheet makes one of an answer such as 1/4; "
        "format the column as text and write it again",
    )


def question_number(text: str) -> int | None:
    """Return the question that a heading or a cell names.

    >>> question_number("問３"), question_number("Q12"), question_number("7."), question_number("name")
    (3, 12, 7, None)
    """
    found = _NUMBERED.fullmatch(plain(text))
    return int(found[1]) if found else None


def plain(text: str) -> str:
    """Return a heading or a cell as it is compared: width and case don't matter, blanks around it neither.

    >>> plain(" Ｑ３ ")
    'q3'
    """
    return unicodedata.normalize("NFKC", text).strip().casefold()


# -- tables of learning systems ----------------------------------------------------------------------------------------


def _of_lms(rows: Iterator[LmsRow], table: ReadTable, room: Classroom) -> Found:
    directory = Directory(room)
    columns = TimeColumns(table.columns, question_number)
    texts: dict[str, QuestionTexts] = {}
    in_parts: dict[str, list[bool]] = {}
    answers: list[Collected] = []
    taken: list[TimeTaken] = []
    doubts: list[Doubt] = []
    for one in rows:
        where = f"{table.name}:{one.row.line}"
        member = directory.find_named(one.id, one.names)
        if isinstance(member, Text):
            doubts.append(Doubt(where, member))
            continue
        if member.form not in texts:
            sheet = read_json(room.folder / "forms" / f"{member.form}.json")
            places = sheet_places(sheet, member.form)
            in_parts[member.form] = [bool(place.entry.get("parts")) for place in places]
            stems = [place.entry["stem"] for place in places]
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
                numbers = None if in_parts[member.form][number - 1] else of_embedded(answer)
                answers.append(Collected(member.student.id, member.form, number, numbers or answer, where))
        seconds = columns.of_row(one.row.cells)
        if isinstance(seconds, Text):
            doubts.append(Doubt(where, seconds))
        elif seconds is not None:
            taken.append(TimeTaken(member.student.id, WHOLE, seconds, where))
    return Found(tuple(answers), tuple(doubts), tuple(taken))


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
    called = [member for member in members if _names(path.stem, member.student.id)]
    if len(members) > 1 and len(called) != 1:
        why = Text(
            f"用紙 {form} は {len(members)} 人にあります。ファイル名に id を入れてください",
            f"{len(members)} students have the form {form}; put the id into the file's name",
        )
        return Found((), (Doubt(str(path), why),))
    member = members[0] if len(members) == 1 else called[0]
    number_of = {(place.item, place.seed): number for number, place in enumerate(room.forms[form].form.places, start=1)}
    answers: list[Collected] = []
    doubts: list[Doubt] = []
    taken: list[TimeTaken] = []
    for one in places:
        number = number_of[(one.place.id, one.place.seed)]
        where = f"{path}:{one.begins + 1}"
        if one.second is not None:
            doubts.append(
                Doubt(where, Text(f"問 {number} に答えが 2 つあります", f"question {number} has two answers"))
            )
        elif one.answer.strip():
            answers.append(Collected(member.student.id, form, number, one.answer, where))
            seconds = seconds_of(one.place.entry.get("seconds", one.place.entry.get("elapsed_s")))
            if isinstance(seconds, Text):
                doubts.append(Doubt(where, seconds))
            elif seconds is not None:
                taken.append(TimeTaken(member.student.id, number, seconds, where))
    return Found(tuple(answers), tuple(doubts), tuple(taken))


def _names(stem: str, identifier: str) -> bool:
    """Whether a file's name has an id in it, as a whole: 12 isn't in it for a student 1.

    >>> _names("answers 012", "012"), _names("answers-012", "12"), _names("s1_2026", "s1")
    (True, False, True)
    """
    return bool(re.search(rf"(?<![^\W_]){re.escape(plain(identifier))}(?![^\W_])", plain(stem)))


# -- together with what is there ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Added:
    """What is new of what was found, and what is in doubt."""

    answers: tuple[Collected, ...]
    times: tuple[TimeTaken, ...]
    doubts: tuple[Doubt, ...]


def added(
    found: Found,
    answers: Mapping[tuple[str, int], Collected],
    times: Mapping[tuple[str, int], TimeTaken],
    *,
    replace: bool,
) -> Added:
    """Return what is new beside the answers and times that are there already.

    Another answer to a question that has one isn't taken, nor is its time; with ``replace`` the later one counts.
    """
    known = dict(answers)
    new: list[Collected] = []
    doubts = list(found.doubts)
    refused: set[tuple[str, int]] = set()
    for one in found.answers:
        there = known.get((one.student, one.question))
        if there is not None and there.answer == one.answer:
            continue
        if there is not None and not replace:
            why = Text(
                f"{one.student} の問 {one.question} には別の答えがあります（{there.source}）。"
                "あとの答えを数えるなら --replace をつけてください",
                f"{one.student} has another answer to question {one.question} ({there.source}); "
                "with --replace the later one counts",
            )
            doubts.append(Doubt(one.source, why))
            # The time of the whole paper may be that of another attempt.
            refused |= {(one.student, one.question), (one.student, WHOLE)}
            continue
        known[(one.student, one.question)] = one
        new.append(one)
    told, unsure = _new_times(
        (one for one in found.times if (one.student, one.question) not in refused), times, replace
    )
    return Added(tuple(new), tuple(told), (*doubts, *unsure))


def _new_times(
    found: Iterable[TimeTaken], times: Mapping[tuple[str, int], TimeTaken], replace: bool
) -> tuple[list[TimeTaken], list[Doubt]]:
    known = dict(times)
    new: list[TimeTaken] = []
    doubts: list[Doubt] = []
    for one in found:
        there = known.get((one.student, one.question))
        if there is not None and abs(there.seconds - one.seconds) < SAME_TIME:
            continue
        if there is not None and not replace:
            why = Text(
                f"{one.student} には別の所要時間があります（{there.source}）。"
                "あとの時間を数えるなら --replace をつけてください",
                f"{one.student} has another time ({there.source}); with --replace the later one counts",
            )
            doubts.append(Doubt(one.source, why))
            continue
        known[one.student, one.question] = one
        new.append(one)
    return new, doubts
