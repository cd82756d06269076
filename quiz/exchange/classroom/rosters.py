"""A roster: who is in the class. Columns ``id`` and ``name``; others are kept as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quiz.errors import QuizError
from quiz.exchange.classroom.tables_in import ReadTable, folded, read_table
from quiz.language import Text

MAX_STUDENTS = 5_000
MAX_TOLD = 12
"""So many lines are named at once."""

MAX_NAMED = 12
"""So many students are named in one sentence."""

ID_NAMES = ("id", "student id", "student number", "number", "no", "no.", "番号", "学籍番号", "学生番号", "出席番号")
NAME_NAMES = ("name", "student", "student name", "full name", "氏名", "名前", "学生氏名")
FAMILY_NAMES = ("surname", "last name", "family name", "姓")
GIVEN_NAMES = ("first name", "given name", "名")


@dataclass(frozen=True, slots=True)
class Student:
    """Somebody in the class."""

    id: str
    name: str


def read_roster(path: Path) -> tuple[Student, ...]:
    """Return the students of a roster, in its order.

    Raises:
        QuizError: with the line, where an id is missing or there twice.
    """
    table = read_table(path)
    id_column = column_called(table, ID_NAMES)
    if id_column is None:
        shown = ", ".join(table.columns[:8])
        raise QuizError(
            Text(f"{path} に id の列がありません（見出し: {shown}）", f"{path} has no column id (its head: {shown})"),
            remedy=Text("1 行目を id,name にしてください", "let the first line be: id,name"),
        )
    name_column = column_called(table, NAME_NAMES)
    apart = [column_called(table, names) for names in (FAMILY_NAMES, GIVEN_NAMES)]
    named = [name_column] if name_column else [column for column in apart if column]
    students: list[Student] = []
    lines: dict[str, int] = {}
    faults: list[Text] = []
    for row in table.rows:
        identifier = row.cells.get(id_column, "")
        if not identifier:
            faults.append(Text(f"{path}:{row.line}: id がありません", f"{path}:{row.line}: there is no id"))
        elif (before := lines.get(folded(identifier))) is not None:
            faults.append(
                Text(
                    f"{path}:{row.line}: id {identifier} は {before} 行目にもあります",
                    f"{path}:{row.line}: id {identifier} is in line {before} as well",
                )
            )
        elif row.surplus:
            faults.append(
                Text(
                    f"{path}:{row.line}: 見出しより右に「{row.surplus[:40]}」があります",
                    f'{path}:{row.line}: "{row.surplus[:40]}" stands beyond the last column',
                )
            )
        lines.setdefault(folded(identifier), row.line)
        students.append(Student(identifier, " ".join(filter(None, (row.cells.get(name, "") for name in named)))))
    if faults:
        more = len(faults) - MAX_TOLD
        ja = "\n".join([*(fault.ja for fault in faults[:MAX_TOLD]), *([f"ほか {more} 行"] if more > 0 else [])])
        en = "\n".join([*(fault.en for fault in faults[:MAX_TOLD]), *([f"and {more} more lines"] if more > 0 else [])])
        raise QuizError(Text(ja, en), remedy=Text("名簿を直してください", "mend the roster"))
    if not students:
        raise QuizError(Text(f"{path} に学生がいません", f"{path} lists nobody"))
    if len(students) > MAX_STUDENTS:
        raise QuizError(Text(f"{path} は {MAX_STUDENTS} 人までです", f"{path} may list {MAX_STUDENTS} at most"))
    return tuple(students)


def column_called(table: ReadTable, names: Sequence[str]) -> str | None:
    """Return the column that has one of these names; None if none has."""
    wanted = {folded(name) for name in names}
    return next((column for column in table.columns if folded(column) in wanted), None)


def students_named(students: Sequence[Student]) -> Text:
    """Name students in a sentence, the first of them where they are many.

    >>> students_named([Student("001", "Sato"), Student("002", "")]).en
    '001 Sato, 002'
    """
    shown = [f"{student.id} {student.name}".strip() for student in students[:MAX_NAMED]]
    more = len(students) - len(shown)
    ja, en = (f" ほか {more} 人", f" and {more} more") if more else ("", "")
    return Text("、".join(shown) + ja, ", ".join(shown) + en)
