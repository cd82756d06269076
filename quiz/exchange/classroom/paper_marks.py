"""Collected answers -> marks: each answer graded by the form as it was printed; what a person must judge stays open.

A text in which the program finds not all that is asked for is a person's to judge: what it misses may be there. A
question that was taken out (``void``) gives everybody its full mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quiz.drawing import pictures, prompt, solution
from quiz.exchange.as_printed import AsPrinted, KeyFile, PrintedPlace, read_json, sheet_places
from quiz.exchange.classroom.by_hand import HandKey, ToMark, digest, given_points
from quiz.exchange.classroom.class_folder import Classroom, Collected, Member, latest
from quiz.exchange.classroom.tables_in import written_rows
from quiz.exchange.export.printable_page import STYLE
from quiz.figures.gallery import Gallery
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.language import Language, Text
from quiz.model import Outcome, Variant
from quiz.outlet.csv_text import Cell, csv_text
from quiz.outlet.web_page import Markup, document, element
from quiz.render.hypertext import hypertext
from quiz.verdicts import WORDINGS

OPEN = frozenset({"undecided", "unreadable", "self-assessed", "needs-run", "imprecise"})
"""Verdicts that a person has to look at: they count as nothing until then."""

VOID = Text(
    "この問題は採点から外し、全員に満点をつけました。", "This question was taken out: everybody has its full mark."
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A student's answer to a question, and what it is worth; ``variant`` is why it can't be graded where it can't.

    ``by_hand`` is what a person has given for it.
    """

    item: str
    number: int
    answer: str
    variant: Variant | Text
    outcome: Outcome
    void: bool = False
    by_hand: float | None = None

    @property
    def points(self) -> float:
        """What it counts, from 0 to 1."""
        if self.void:
            return 1.0
        if self.by_hand is not None:
            return self.by_hand
        return 0.0 if self.is_open else self.outcome.score

    @property
    def is_open(self) -> bool:
        """Whether a person still has to look at it."""
        return self.is_a_persons and not self.void and self.by_hand is None

    @property
    def is_a_persons(self) -> bool:
        """Whether a person has the last word on it."""
        if not self.answer.strip():
            return False
        if isinstance(self.variant, Text) or self.outcome.verdict in OPEN:
            return True
        return kind_of(self.variant.item).self_assessed and self.outcome.verdict != "correct"


@dataclass(frozen=True, slots=True)
class Paper:
    """All of a student: the questions in the order of the form."""

    member: Member
    marked: tuple[Marked, ...]

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(bool(one.answer.strip()) for one in self.marked)

    @property
    def handed_in(self) -> bool:
        """Whether it holds an answer at all: a paper without one gets no mark, not even for what was taken out."""
        return self.answered > 0

    @property
    def points(self) -> float:
        """The sum."""
        return sum(one.points for one in self.marked)

    def of_item(self, item: str) -> Marked | None:
        """Return what became of one question; None if the form doesn't ask it."""
        return next((one for one in self.marked if one.item == item), None)


class Marker:
    """Grades the papers of a class, form by form."""

    def __init__(self, room: Classroom, printed_of: Callable[[KeyFile], AsPrinted]) -> None:
        self.room = room
        self._printed_of = printed_of
        self._variants: dict[str, list[tuple[PrintedPlace, Variant | Text]]] = {}
        self._graded: dict[tuple[str, int, str], Outcome] = {}

    def papers(self) -> list[Paper]:
        """Return the papers of all students, in the roster's order."""
        answers, by_hand = latest(self.room.folder), given_points(self.room)
        return [self._paper(member, answers, by_hand) for member in self.room.members]

    def variants(self, form: str) -> list[tuple[PrintedPlace, Variant | Text]]:
        """Return the questions of a form as they were printed."""
        if form not in self._variants:
            sheet = read_json(self.room.folder / "forms" / f"{form}.json")
            key_path = self.room.folder / "keys" / f"{form}.json"
            printed = self._printed_of(KeyFile(read_json(key_path), str(key_path)))
            places = sheet_places(sheet, f"forms/{form}.json")
            self._variants[form] = [(place, printed.variant(place)) for place in places]
        return self._variants[form]

    def _paper(
        self, member: Member, answers: Mapping[tuple[str, int], Collected], by_hand: Mapping[HandKey, float]
    ) -> Paper:
        marked = []
        for number, (place, variant) in enumerate(self.variants(member.form), start=1):
            given = answers.get((member.student.id, number))
            text = "" if given is None else given.answer
            outcome = self._outcome(member.form, number, text, variant)
            points = by_hand.get(HandKey(member.student.id, place.id, digest(text)))
            one = Marked(place.id, number, text, variant, outcome, place.id in self.room.void)
            marked.append(replace(one, by_hand=points) if one.is_a_persons else one)
        return Paper(member, tuple(marked))

    def _outcome(self, form: str, number: int, text: str, variant: Variant | Text) -> Outcome:
        if not text.strip():
            return Outcome("unanswered", 0.0)
        if isinstance(variant, Text):
            return Outcome("undecided", 0.0)
        known = (form, number, text)
        if known not in self._graded:
            self._graded[known] = grade(variant, text)
        return self._graded[known]


def to_mark(papers: Sequence[Paper]) -> list[ToMark]:
    """Return the answers that a person has the last word on, question by question, whether marked by now or not."""
    found = [
        ToMark(HandKey(student.id, one.item, digest(one.answer)), student.name, one.answer, one.outcome.score)
        for paper in papers
        for student in (paper.member.student,)
        for one in paper.marked
        if one.is_a_persons and not one.void
    ]
    return sorted(found, key=lambda one: one.key.item)


# -- marks.csv ---------------------------------------------------------------------------------------------------------

_HEAD = ("id", "name", "form", "answered", "points", "of", "percent", "open")


def marks_csv(papers: Sequence[Paper], room: Classroom) -> str:
    """Return the table of marks: a row for each student, a column for each question by its id.

    Who has handed in nothing has no mark.
    """
    return csv_text([(*_HEAD, *room.items), *(_row(paper, room) for paper in papers)])


def _row(paper: Paper, room: Classroom) -> Sequence[Cell]:
    of = len(paper.marked)
    who = (paper.member.student.id, paper.member.student.name, paper.member.form, paper.answered)
    if not paper.handed_in:
        return (*who, "", of, "", 0, *("" for _ in room.items))
    found = [paper.of_item(item) for item in room.items]
    return (
        *who,
        round(paper.points, 2),
        of,
        round(100 * paper.points / of, 1) if of else 0,
        sum(one.is_open for one in paper.marked),
        *(("" if one is None else "?" if one.is_open else round(one.points, 2)) for one in found),
    )


def changes(before: str, after: str) -> list[Sequence[Cell]]:
    """Return what differs between two tables of marks: student, question, mark before and after.

    >>> changes("id,name,form,relu\\n1,A,X,0\\n", "id,name,form,relu\\n1,A,X,1\\n")
    [('1', 'A', 'relu', '0', '1')]
    """
    old = {row["id"]: row for row in written_rows(before)}
    found: list[Sequence[Cell]] = []
    for row in written_rows(after):
        there = old.get(row["id"])
        if there is None:
            continue
        found += [
            (row["id"], row["name"], column, there[column], value)
            for column, value in row.items()
            if column not in ("id", "name", "form") and column in there and there[column] != value
        ]
    return found


# -- feedback ----------------------------------------------------------------------------------------------------------

RESULT = Text("結果", "Your result")
YOUR_ANSWER = Text("あなたの答え", "Your answer")
NOTHING = Text("（無記入）", "(nothing written)")
KEY = Text("正解", "Key")
MODEL_ANSWER = Text("模範解答", "Model answer")
SOLUTION = Text("解説", "Solution")
BY_TEACHER = Text("先生が採点します", "Your teacher will mark this")


def feedback_page(paper: Paper, room: Classroom) -> str:
    """Return a student's feedback: each answer with its mark, what went wrong, and the solution.

    It says the form's id and no name: it can be handed out as it is.
    """
    language = room.language
    title = f"{room.title.in_(language)}: {RESULT.in_(language)} ({paper.member.form})"
    of = len(paper.marked)
    head = element("p", element("strong", f"{round(paper.points, 1):g} / {of}"))
    body = [element("h1", title), head, *(_feedback(one, language) for one in paper.marked)]
    return "".join(document(title, language, STYLE, [element("main", *body)]))


def _feedback(one: Marked, language: Language) -> Markup:
    if isinstance(one.variant, Text):
        return element("section", element("h2", str(one.number)), element("p", one.variant.in_(language)))
    shown = prompt(one.variant)
    wording = WORDINGS[one.outcome.verdict]
    verdict = BY_TEACHER.in_(language) if one.is_open else f"{wording.mark} {wording.label.in_(language)}"
    head = element("h2", f"{one.number}. {shown.title.in_(language)}: {verdict}")
    gallery = Gallery(language, {**shown.pictures, **pictures(one.variant)})
    parts = [head, hypertext(shown.stem.in_(language), gallery, top=4)]
    for entries in shown.lists:
        lines = (element("li", entry.label, " ", hypertext(entry.text.in_(language), gallery)) for entry in entries)
        parts.append(element("ul", *lines, classes="options"))
    for part in shown.parts:
        parts += [
            element("p", element("strong", f"({part.label})")),
            hypertext(part.stem.in_(language), gallery, top=4),
        ]
    answer = one.answer or NOTHING.in_(language)
    parts.append(element("p", element("strong", f"{YOUR_ANSWER.in_(language)}: "), answer))
    parts += _told(one, language, gallery)
    kind = kind_of(one.variant.item)
    for name, told in (
        (MODEL_ANSWER if kind.self_assessed else KEY, kind.key_shown(one.variant)),
        (SOLUTION, solution(one.variant)),
    ):
        shown_as = hypertext(told.in_(language), gallery, top=4)
        parts.append(element("div", element("p", element("strong", name.in_(language))), shown_as))
    return element("section", *parts, classes="long")


def _told(one: Marked, language: Language, gallery: Gallery) -> Iterator[Markup]:
    if one.void:
        yield element("p", VOID.in_(language))
    fault = one.outcome.unreadable
    if fault is not None:
        yield element("p", fault.reason.in_(language))
    for diagnosis in one.outcome.diagnoses:
        yield hypertext(diagnosis.message.in_(language), gallery, top=4)
    for part in one.outcome.parts:
        wording = WORDINGS[part.outcome.verdict]
        yield element("p", f"({part.label}) {wording.mark} {wording.label.in_(language)}")
        for diagnosis in part.outcome.diagnoses:
            yield hypertext(diagnosis.message.in_(language), gallery, top=4)


def feedback_files(papers: Sequence[Paper], room: Classroom) -> Iterator[tuple[Path, bytes]]:
    """Yield the feedback of each student who has handed in, filed by the form's id.

    Nobody else gets one: it holds the solutions, and the form may still be written.
    """
    names = room.feedback_names()
    for paper in filter(lambda paper: paper.handed_in, papers):
        name = names[paper.member.student.id]
        yield room.folder / "feedback" / f"{name}.html", feedback_page(paper, room).encode()
