"""What a learner says of a question of a session: put, or taken back where it stands already."""

from __future__ import annotations

from collections.abc import Mapping

from quiz.language import Text
from quiz.practice.learner_marks import marks_of, put_mark, take_back
from quiz.practice.record_rows import Mark, MarkName
from quiz.practice.session import Question, Session

SIGNS: Mapping[MarkName, Text] = {
    "flag": Text("旗", "flag"),
    "guessed": Text("勘", "guess"),
    "note": Text("メモ", "note"),
    "disputed": Text("判定に疑問", "disputed"),
}
"""How a mark is told beside a question."""


class QuestionMarks:
    """Puts marks on the questions of a session, and takes them back."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def of(self, question: Question) -> list[Mark]:
        """Return the marks that a question has, in the order in which they were made."""
        asked = _asked(question)
        return [
            mark
            for mark in marks_of(self.session.store, self.session.stored.id)
            if mark.place == question.place and (mark.item, mark.seed) == asked
        ]

    def names(self, question: Question) -> set[MarkName]:
        """Return the names of the marks that a question has."""
        return {mark.name for mark in self.of(question)}

    def takes_back(self, question: Question, name: MarkName) -> bool:
        """Take back the marks of a name, True if there were any; notes stay, as others may follow them."""
        if name == "note" or name not in self.names(question):
            return False
        session = self.session
        take_back(session.store, session.stored.id, question.place, _asked(question), name)
        return True

    def put(self, question: Question, name: MarkName, said: str) -> None:
        """Record a mark, about the answer that was given last."""
        session = self.session
        put_mark(
            session.store,
            session.stored.id,
            question.place,
            _asked(question),
            name,
            attempt="" if question.attempt is None else session.store.name_of(question.attempt),
            said=said,
            details=self._details(question) if name == "disputed" else {},
        )

    def _details(self, question: Question) -> Mapping[str, str]:
        """What an author needs to look at a verdict again: the answer, how it was read, which versions were at work."""
        from quiz.practice.versions import program_version

        session, course, item = self.session, self.session.question_set.course, question.variant.item
        answer: dict[str, str] = {}
        for entry in session.store.attempts(session.stored.id):
            if entry.id == question.attempt:
                given = entry.attempt
                answer = {
                    "response": given.response, "verdict": given.verdict, "understood_as": given.understood_as
                }  # fmt: skip
        return {
            **answer,
            "asked_as": "choice" if session.stored.choices is not None else "as written",
            "program": program_version(),
            "course_version": course.version,
            "item_digest": item.digest,
        }


def _asked(question: Question) -> tuple[str, int]:
    return question.variant.item.id, question.variant.seed
