"""CSV: a row for each question, for a spreadsheet or a program of one's own; the texts are Markdown with LaTeX."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quiz.exchange.export.exported_question import ExportedQuestion
from quiz.exchange.export.exporter import IN_WORDS, ExportedSet, Exporter, decimal
from quiz.interaction import ChooseOne, ChooseSeveral, EnterNumber
from quiz.language import Language, Text
from quiz.outlet.csv_text import Cell, csv_text

_COLUMNS = (
    "id", "item", "seed", "section", "language", "title", "minutes", "stem", "options", "answer_format", "key",
    "numbers", "tolerance", "slips", "hints", "solution",
)  # fmt: skip
_MARK = "\ufeff"
"""Without a byte-order mark a spreadsheet takes UTF-8 for another encoding."""


class CsvRows(Exporter):
    """A table."""

    ending = "csv"
    is_text = True

    def lost(self, question: ExportedQuestion) -> Iterator[Text]:
        """Pictures."""
        if question.pictures:
            yield IN_WORDS

    def file(self, questions: Sequence[ExportedQuestion], whole: ExportedSet) -> bytes:
        """Return the table; a question in both languages has a row for each."""
        rows = (
            _row(question, language)
            for question in questions
            for language in whole.languages
            if language in question.languages or len(whole.languages) == 1
        )
        return (_MARK + csv_text([_COLUMNS, *rows])).encode()


def _row(question: ExportedQuestion, language: Language) -> Sequence[Cell]:
    def each(texts: Sequence[Text]) -> str:
        return "\n".join(text.in_(language) for text in texts)

    asked = question.asked
    stems = [] if question.stem is None else [question.stem.in_(language)]
    for one in asked:
        stems += [f"({one.label}) {one.stem.in_(language)}" if one.label else one.stem.in_(language)]
    options = [
        f"{entry.label} {entry.text.in_(language)}" for one in asked for entries in one.lists for entry in entries
    ]
    fields = [field for one in asked for field in one.interactions if isinstance(field, EnterNumber)]
    choices = [field for one in asked for field in one.interactions if isinstance(field, ChooseOne | ChooseSeveral)]
    right = [str(place + 1) for field in choices for place, option in enumerate(field.options) if option.correct]
    slips = [f"{slip.shown.in_(language)}: {slip.message.in_(language)}" for one in asked for slip in one.slips]
    return (
        question.id,
        question.item,
        question.seed,
        question.section,
        language,
        question.title.in_(language),
        question.minutes,
        "\n\n".join(stems),
        "\n".join(options),
        each([one.answer_format for one in asked]),
        each([one.key for one in asked]),
        " ".join(decimal(field.key) for field in fields) or " ".join(right),
        " ".join(decimal(field.margin) for field in fields),
        "\n".join(slips),
        each(question.hints),
        question.solution.in_(language),
    )
