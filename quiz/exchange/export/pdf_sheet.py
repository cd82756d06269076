"""A sheet as PDF, set by Typst (optional): a line for the name, the questions with boxes for answers; keys apart."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence

from quiz.errors import QuizError
from quiz.exchange.export.exported_question import Asked, ExportedQuestion
from quiz.exchange.export.exporter import ExportedSet, Exporter
from quiz.exchange.export.page_texts import OFTEN, shown_languages
from quiz.exchange.export.printable_page import KEY, LINES, NAME, NUMBER, POINTS, QUESTION, SOLUTIONS, about, box_names
from quiz.figures.gallery import Gallery
from quiz.interaction import WriteCode, WriteText
from quiz.language import Language, Text
from quiz.outlet.typst_text import Typst, call, plain, string, together
from quiz.render.paper import typeset_line, typeset_text

MISSING = Text(
    "PDF には typst が必要です: pip install 'kakunin-test[print]'（印刷できる 1 ページなら --to html）",
    "a PDF needs typst: pip install 'kakunin-test[print]' (--to html makes a page that prints)",
)
NO_FONT = Text(
    "日本語のフォントがありません。Noto CJK か IPA フォントを入れるか、--to html で作ってブラウザで印刷してください",
    "no Japanese font was found; install Noto CJK or the IPA fonts, or use --to html and print from a browser",
)
FONTS = (
    "Noto Serif CJK JP", "Noto Sans CJK JP", "Source Han Serif JP", "Source Han Sans JP", "IPAexMincho", "IPAexGothic",
    "IPAMincho", "IPAGothic", "Hiragino Mincho ProN", "Hiragino Kaku Gothic ProN", "Yu Mincho", "Yu Gothic",
    "MS Mincho", "MS Gothic", "TakaoMincho", "TakaoGothic", "VL Gothic",
)  # fmt: skip
"""Fonts with Japanese letters that systems have; the first that is there is taken."""

_HEAD = """\
#set page(paper: "a4", margin: (x: 17mm, y: 18mm), numbering: "1 / 1")
#set text(font: ({fonts},), size: 10.5pt, lang: "{language}")
#set par(leading: 0.75em, spacing: 0.9em)
#set table(stroke: 0.4pt + gray)
#show raw: set text(size: 9pt)
#show raw.where(block: true): it => block(stroke: 0.4pt + gray, inset: 6pt, width: 100%, it)
"""


class PdfSheet(Exporter):
    """A sheet as PDF, and another with the keys."""

    ending = "pdf"

    def unavailable(self) -> Text | None:
        """Without typst."""
        return None if importlib.util.find_spec("typst") else MISSING

    def file(self, questions: Sequence[ExportedQuestion], whole: ExportedSet) -> bytes:
        """Return the sheet, which holds no key."""
        return compiled(sheet_source(questions, whole), whole.languages[0])

    def key_file(self, questions: Sequence[ExportedQuestion], whole: ExportedSet) -> bytes:
        """Return the keys and the worked solutions."""
        return compiled(key_source(questions, whole), whole.languages[0])


def compiled(source: Typst, language: Language) -> bytes:
    """Return what Typst makes of a document.

    Raises:
        QuizError: no font with Japanese letters is there, or Typst refuses.
    """
    import typst

    there = set(typst.Fonts().families())
    fonts = [font for font in FONTS if font in there]
    if not fonts and any(ord(sign) > 0x2FFF for sign in source.source):
        raise QuizError(NO_FONT)
    head = _HEAD.format(fonts=", ".join(map(string, [*fonts, "Libertinus Serif"])), language=language)
    return bytes(typst.compile((head + source.source).encode()))


def sheet_source(questions: Sequence[ExportedQuestion], whole: ExportedSet, above: Typst | None = None) -> Typst:
    """Return the document of a sheet; ``above`` stands over its name line."""
    said = _plain_of(whole.languages)
    points = f"{said(POINTS)}: ______ / {len(questions)}"
    line = Typst(
        f"#grid(columns: (3fr, 1fr, 1fr), gutter: 8pt, {string(said(NAME) + ': ' + '_' * 24)}, "
        f"{string(said(NUMBER) + ': ' + '_' * 8)}, {string(points)});\n"
    )
    title = call("text", plain(said(whole.title)), size="15pt", weight='"bold"')
    head = [
        above or together(),
        title,
        Typst("\n\n"),
        line,
        call("text", plain(said(about(questions, whole))), size="9pt"),
    ]
    body = (_question(number, question, whole) for number, question in enumerate(questions, start=1))
    return together(*head, *body)


def key_source(questions: Sequence[ExportedQuestion], whole: ExportedSet) -> Typst:
    """Return the document of keys and solutions."""
    said = _plain_of(whole.languages)
    title = call("text", plain(f"{said(whole.title)}: {said(SOLUTIONS)}"), size="15pt", weight='"bold"')
    body = (_solved(number, question, whole) for number, question in enumerate(questions, start=1))
    return together(title, *body)


def _plain_of(languages: Sequence[Language]) -> Callable[[Text], str]:
    """Return what writes a text that is no Markdown, in all the languages of a sheet."""
    return lambda text: " / ".join(dict.fromkeys(text.in_(language) for language in languages))


def _texts(text: Text, question: ExportedQuestion, whole: ExportedSet) -> Typst:
    shown = shown_languages(text, question.languages, whole.languages)
    return together(*(typeset_text(text.in_(one), _gallery(one, question)) for one in shown))


def _line(text: Text, question: ExportedQuestion, whole: ExportedSet) -> Typst:
    shown = shown_languages(text, question.languages, whole.languages)
    parts = [typeset_line(text.in_(one), _gallery(one, question)) for one in shown]
    return parts[0] if len(parts) == 1 else together(parts[0], plain(" / "), parts[1])


def _gallery(language: Language, question: ExportedQuestion) -> Gallery:
    return Gallery(language, question.pictures)


def _heading(number: int, rest: str, whole: ExportedSet) -> Typst:
    head = _plain_of(whole.languages)(QUESTION)
    line = Typst("#v(6pt);#line(length: 100%, stroke: 0.4pt + gray);\n")
    return together(line, call("text", plain(f"{head}{number}{rest}"), weight='"bold"'), Typst("\n\n"))


def _question(number: int, question: ExportedQuestion, whole: ExportedSet) -> Typst:
    minutes = Text(f"（{question.minutes:g} 分）", f" ({question.minutes:g} min)")
    parts = [_heading(number, _plain_of(whole.languages)(minutes), whole)]
    if question.stem is not None:
        parts.append(_texts(question.stem, question, whole))
    for asked in question.asked:
        if asked.label:
            parts.append(call("par", call("strong", plain(f"({asked.label})"))))
        parts += _asked(asked, question, whole)
    return call("block", together(*parts), breakable="true" if len(question.asked) > 1 else "false", width="100%")


def _asked(asked: Asked, question: ExportedQuestion, whole: ExportedSet) -> Iterator[Typst]:
    yield _texts(asked.stem, question, whole)
    if asked.start:
        yield Typst(f"#raw({string(asked.start)}, block: true, lang: {string('python')});")
    for entries in asked.lists:
        lines = (together(plain(f"{entry.label} "), _line(entry.text, question, whole)) for entry in entries)
        yield call("list", *lines, marker="[]")
    yield call("text", _texts(asked.answer_format, question, whole), size="9pt", fill="luma(70)")
    yield _room(asked, whole)


def _room(asked: Asked, whole: ExportedSet) -> Typst:
    one = asked.interactions[0]
    if isinstance(one, WriteText | WriteCode):
        return Typst("#v(4pt);" + "#v(14pt);#line(length: 100%, stroke: 0.4pt);" * LINES[type(one)])
    boxes = "".join(
        f"[#rect(width: 100%, height: 20pt, inset: 3pt, stroke: 0.5pt)[#text(size: 8pt)[{plain(name).source}];];]"
        for name in box_names(asked, whole.languages)
    )
    return Typst(f"#grid(columns: (1fr, 1fr, 1fr, 1fr), gutter: 6pt){boxes};")


def _solved(number: int, question: ExportedQuestion, whole: ExportedSet) -> Typst:
    said = _plain_of(whole.languages)
    parts = [_heading(number, f"  {said(question.title)}", whole)]
    for asked in question.asked:
        label = f" ({asked.label})" if asked.label else ""
        parts.append(
            call("par", together(call("strong", plain(f"{said(KEY)}{label}: ")), _line(asked.key, question, whole)))
        )
    parts.append(_texts(question.solution, question, whole))
    for asked in question.asked:
        if asked.slips:
            parts.append(call("par", call("strong", plain(said(OFTEN)))))
            lines = (
                together(_line(slip.shown, question, whole), plain(": "), _line(slip.message, question, whole))
                for slip in asked.slips
            )
            parts.append(call("list", *lines))
    return together(*parts)
