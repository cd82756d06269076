"""What a new class gets: forms with the same questions in other numbers and another order, and files to hand out."""

from __future__ import annotations

import importlib.util
import io
from codecs import BOM_UTF8
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from quiz.bank.blueprint import QuestionSet
from quiz.bank.folder import Bank
from quiz.drawing import draw
from quiz.draws import MAX_SEED, Draws
from quiz.errors import QuizError, Unanswerable
from quiz.exchange.classroom.class_folder import ClassForm, Classroom, Member
from quiz.exchange.classroom.form_ids import form_id
from quiz.exchange.classroom.rosters import Student
from quiz.exchange.export.exported_question import ExportedQuestion, exported
from quiz.exchange.export.exporter import ExportedSet
from quiz.exchange.export.pdf_sheet import PdfSheet, compiled, sheet_source
from quiz.exchange.export.printable_page import PrintablePage
from quiz.exchange.new_files import made_folder
from quiz.exchange.sheet import Edition, JsonKey, JsonSheet, MarkdownSheet, Writer
from quiz.language import Language, Text, counted
from quiz.model import Form, Place, Variant
from quiz.outlet.csv_text import csv_text
from quiz.outlet.svg_markup import data_uri
from quiz.outlet.typst_text import Typst, call, plain, together
from quiz.outlet.web_page import Markup, element, image
from quiz.outlet.whole_files import place_bytes
from quiz.render.paper import embedded

TRIES = 50
"""So many seeds are tried for a question, some of whose numbers can't be drawn."""

FORM = Text("用紙", "Form")

PLACES = ("sheets", "forms", "keys", "feedback")
"""The folders within that of a class."""


def new_class(
    folder: Path,
    question_set: QuestionSet,
    first: Form,
    students: Sequence[Student],
    *,
    forms: int | None,
    language: Language,
) -> Classroom:
    """Return a class: every form asks the questions of ``first``, in numbers and an order of its own.

    With ``forms`` there are only so many, dealt out so that neighbours in the roster have different ones.
    """
    count = len(students) if forms is None else min(forms, len(students))
    made = [_form(question_set, first, number) for number in range(count)]
    by_id = {one.id: one for one in made}
    if len(by_id) < count:
        raise QuizError(Text("用紙の番号が重なりました。別の --seed で", "two forms got one id; use another --seed"))
    members = tuple(Member(student, made[place % count].id) for place, student in enumerate(students))
    title = question_set.blueprint.title
    return Classroom(folder, question_set.bank.name, title, first.seed, language, by_id, members)


def another_form(question_set: QuestionSet, room: Classroom, number: int) -> ClassForm:
    """Return a further form of a class that is there: the same questions, whatever the set asks by now."""
    first = next(iter(room.forms.values())).form
    return _form(question_set, replace(first, seed=room.seed), number)


def _form(question_set: QuestionSet, first: Form, number: int) -> ClassForm:
    draws = Draws(f"class/{first.seed}/{number}")
    places = draws.shuffled([_place(question_set, place, draws) for place in first.places])
    seed = 1 + draws.below(MAX_SEED)
    return ClassForm(
        form_id(first.seed, number), Form(first.course, first.set_name, seed, tuple(places), first.minutes)
    )


def _place(question_set: QuestionSet, place: Place, draws: Draws) -> Place:
    """Return the question with a seed that gives numbers."""
    for _ in range(TRIES):
        seed = 1 + draws.below(MAX_SEED)
        try:
            _drawn(question_set.bank, place.item, seed)
        except Unanswerable:
            continue
        return Place(place.item, seed)
    raise QuizError(
        Text(f"{place.item} の数値を引けません", f"no numbers fit {place.item}"),
        remedy=Text("quiz check で問題を確かめてください", "look at the question with quiz check"),
    )


@lru_cache(maxsize=20_000)
def _drawn(bank: Bank, item: str, seed: int) -> Variant:
    """Return a question with its numbers; it is tried first, and written to several files later."""
    return draw(bank.item(item), seed)


# -- files -------------------------------------------------------------------------------------------------------------


def lay(room: Classroom, question_set: QuestionSet, made: Collection[ClassForm], members: Sequence[Member]) -> Path:
    """Write what belongs to new forms, and a table for the answers of students who are new; return the table's path.

    Nothing of what the class has already is written over, only what a run that was stopped may have left.
    """
    for place in PLACES:
        made_folder(room.folder / place)
    for name, data in _files(room, question_set, made):
        place_bytes(data, room.folder / name, force=True)
    table = free_name(room.folder, "answers.csv")
    place_bytes(_blank_answers(room, members), table)
    return table


def made_told(room: Classroom, questions: int) -> Text:
    """Say what a new class has."""
    people, made = counted(len(room.members), "student"), counted(len(room.forms), "form")
    return Text(
        f"{room.folder} を作りました: {len(room.members)} 人、用紙 {len(room.forms)} 種類、各 {questions} 問",
        f"made {room.folder}: {people}, {made}, {counted(questions, 'question')} each",
    )


def free_name(folder: Path, name: str) -> Path:
    """Return a name in a folder that nothing has yet: ``answers.csv``, then ``answers-2.csv`` and so on."""
    stem, dot, ending = name.rpartition(".")
    number, path = 1, folder / name
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{dot}{ending}"
    return path


def _files(room: Classroom, question_set: QuestionSet, made: Collection[ClassForm]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of those forms of a class that are new: name within the folder, and content."""
    pdf = has_typst()
    for number, one in enumerate(room.forms.values(), start=1):
        if one not in made:
            continue
        drawn = (_drawn(question_set.bank, place.item, place.seed) for place in one.form.places)
        variants = [replace(variant, item=question_set.blueprint.paced(variant.item, one.form)) for variant in drawn]
        edition = Edition(question_set, one.form, room.language, number, len(room.forms))
        yield f"forms/{one.id}.json", _written(JsonSheet(edition), variants)
        yield f"forms/{one.id}.md", _written(MarkdownSheet(edition), variants)
        yield f"keys/{one.id}.json", _written(JsonKey(edition), variants)
        questions = [_exported(question_set, variant) for variant in variants]
        whole = ExportedSet(one.id, room.title, one.form.course, one.form.seed, (room.language,), one.form.minutes)
        page = PrintablePage()
        yield f"sheets/{one.id}.html", page.file(questions, whole, (_badge(one.id, room.language),))
        yield f"keys/{one.id}.html", page.key_file(questions, whole)
        if pdf:
            code = _code(one.id)
            parts = [plain(f"{FORM.in_(room.language)} {one.id}  ")]
            if code is not None:
                parts.append(embedded(code, "14mm"))
            above = Typst(f"#align(right)[{call('text', together(*parts), size='9pt').source}];")
            yield f"sheets/{one.id}.pdf", compiled(sheet_source(questions, whole, above), room.language)


def has_typst() -> bool:
    """Return whether sheets are made as PDF as well."""
    return PdfSheet().unavailable() is None


def _exported(question_set: QuestionSet, variant: Variant) -> ExportedQuestion:
    question = exported(question_set.course.id, variant)
    assert question is not None  # it is only asked as it is written
    return question


def _written(writer: Writer, variants: Sequence[Variant]) -> bytes:
    entries = (writer.entry(number, variant) for number, variant in enumerate(variants, start=1))
    return "".join([writer.head(), *entries, writer.end()]).encode()


def _badge(identifier: str, language: Language) -> Markup:
    """Return the form's id for a page, with its code to be photographed."""
    code = _code(identifier)
    name = f"{FORM.in_(language)} {identifier}"
    return element("p", *([image(code, name)] if code else []), name, classes="badge")


def _code(identifier: str) -> str | None:
    """Return the address of a QR code of a form's id; None without the library that makes it."""
    if importlib.util.find_spec("segno") is None:
        return None
    import segno

    drawn = io.BytesIO()
    segno.make(identifier, error="m", micro=False).save(drawn, kind="svg", scale=2, border=2, xmldecl=False)
    return data_uri("image/svg+xml", drawn.getvalue())


def _blank_answers(room: Classroom, members: Sequence[Member]) -> bytes:
    """Return a table to be filled in, a row for each of these students."""
    head = ("id", "name", "form", *(str(number) for number in range(1, room.most + 1)))
    rows = ((member.student.id, member.student.name, member.form, *([""] * room.most)) for member in members)
    return BOM_UTF8 + csv_text([head, *rows]).encode()
