"""What an exam has shown, once it is handed in: score by topic beside earlier exams, time, misses, what to do next.

Everything follows from the record and the bank; the same session gives the same debriefing on any day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from quiz.bank.blueprint import QuestionSet
from quiz.bank.course import Course
from quiz.drawing import solution
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Attempt, Diagnosis, Place, Variant, Verdict
from quiz.practice.learner_marks import marks_of
from quiz.practice.record_rows import Mark, StoredSession
from quiz.practice.session import NOT_COUNTED, Session
from quiz.practice.store import Store
from quiz.render.portable import code_block, literal

EARLIER = 3
"""So many earlier exams stand beside this one."""


@dataclass(frozen=True, slots=True)
class Share:
    """Points out of those that could be had."""

    right: float
    asked: int

    @property
    def percent(self) -> int:
        """The share in whole percent.

        >>> Share(2, 3).percent, Share(0, 0).percent
        (67, 0)
        """
        return round(100 * self.right / self.asked) if self.asked else 0


@dataclass(frozen=True, slots=True)
class TopicShare:
    """A topic's share in this exam, and in those before, the latest first; None where it wasn't asked."""

    section: str
    share: Share
    before: tuple[Share | None, ...]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question of the exam: what became of it, how long it took, what the learner said of it."""

    number: int
    place: Place
    title: Text
    section: str
    minutes: float
    attempt: Attempt | None
    elapsed_s: float
    marks: tuple[Mark, ...]

    @property
    def verdict(self) -> Verdict:
        """The verdict on the answer; unanswered where there is none."""
        return "unanswered" if self.attempt is None else self.attempt.verdict

    @property
    def score(self) -> float:
        """The points, from 0 to 1."""
        return 0.0 if self.attempt is None else self.attempt.score

    @property
    def missed(self) -> bool:
        """True for what is to be looked at again; what is undecided is not counted as wrong."""
        return self.score < 1 and self.verdict not in NOT_COUNTED


@dataclass(frozen=True, slots=True)
class EarlierExam:
    """An exam that was handed in before: when it was begun, and its score."""

    session: int
    day: str
    share: Share


@dataclass(frozen=True, slots=True)
class Debrief:
    """All that is told after an exam."""

    session: StoredSession
    title: Text
    share: Share
    used_s: float
    questions: tuple[AskedQuestion, ...]
    topics: tuple[TopicShare, ...]
    earlier: tuple[EarlierExam, ...]

    @property
    def misses(self) -> list[AskedQuestion]:
        """The questions to look at again."""
        return [question for question in self.questions if question.missed]

    @property
    def weakest(self) -> list[TopicShare]:
        """The topics that cost points, those that cost most first."""
        lost = [topic for topic in self.topics if topic.share.right < topic.share.asked]
        return sorted(lost, key=lambda topic: (topic.share.right - topic.share.asked, topic.section))


def debrief(session: Session) -> Debrief:
    """Return what a session that has ended has shown."""
    stored, store, question_set = session.stored, session.store, session.question_set
    cards = question_set.bank.cards_of(place.item for place in stored.form.places)
    given, took = session.given(), _seconds(store, stored)
    marks: dict[int, list[Mark]] = {}
    for mark in marks_of(store, stored.id):
        marks.setdefault(mark.place, []).append(mark)
    questions = []
    for number, place in enumerate(stored.form.places):
        card = cards.get(place.item)
        if card is not None:
            seen = tuple(mark for mark in marks.get(number, ()) if (mark.item, mark.seed) == (place.item, place.seed))
            questions.append(
                AskedQuestion(
                    number + 1, place, card.title, card.section, card.minutes, given.get(number),
                    took.get(number, 0.0), seen,
                )
            )  # fmt: skip
    counted = [question for question in questions if question.verdict not in NOT_COUNTED]
    before = [(exam, day) for exam, day in store.exams(stored.form.course) if _is_before(exam, stored, store)][:EARLIER]
    shares = [_shares(store, exam, question_set) for exam, _ in before]
    sections = sorted({question.section for question in counted}, key=question_set.course.section_order)
    return Debrief(
        stored,
        question_set.blueprint.title,
        Share(sum(question.score for question in counted), len(counted)),
        session.used_s,
        tuple(questions),
        tuple(
            TopicShare(
                section,
                Share(
                    sum(question.score for question in counted if question.section == section),
                    sum(question.section == section for question in counted),
                ),
                tuple(share.get(section) for share in shares),
            )
            for section in sections
        ),
        tuple(
            EarlierExam(exam.id, day[:10], _sum(list(share.values())))
            for (exam, day), share in zip(before, shares, strict=True)
        ),
    )


def _is_before(exam: StoredSession, stored: StoredSession, store: Store) -> bool:
    return exam.id != stored.id and store.began_at(exam.id) <= store.began_at(stored.id)


def _seconds(store: Store, stored: StoredSession) -> Mapping[int, float]:
    """Return the seconds that each place took before the end, all its answers together."""
    ended = store.ended_at(stored.id)
    found: dict[int, float] = {}
    for entry in store.attempts(stored.id):
        place = stored.form.places[entry.place] if entry.place < len(stored.form.places) else None
        same = place is not None and (entry.attempt.item, entry.attempt.seed) == (place.item, place.seed)
        if same and (ended is None or entry.answered_at <= ended):
            found[entry.place] = found.get(entry.place, 0.0) + entry.attempt.elapsed_s
    return found


def _shares(store: Store, exam: StoredSession, question_set: QuestionSet) -> Mapping[str, Share]:
    """Return an exam's shares by topic; a question that is gone from the bank is left out."""
    cards = question_set.bank.cards_of(place.item for place in exam.form.places)
    given = {entry.place: entry.attempt for entry in store.attempts(exam.id) if entry.counted}
    found: dict[str, Share] = {}
    for number, place in enumerate(exam.form.places):
        attempt = given.get(number)
        if place.item in cards and not (attempt is not None and attempt.verdict in NOT_COUNTED):
            section = cards[place.item].section
            share = found.get(section, Share(0.0, 0))
            found[section] = Share(share.right + (0.0 if attempt is None else attempt.score), share.asked + 1)
    return found


def _sum(shares: Sequence[Share]) -> Share:
    return Share(sum(share.right for share in shares), sum(share.asked for share in shares))


@dataclass(frozen=True, slots=True)
class Explained:
    """A question with the answer that was given and what it should have been."""

    variant: Variant
    response: str
    shown: Text
    """The answer as it is told, Markdown: for an option that was chosen, its label and its text."""
    key: Text | None
    diagnoses: tuple[Diagnosis, ...]
    solution: Text


def explained(session: Session, question: AskedQuestion) -> Explained:
    """Return the diagnosis of an answer and the worked solution for its numbers.

    Code and runs are not made a second time for this.
    """
    variant = session.question_at(question.number - 1).variant
    kind = kind_of(variant.item)
    response = "" if question.attempt is None else question.attempt.response
    judged = bool(response) and not (kind.runs_code or kind.runs_after_answer)
    found = grade(variant, response).diagnoses if judged else ()
    return Explained(
        variant, response, _as_told(variant, question.attempt), kind.summary_line(variant), found, solution(variant)
    )


def _as_told(variant: Variant, attempt: Attempt | None) -> Text:
    if attempt is None or not attempt.response.strip():
        return Text.both("-")
    for entries in kind_of(variant.item).lists(variant):
        for entry in entries:
            if entry.label == attempt.understood_as:
                return Text(f"{entry.label} {entry.text.ja}", f"{entry.label} {entry.text.en}")
    several = "\n" in attempt.response.strip()
    return Text.both(code_block(attempt.response) if several else literal(attempt.response))


@dataclass(frozen=True, slots=True)
class Calls:
    """The commands that lead on from a debriefing."""

    topic: Callable[[str], str]
    """Practises a section."""
    explain: Callable[[Place], str]
    """Shows a question with its solution."""
    review: str
    again: str
    """Shows this debriefing once more."""


def next_steps(told: Debrief, course: Course, calls: Calls) -> list[Text]:
    """Return what to do next, one sentence each: the topics that cost most, the review, where to see this again."""
    steps = [] if told.misses else [Text("間違いはありません。", "nothing was missed.")]
    for topic in told.weakest[:WEAKEST]:
        lost, call = f"{topic.share.asked - topic.share.right:.3g}", calls.topic(topic.section)
        name = course.section_title(topic.section)
        steps.append(
            Text(f"復習: {name.ja}（失点 {lost}） → {call}", f"look again at: {name.en} ({lost} lost): {call}")
        )
    if told.misses:
        steps.append(
            Text(
                f"間違えた問題は、数値を新しくして復習に出ます → {calls.review}",
                f"what you missed comes back with new numbers: {calls.review}",
            )
        )
    return [*steps, Text(f"もう一度見る: {calls.again}", f"to see this again: {calls.again}")]


WEAKEST = 3
"""So many topics are named to look at again."""
