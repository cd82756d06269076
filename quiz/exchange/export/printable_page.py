"""One page to be printed: a line for the name, the questions with room for their answers; keys and solutions apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from quiz.drawing import other_language, prompt
from quiz.exchange.export.exported_question import Asked, ExportedQuestion
from quiz.exchange.export.exporter import ExportedSet, Exporter
from quiz.exchange.export.page_texts import PageTexts
from quiz.figures.gallery import Picture
from quiz.interaction import Interaction, WriteCode, WriteText
from quiz.language import Language, Text, counted
from quiz.outlet.web_page import Markup, document, element, together, words
from quiz.render.hypertext import TEXT_STYLE
from quiz.render.mathml import mathml

NAME = Text("氏名", "Name")
NUMBER = Text("番号", "No.")
POINTS = Text("得点", "Points")
ANSWER = Text("答え", "Answer")
SOLUTIONS = Text("正解と解説", "Answers and solutions")
QUESTION = Text("問", "Question ")
KEY = Text("正解", "Key")

STYLE = (
    TEXT_STYLE
    + """\
@page { size: A4; margin: 18mm 16mm; }
body { font: 11pt/1.6 "Hiragino Mincho ProN", "Noto Serif CJK JP", "Yu Mincho", serif; color: #111; max-width: 46em;
  margin: 0 auto; padding: 1em; }
h1 { font-size: 15pt; margin: 0 0 0.4em; }
h2 { font-size: 11.5pt; margin: 1.6em 0 0.3em; border-top: 1px solid #bbb; padding-top: 0.6em; }
p { margin: 0.35em 0; }
pre { border: 1px solid #ccc; padding: 0.5em 0.8em; overflow-x: auto; font: 9.5pt/1.5 monospace; }
table { border-collapse: collapse; margin: 0.5em 0; }
td, th { border: 1px solid #999; padding: 0.15em 0.6em; }
ul.name { list-style: none; display: flex; gap: 1.5em; padding: 0; margin: 0 0 0.6em; }
ul.name li { border-bottom: 1px solid #111; flex: 1; min-width: 6em; }
ul.name li.wide { flex: 3; }
section { break-inside: avoid; }
section.long { break-inside: auto; }
.about, .format { color: #444; font-size: 9.5pt; }
ul.answer { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.6em 1.4em; }
ul.answer li { border: 1px solid #111; min-width: 9em; min-height: 1.9em; padding: 0.1em 0.5em; font-size: 9.5pt; }
ul.answer li.line { flex-basis: 100%; border-width: 0 0 1px; }
p.badge { float: right; text-align: right; font-size: 9pt; margin: 0; }
p.badge img { display: block; width: 16mm; margin-left: auto; }
ul.options { list-style: none; padding-left: 0.5em; }
ul.options li { margin: 0.3em 0; }
@media screen { section { overflow-x: auto; } }
@media print { body { max-width: none; padding: 0; } }
"""
)


PAPER: Final = "quiz-paper"
"""The class of what such a page holds: it is for paper, and has no place for an answer that could be read."""


def is_paper(source: str) -> bool:
    """Whether a page's source is that of a sheet or its key, made to be printed.

    >>> is_paper('<main class="quiz-paper">'), is_paper("<main>")
    (True, False)
    """
    return f'<main class="{PAPER}">' in source


class PrintablePage(Exporter):
    """A sheet as a page, and another with the keys."""

    ending = "html"
    is_text = True

    def file(self, questions: Sequence[ExportedQuestion], whole: ExportedSet, above: Sequence[Markup] = ()) -> bytes:
        """Return the sheet, which holds no key; ``above`` stands over its title."""
        texts = _OnPage(whole.languages, mathml)
        title = texts.plain(whole.title)
        head = [
            *above,
            element("h1", title),
            element(
                "ul",
                element("li", texts.plain(NAME), classes="wide"),
                element("li", texts.plain(NUMBER)),
                element("li", texts.plain(POINTS), f" / {len(questions)}"),
                classes="name",
            ),
            element("p", texts.plain(about(questions, whole)), classes="about"),
        ]
        body = [_section(number, question, texts) for number, question in enumerate(questions, start=1)]
        return "".join(
            document(title, whole.languages[0], STYLE, [element("main", *head, *body, classes=PAPER)])
        ).encode()

    def key_file(self, questions: Sequence[ExportedQuestion], whole: ExportedSet) -> bytes:
        """Return the keys and the worked solutions."""
        texts = _OnPage(whole.languages, mathml)
        title = f"{texts.plain(whole.title)}: {texts.plain(SOLUTIONS)}"
        body = [_solved(number, question, texts) for number, question in enumerate(questions, start=1)]
        main = element("main", element("h1", title), *body, classes=PAPER)
        return "".join(document(title, whole.languages[0], STYLE, [main])).encode()


def about(questions: Sequence[ExportedQuestion], whole: ExportedSet) -> Text:
    """Return the line that says how much there is, and which numbers these are."""
    count = len(questions)
    return Text(
        f"{count} 問・目安 {whole.minutes:g} 分 (seed {whole.seed})",
        f"{counted(count, 'question')}, {whole.minutes:g} min (seed {whole.seed})",
    )


class _OnPage(PageTexts):
    """Its pictures stand in the page itself."""

    def packed(self, question: ExportedQuestion) -> dict[str, Picture]:
        return dict(question.pictures)


def _section(number: int, question: ExportedQuestion, texts: PageTexts) -> Markup:
    minutes = Text(f"（{question.minutes:g} 分）", f" ({question.minutes:g} min)")
    head = element("h2", f"{texts.plain(QUESTION)}{number}", texts.plain(minutes))
    parts = [head, *_only_in(question, texts)]
    if question.stem is not None:
        parts.append(texts.text(question.stem, question))
    for asked in question.asked:
        if asked.label:
            parts.append(element("p", element("strong", f"({asked.label})")))
        parts += [texts.stem(asked, question, with_lists=False), *_lists(asked, question, texts)]
        parts.append(element("div", texts.text(asked.answer_format, question), classes="format"))
        parts.append(_room(asked, texts))
    return element("section", *parts, classes="long" if len(question.asked) > 1 else "")


def _only_in(question: ExportedQuestion, texts: PageTexts) -> Iterator[Markup]:
    if all(language not in question.languages for language in texts.languages):
        told = other_language(prompt(question.variant), texts.languages[0])
        if told is not None:
            yield element("p", element("em", told.in_(texts.languages[0])))


def _lists(asked: Asked, question: ExportedQuestion, texts: PageTexts) -> Iterator[Markup]:
    for entries in asked.lists:
        lines = (element("li", entry.label, " ", texts.line(entry.text, question)) for entry in entries)
        yield element("ul", *lines, classes="options")


def _room(asked: Asked, texts: PageTexts) -> Markup:
    """Return the boxes for an answer: one for each number, lines for what is longer."""
    one = asked.interactions[0]
    if isinstance(one, WriteText | WriteCode):
        lines = [element("li", words("\u00a0"), classes="line") for _ in range(LINES[type(one)])]
        return element("ul", *lines, classes="answer")
    return element("ul", *(element("li", name) for name in box_names(asked, texts.languages)), classes="answer")


LINES: Mapping[type[Interaction], int] = {WriteText: 5, WriteCode: 9}
"""Lines for an answer that is written out."""


def box_names(asked: Asked, languages: Sequence[Language]) -> list[str]:
    """Return what stands in the boxes for an answer: the name or number of each, where there are several."""

    def said(text: Text) -> str:
        return " / ".join(dict.fromkeys(text.in_(language) for language in languages))

    if len(asked.numbers) < 2:
        return [said(ANSWER)]
    return [
        str(place) if number.label is None else said(number.label)
        for place, number in enumerate(asked.numbers, start=1)
    ]


def _solved(number: int, question: ExportedQuestion, texts: PageTexts) -> Markup:
    head = element("h2", f"{texts.plain(QUESTION)}{number}  {texts.plain(question.title)}")
    keys = []
    for asked in question.asked:
        label = f" ({asked.label})" if asked.label else ""
        head_of_key = element("strong", f"{texts.plain(KEY)}{label}: ")
        keys.append(element("div", head_of_key, texts.line(asked.key, question)))
    told = together(*(texts.slips(asked, question) for asked in question.asked))
    return element("section", head, *keys, texts.text(question.solution, question), told, classes="long")
