"""An Anki deck: a note for each question, its key and solution on the back; imported twice, it is updated.

Notes, their type and the deck have ids that follow from what they are, so that a later import finds them again.
genanki, which writes the package, is optional.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quiz.exchange.export.exported_question import ExportedQuestion
from quiz.exchange.export.exporter import ExportedSet, Exporter
from quiz.exchange.export.page_texts import PageTexts
from quiz.language import Text
from quiz.outlet.web_page import Markup, element, together
from quiz.outlet.whole_files import place_bytes
from quiz.render.delimited_math import delimited

MISSING = Text(
    "Anki のデッキには genanki が必要です: pip install 'kakunin-test[anki]'",
    "an Anki deck needs genanki: pip install 'kakunin-test[anki]'",
)

_FRONT = '<div class="title">{{Title}}</div>\n{{Question}}\n{{#Hints}}\n{{hint:Hints}}\n{{/Hints}}'
_BACK = '{{FrontSide}}\n<hr id="answer">\n<div class="key">{{Key}}</div>\n{{Solution}}\n{{Slips}}'
_STYLE = """\
.card { font: 17px/1.7 sans-serif; text-align: left; max-width: 42em; margin: 0 auto; }
.title { color: #777; font-size: 0.8em; }
.key { font-weight: bold; }
pre { overflow-x: auto; font-size: 0.85em; border: 1px solid #8886; padding: 0.5em; }
table { border-collapse: collapse; } td, th { border: 1px solid #8886; padding: 0.1em 0.5em; }
ul.marked { list-style: none; padding-left: 0.5em; }
"""
_FIELDS = ("Id", "Title", "Question", "Hints", "Key", "Solution", "Slips")
_WRITTEN = 1_700_000_000
"""The moment that the package says it was made at: the same questions give the same notes."""


class AnkiDeck(Exporter):
    """A deck of cards."""

    ending = "apkg"

    def unavailable(self) -> Text | None:
        """Without genanki."""
        return None if importlib.util.find_spec("genanki") else MISSING

    def file(self, questions: Sequence[ExportedQuestion], whole: ExportedSet) -> bytes:
        """Return the package."""
        import genanki

        texts = PageTexts(whole.languages, delimited)
        model = genanki.Model(
            _number("quiz/note"),
            "quiz",
            fields=[{"name": name} for name in _FIELDS],
            templates=[{"name": "quiz", "qfmt": _FRONT, "afmt": _BACK}],
            css=_STYLE,
        )
        deck = genanki.Deck(_number(f"quiz/{whole.id}"), texts.plain(whole.title))
        for question in questions:
            fields = [question.id, texts.plain(question.title), *(part.source for part in _sides(question, texts))]
            tags = [question.section, *question.tags]
            deck.add_note(
                genanki.Note(
                    model, fields, guid=genanki.guid_for("quiz", question.id), tags=[_tag(tag) for tag in tags]
                )
            )
        return _packed(deck, {name: data for one in questions for name, data in texts.files(one).items()})


def _packed(deck: Any, pictures: dict[str, bytes]) -> bytes:
    import genanki

    with TemporaryDirectory() as folder:
        paths = []
        for name, data in pictures.items():
            place_bytes(data, path := Path(folder, name))
            paths.append(str(path))
        package = genanki.Package(deck, media_files=paths)
        into = Path(folder, "deck.apkg")
        package.write_to_file(str(into), timestamp=_WRITTEN)
        return into.read_bytes()


def _sides(question: ExportedQuestion, texts: PageTexts) -> tuple[Markup, ...]:
    """Return question, hints, key, solution and slips."""
    stems = [] if question.stem is None else [texts.text(question.stem, question)]
    keys = []
    for asked in question.asked:
        label = [element("p", element("strong", f"({asked.label})"))] if asked.label else []
        stems += [*label, texts.stem(asked, question), texts.text(asked.answer_format, question)]
        keys += [*label, texts.text(asked.key, question)]
    return (
        together(*stems),
        together(*(texts.text(hint, question) for hint in question.hints)),
        together(*keys),
        texts.text(question.solution, question),
        together(*(texts.slips(asked, question) for asked in question.asked)),
    )


def _number(name: str) -> int:
    """Return an id as Anki has them, from a name: a number of 31 bits that isn't 0."""
    return 1 + int(hashlib.sha256(name.encode()).hexdigest(), 16) % (2**31 - 2)


def _tag(tag: str) -> str:
    return tag.replace(" ", "-")
