"""The folder of a class: what lies where, who has which form, and which questions of which form are whose.

::

    class.json      which set, which forms, who has which; questions that were taken out
    roster.csv      the roster, as it was given
    sheets/         what is handed out: a page for each form (and PDF), nothing of whose key is in it
    forms/          the same forms for a program, and as Markdown to be filled in
    keys/           keys and solutions, by form
    answers.csv     a table to be filled in, a row for each student
    answers.jsonl   the answers that were collected, each with where it came from; it only grows
    times.jsonl     how long papers and answers took, where that came with them
    by-hand.csv     the answers that a person marks; the points are filled in there, and kept
    marks.csv, changes.csv, feedback/, report.html, report.csv, times.csv     what is made of them
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quiz.bank.bounded_json import parse_json
from quiz.errors import QuizError, refusal
from quiz.exchange.classroom.form_ids import is_form_id
from quiz.exchange.classroom.rosters import Student
from quiz.language import LANGUAGES, Language, Text
from quiz.model import Form, Place
from quiz.outlet.json_text import json_text
from quiz.outlet.whole_files import place_bytes

FORMAT = 1
MANIFEST = "class.json"
ANSWERS = "answers.jsonl"


@dataclass(frozen=True, slots=True)
class ClassForm:
    """A form of the class by its id."""

    id: str
    form: Form


@dataclass(frozen=True, slots=True)
class Member:
    """A student with the form that is theirs."""

    student: Student
    form: str


@dataclass(frozen=True, slots=True)
class Classroom:
    """A class as its folder tells it."""

    folder: Path
    bank: str
    title: Text
    seed: int
    language: Language
    forms: Mapping[str, ClassForm]
    members: tuple[Member, ...]
    void: tuple[str, ...] = ()

    def form_of(self, member: Member) -> ClassForm:
        """Return the form of a student."""
        return self.forms[member.form]

    @property
    def set_name(self) -> str:
        """The name by which the set of all its forms is opened again."""
        return next(iter(self.forms.values())).form.set_name

    @property
    def items(self) -> tuple[str, ...]:
        """The questions, in one order for the whole class."""
        return tuple(sorted({place.item for one in self.forms.values() for place in one.form.places}))

    @property
    def most(self) -> int:
        """So many questions has the longest form."""
        return max(len(one.form.places) for one in self.forms.values())

    def feedback_names(self) -> dict[str, str]:
        """Return the name of each student's feedback: the form's id, with a number where several have the form."""
        having: dict[str, list[str]] = {}
        for member in self.members:
            having.setdefault(member.form, []).append(member.student.id)
        return {
            student: form if len(students) == 1 else f"{form}-{number}"
            for form, students in having.items()
            for number, student in enumerate(students, start=1)
        }

    def voided(self, out: Sequence[str], back: Sequence[str] = ()) -> Classroom:
        """Return the class with some questions taken out as well, and others counted again."""
        void = tuple(item for item in dict.fromkeys((*self.void, *out)) if item not in back)
        return replace(self, void=void)


def manifest_text(room: Classroom) -> str:
    """Return ``class.json``."""
    data = {
        "format": FORMAT,
        "bank": room.bank,
        "title": {"ja": room.title.ja, "en": room.title.en},
        "seed": room.seed,
        "language": room.language,
        "void": list(room.void),
        "forms": [
            {
                "id": one.id,
                "course": one.form.course,
                "set": one.form.set_name,
                "seed": one.form.seed,
                "minutes": one.form.minutes,
                "places": [[place.item, place.seed] for place in one.form.places],
            }
            for one in room.forms.values()
        ],
        "students": [
            {"id": member.student.id, "name": member.student.name, "form": member.form} for member in room.members
        ],
    }
    return json_text(data, indent=1) + "\n"


def save(room: Classroom) -> None:
    """Write ``class.json`` anew."""
    place_bytes(manifest_text(room).encode(), room.folder / MANIFEST, force=True)


def open_class(folder: Path) -> Classroom:
    """Return the class of a folder.

    Raises:
        QuizError: there is none, or its ``class.json`` has been damaged.
    """
    path = folder / MANIFEST
    try:
        with path.open("rb") as file:
            data = parse_json(file.read(50_000_000).decode())
        return _read(folder, data)
    except FileNotFoundError:
        raise QuizError(
            Text(f"{folder} はクラスのフォルダではありません", f"{folder} is no folder of a class"),
            remedy=Text("quiz class new FOLDER --roster roster.csv --set day2", "quiz class new FOLDER makes one"),
        ) from None
    except OSError as error:
        why = refusal(error)
        raise QuizError(Text(f"{path} を読めません: {why.ja}", f"can't read {path}: {why.en}")) from None
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        raise QuizError(
            Text(f"{path} が壊れています", f"{path} is damaged"),
            remedy=Text("控えから戻してください", "put it back from a copy"),
        ) from None


def _read(folder: Path, data: Any) -> Classroom:
    if data["format"] != FORMAT or data["language"] not in LANGUAGES:
        raise ValueError
    forms = {}
    for entry in data["forms"]:
        places = tuple(Place(_text(item), _whole(seed)) for item, seed in entry["places"])
        form = Form(_text(entry["course"]), _text(entry["set"]), _whole(entry["seed"]), places, float(entry["minutes"]))
        if not is_form_id(_text(entry["id"])):
            raise ValueError
        forms[entry["id"]] = ClassForm(entry["id"], form)
    members = tuple(
        Member(Student(_text(entry["id"]), _text(entry["name"])), _text(entry["form"])) for entry in data["students"]
    )
    if not all(member.form in forms for member in members):
        raise ValueError
    title = Text(_text(data["title"]["ja"]), _text(data["title"]["en"]))
    void = tuple(map(_text, data["void"]))
    return Classroom(folder, _text(data["bank"]), title, _whole(data["seed"]), data["language"], forms, members, void)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError
    return value


# -- answers -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Collected:
    """An answer of a student to a question of their form (counted from 1), and where it was found."""

    student: str
    form: str
    question: int
    answer: str
    source: str


def collected(folder: Path) -> Iterator[Collected]:
    """Yield the answers that were collected, in the order in which they came.

    A line that was damaged is passed over: the file only grows, and the others are whole.
    """
    path = folder / ANSWERS
    if not path.is_file():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                data = parse_json(line)
                yield Collected(
                    _text(data["student"]),
                    _text(data["form"]),
                    _whole(data["question"]),
                    _text(data["answer"]),
                    _text(data["source"]),
                )
            except (ValueError, KeyError, TypeError, RecursionError):
                continue


def latest(folder: Path) -> dict[tuple[str, int], Collected]:
    """Return the answer that counts of each student to each question: the last one."""
    return {(one.student, one.question): one for one in collected(folder)}


def collected_line(one: Collected) -> str:
    """Return the line of an answer."""
    return json_text(
        {
            "student": one.student,
            "form": one.form,
            "question": one.question,
            "answer": one.answer,
            "source": one.source,
        }
    )
