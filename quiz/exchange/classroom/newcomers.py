"""A class whose roster has grown: who is new gets a form, and nothing that was handed out is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quiz.bank.blueprint import QuestionSet
from quiz.errors import QuizError
from quiz.exchange.classroom.class_folder import ClassForm, Classroom, Member
from quiz.exchange.classroom.handing_out import another_form, free_name
from quiz.exchange.classroom.rosters import Student, students_named
from quiz.exchange.classroom.tables_in import folded
from quiz.language import Text, counted
from quiz.outlet.whole_files import place_bytes


@dataclass(frozen=True, slots=True)
class Grown:
    """The class with its newcomers, and what has become otherwise."""

    room: Classroom
    newcomers: tuple[Member, ...]
    forms: tuple[ClassForm, ...]
    """The forms that weren't there before."""
    renamed: tuple[Student, ...]
    """Who was in the class already, under the name that the roster has now."""
    missing: tuple[Student, ...]
    """Who is in the class and no longer in the roster: they stay."""


def refuse_other(room: Classroom, name: str | None, count: int | None, forms: int | None, seed: int | None) -> None:
    """Refuse what would make a class another one than it is: who has a sheet keeps it.

    Raises:
        QuizError: with what it is and what was asked for.
    """
    first = next(iter(room.forms.values())).form
    asked: Sequence[tuple[str, object, object]] = (
        ("--set", name, first.set_name),
        ("--count", count, len(first.places)),
        ("--forms", None if forms is None else min(forms, len(room.members)), len(room.forms)),
        ("--seed", seed, room.seed),
    )
    for option, wanted, there in asked:
        if wanted is not None and wanted != there:
            raise QuizError(
                Text(
                    f"{room.folder} にはもう別のクラスがあります（{option} は {there}、指定は {wanted}）",
                    f"{room.folder} is another class already ({option} {there}, not {wanted})",
                ),
                remedy=Text("新しいフォルダの名前にしてください", "name a new folder"),
            )


def grown(room: Classroom, question_set: QuestionSet, students: Sequence[Student]) -> Grown:
    """Return the class with those students of a roster who aren't in it yet.

    Where everybody has a form of their own, newcomers get one as well; else they are dealt those that there are.
    """
    named = {folded(student.id): student for student in students}
    members, renamed, missing = [], [], []
    for member in room.members:
        student = named.pop(folded(member.student.id), None)
        if student is None:
            missing.append(member.student)
        elif student.name and student.name != member.student.name:
            member = replace(member, student=replace(member.student, name=student.name))
            renamed.append(member.student)
        members.append(member)
    forms, own = dict(room.forms), len(room.forms) == len(room.members)
    newcomers: list[Member] = []
    made: list[ClassForm] = []
    for student in named.values():
        if own:
            form = another_form(question_set, room, len(forms))
            if form.id in forms:
                raise QuizError(Text("用紙の番号が重なりました", "two forms got one id"))
            forms[form.id] = form
            made.append(form)
        else:
            form = list(forms.values())[(len(members) + len(newcomers)) % len(forms)]
        newcomers.append(Member(student, form.id))
    room = replace(room, forms=forms, members=(*members, *newcomers))
    return Grown(room, tuple(newcomers), tuple(made), tuple(renamed), tuple(missing))


def grown_told(found: Grown) -> list[Text]:
    """Say who has come, and what else of the roster is otherwise than in the class."""
    folder, there = found.room.folder, len(found.room.members)
    people, made = counted(len(found.newcomers), "new student"), counted(len(found.forms), "new form")
    told = [
        Text(
            f"{folder} に {len(found.newcomers)} 人を加えました（新しい用紙 {len(found.forms)} 種類）。"
            f"いま {there} 人です。",
            f"{folder}: {people}, {made}; {counted(there, 'student')} in all",
        )
    ]
    if found.renamed:
        renamed = students_named(found.renamed)
        told.append(Text(f"  名前を名簿に合わせました: {renamed.ja}", f"  named as the roster has them: {renamed.en}"))
    if found.missing:
        missing = students_named(found.missing)
        told.append(
            Text(f"  名簿にありませんが残しました: {missing.ja}", f"  not in the roster, and kept: {missing.en}")
        )
    return told


def keep_roster(folder: Path, roster: Path) -> None:
    """Keep a roster in the class's folder as it was given, beside those that came before."""
    given = roster.read_bytes()
    if all(path.read_bytes() != given for path in folder.glob("roster*") if path.is_file()):
        place_bytes(given, free_name(folder, f"roster{roster.suffix.lower()}"))
