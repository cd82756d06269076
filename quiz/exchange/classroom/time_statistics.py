"""How long the class took: its papers, held against the minutes that are planned for them, and each question.

Only what was collected counts. The time of a paper is the one that was told; where none was, the sum of its questions'
times, if every question has one. A median stands for the middle, as one paper that was left open over night would move
a mean by hours; quartiles are those of Hyndman and Fan's seventh definition, linear between the ranks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.exchange.classroom.class_folder import Classroom
from quiz.exchange.classroom.collected_times import WHOLE, TimeTaken
from quiz.exchange.classroom.paper_marks import Paper
from quiz.language import Text
from quiz.outlet.csv_text import Cell, csv_text

FILE = "times.csv"


@dataclass(frozen=True, slots=True)
class Spread:
    """How many times are known, and in seconds the least of them, their quartiles and the most."""

    count: int
    least: float
    low: float
    median: float
    high: float
    most: float


@dataclass(frozen=True, slots=True)
class PaperTime:
    """A paper with the seconds it took, and those that are planned for its form."""

    paper: Paper
    seconds: float
    planned: float


@dataclass(frozen=True, slots=True)
class ClassTimes:
    """What is known of the times: paper by paper, over all papers, and by question."""

    handed_in: int
    papers: tuple[PaperTime, ...]
    whole: Spread | None
    items: Mapping[str, Spread]

    @property
    def over(self) -> int:
        """How many papers took longer than is planned."""
        return sum(one.seconds > one.planned for one in self.papers)


def class_times(papers: Sequence[Paper], room: Classroom, times: Mapping[tuple[str, int], TimeTaken]) -> ClassTimes:
    """Return the times of the papers that hold an answer."""
    handed_in = [paper for paper in papers if paper.handed_in]
    known: list[PaperTime] = []
    by_item: dict[str, list[float]] = {}
    for paper in handed_in:
        student = paper.member.student.id
        own = {one.number: times.get((student, one.number)) for one in paper.marked}
        for one in paper.marked:
            if (took := own[one.number]) is not None:
                by_item.setdefault(one.item, []).append(took.seconds)
        told = times.get((student, WHOLE))
        each = [took.seconds for took in own.values() if took is not None]
        if told is not None or len(each) == len(own):
            seconds = told.seconds if told is not None else sum(each)
            known.append(PaperTime(paper, seconds, 60 * room.form_of(paper.member).form.minutes))
    items = {item: found for item, seconds in by_item.items() if (found := spread(seconds)) is not None}
    return ClassTimes(len(handed_in), tuple(known), spread([one.seconds for one in known]), items)


def spread(seconds: Sequence[float]) -> Spread | None:
    """Return how times are spread; None for none.

    >>> spread([60, 120, 30, 90])
    Spread(count=4, least=30, low=52.5, median=75.0, high=97.5, most=120)
    """
    if not seconds:
        return None
    ranked = sorted(seconds)
    low, median, high = (_quantile(ranked, share) for share in (0.25, 0.5, 0.75))
    return Spread(len(ranked), ranked[0], low, median, high, ranked[-1])


def _quantile(ranked: Sequence[float], share: float) -> float:
    place = share * (len(ranked) - 1)
    below = int(place)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (place - below) * (ranked[above] - ranked[below])


def times_csv(times: ClassTimes) -> str:
    """Return the table of the papers' times: what each took, and what is planned, in minutes."""
    rows: list[Sequence[Cell]] = [("id", "name", "form", "minutes", "planned_minutes", "points")]
    for one in times.papers:
        member = one.paper.member
        minutes = (round(one.seconds / 60, 2), round(one.planned / 60, 2))
        rows.append((member.student.id, member.student.name, member.form, *minutes, round(one.paper.points, 2)))
    return csv_text(rows)


def clock(seconds: float) -> Text:
    """Return a time as it is told.

    >>> clock(754).en, clock(754).ja, clock(48).en, clock(3900).ja
    ('12 min 34 s', '12 分 34 秒', '48 s', '65 分')
    """
    whole = round(seconds)
    if whole < 60:
        return Text(f"{whole} 秒", f"{whole} s")
    if whole % 60 == 0:
        return Text(f"{whole // 60} 分", f"{whole // 60} min")
    return Text(f"{whole // 60} 分 {whole % 60} 秒", f"{whole // 60} min {whole % 60} s")


def digits(seconds: float) -> str:
    """Return a time in minutes and seconds for a narrow column, whose head says so.

    >>> digits(86.4), digits(3900)
    ('1:26', '65:00')
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
