"""A question's rows -> the answer that stands there, in the words that its item's kind can read, and where it stands.

An answer in a report has company: a marker, a derivation, an explanation. This module finds the part that answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, assert_never

from quiz.kinds import kind_of
from quiz.kinds.kind import InReports, diagnose
from quiz.language import Text
from quiz.model import Diagnosis, Outcome, Unreadable, Variant
from quiz.reading import blanks
from quiz.reading.formulas import with_signs
from quiz.reading.labels import label, read_label, read_labels
from quiz.report import marks
from quiz.report.conclusions import Division, Given, concluded, is_no_answer
from quiz.report.likeness import compact
from quiz.report.printed_options import (
    MAX_OPTIONS,
    Printed,
    all_options,
    meant_option,
    slips_giving,
    value_of,
    with_options,
)
from quiz.report.rows import Row, plain
from quiz.report.structure import Question
from quiz.report.webpage import PICTURE

MAX_ANSWER = 2_000

_BRACKETS = str.maketrans("", "", "()（）")
_MATH_SIGNS = re.compile(r"[=^\\²³]|\d\s*[a-z(]", re.I)
_SIZE = re.compile(r"\d{1,6}\s*(?:\\times|[x×✕*])\s*\d{1,6}(?:\s*(?:\\times|[x×✕*])\s*\d{1,6})?", re.I)
_ROW_BREAK = re.compile(r"\\\\(?:\[[^\[\]]{0,12}\])?|\\cr\b")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\{\w{1,12}\*?\}")
_LEAD = re.compile(
    r".{0,40}?(?:正解の値は|正解は|答えは|解答は|値は|サイズは|結果は|なので|よって|から|より|は|[:、,])\s*(?=\S)"
)
_TAIL = re.compile(
    r"\s*(?:である|です|となる|になる|となります|になります|が(?:最大値?|正解|答え)|の(?:出力|サイズ|画像)).{0,30}$"
)
_CLAUSE = re.compile(r"[、。;]|,\s")
_OTHER_QUANTITY = re.compile(
    r"(?:パディング後|パディングを(?:加|足|含)|padded|入力(?:画像)?(?:の?(?:サイズ|高さ|幅|大きさ))?は)", re.I
)
_LABEL_FIRST = re.compile(
    r"\(?\s*(?:\d{1,2}|[a-zA-Z]|[ア-コ])\s*\)?\s*(?:[。.、,:(]|$|(?:です|である|が正解|が正しい))"
)
_INLINE = re.compile(r"\$\$?([^$]+)\$\$?|\\\((.+?)\\\)|\\\[(.+?)\\\]")
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-鿿、。「」]")
_LABELLED = re.compile(r"\(\s*(\d{1,2}|[a-zA-Z]|[ア-コ])\s*\)\s*([^()]{0,300})")


def read_answer(question: Question, variant: Variant, printed: Printed | None, taken: Sequence[Row]) -> Given:
    """Return the answer to a question, graded. ``taken`` are the rows that hold the question's own formulas."""
    rows = answer_rows(question, printed, taken)
    texts = [row for row in rows if row.kind == "text" and row.plain != PICTURE]
    if is_blank(rows) or not texts:
        pictures = [row for row in rows if row.plain == PICTURE]
        if pictures:
            return Given("", pictures[0], _unreadable(_PICTURE))
        if not is_blank(rows):  # code alone
            return _code(question, rows, variant, printed)
        written = "".join(row.text for row in rows).strip()
        return Given(written, rows[0] if rows else question.place, Outcome("unanswered", 0.0))
    if is_no_answer(texts):
        return Given(_shortened(texts), texts[0], Outcome("unanswered", 0.0), NO_ANSWER)
    return _by_kind(question, texts, variant, printed)


def _by_kind(question: Question, rows: Sequence[Row], variant: Variant, printed: Printed | None) -> Given:
    in_reports = kind_of(variant.item).in_reports
    match in_reports:
        case InReports.OPTION | InReports.OPTIONS:
            return _choice(rows, variant, printed)
        case InReports.PASSAGE:
            return _passage(rows, variant)
        case InReports.FORMULA:
            return _expression(question, rows, variant)
        case InReports.NUMBERS | InReports.SIZE:
            return _value(rows, variant)
        case InReports.UNDECIDED | InReports.RUN:  # the answer is not even looked for
            return Given(_shortened(rows), rows[0], Outcome("undecided", 0.0))
        case _:
            assert_never(in_reports)


def answer_rows(question: Question, printed: Printed | None, taken: Sequence[Row]) -> list[Row]:
    """Return the rows in which the answer stands: behind its mark, or what is left of the question's own rows."""
    if question.answered:
        return [row for row in question.answer if row.kind in ("text", "code") and row.text.strip()]
    used = {id(row) for row in [*taken, *(printed.rows if printed else ())]}
    return [
        row for row in question.body if row.kind == "text" and id(row) not in used and marks.without_minutes(row.plain)
    ]


def is_blank(rows: Sequence[Row]) -> bool:
    """True if nothing is written there, or only signs that stand for something taken out (■■■■■)."""
    return blanks.is_blank("".join(row.text for row in rows if row.plain != PICTURE).translate(_BRACKETS))


NO_ANSWER = Text("答えがわからないと書かれています（解答なし）", "it says that there is no answer")
_PICTURE = Text("答えが画像なので読み取れません", "the answer is a picture, which can't be read")


def _unreadable(reason: Text) -> Outcome:
    return Outcome("unreadable", 0.0, unreadable=Unreadable(reason))


def _graded(text: str, variant: Variant) -> Outcome:
    from quiz.grading import grade

    return grade(variant, text)


def _first_readable(candidates: Iterator[tuple[str, Row]], variant: Variant) -> Given | None:
    """Grade candidates in order; return the first that can be read, else the first."""
    first: Given | None = None
    for text, row in candidates:
        outcome = _graded(text, variant)
        given = Given(text, row, outcome)
        if outcome.verdict not in ("unreadable", "unanswered"):
            return given
        first = first or given
    return first


def _code(question: Question, rows: Sequence[Row], variant: Variant, printed: Printed | None) -> Given:
    """An answer that is nothing but code: an option that is code, else a formula or a size that someone has fenced."""
    return _by_kind(question, [replace(row, kind="text", plain=plain(row.text)) for row in rows], variant, printed)


# -- numbers and sizes -------------------------------------------------------------------------------------------------


def _value(rows: Sequence[Row], variant: Variant) -> Given:
    shape = kind_of(variant.item).in_reports is InReports.SIZE

    def read(part: Sequence[Row]) -> Given | None:
        return _first_readable(_values(part, shape), variant)

    def earlier(division: Division, conclusion: Given) -> Given | None:
        return _last_result(division, conclusion, variant)

    found = concluded(rows, read, earlier) or read(rows)
    assert found is not None  # there is at least one row
    if found.outcome.verdict == "unreadable":
        return Given(_shortened(rows), rows[0], found.outcome)
    return found


def _last_result(division: Division, conclusion: Given, variant: Variant) -> Given | None:
    """Return the last value before a conclusion: the end of an equation, or a line that is nothing but the value.

    What has a name of its own (``分散は 4/3``), what the conclusion goes on to compute with, and, before a size, one of
    its sides, is another quantity or the same again.
    """
    shape = kind_of(variant.item).in_reports is InReports.SIZE
    used = compact(conclusion.row.plain).rpartition("=")[0]
    for row in reversed(division.before):
        if _OTHER_QUANTITY.search(row.plain) or (not shape and re.search(r"[^\W\d_x]", row.plain)):
            continue
        for piece in reversed(_CLAUSE.split(row.plain)):
            value = piece.rpartition("=")[2].strip(" ,.;:")
            if not value or ("=" not in piece and piece.strip(" .。") != row.plain.strip(" .。、,")):
                continue
            given = Given(value, row, _graded(value, variant))
            if not given.decided:
                continue
            sides = re.findall(r"\d+", conclusion.outcome.understood_as)
            repeated = compact(value) in (sides if shape else re.findall(r"\d+(?:\.\d+)?(?:/\d+)?", used))
            return None if repeated or compact(value) in re.findall(r"\d+(?:\.\d+)?", used) else given
    return None


def _values(rows: Sequence[Row], shape: bool) -> Iterator[tuple[str, Row]]:
    """Give the texts that may be the answer: whole lines, then what follows the last は or =, then the only size."""
    for row in rows[:6]:
        yield row.text, row
    for row in rows[:6]:
        text = _TAIL.sub("", row.plain)
        yield text, row
        if (lead := list(_LEAD.finditer(text))) and text.count(
            "は"
        ) <= 1:  # 「w は 2、b は 3」 gives more than one value
            yield text[lead[-1].end() :], row
        if "=" in text:
            yield text.rpartition("=")[2], row
    if shape:
        sizes = [(found[0], row) for row in rows[:6] for found in _SIZE.finditer(row.plain) if _apart(found)]
        if len({compact(found) for found, _ in sizes}) == 1:  # two sizes: who can tell which is meant?
            yield sizes[-1]


def _apart(found: re.Match[str]) -> bool:
    """Whether ``2*2`` stands for itself, and isn't part of a sum like ``28+2*2-5``."""
    before, after = found.string[: found.start()].rstrip(), found.string[found.end() :].lstrip()
    return not before.endswith(("+", "-", "*", "/", "×")) and not after.startswith(("+", "-", "*", "/", "×", "="))


# -- expressions -------------------------------------------------------------------------------------------------------


def _expression(question: Question, rows: Sequence[Row], variant: Variant) -> Given:
    """The answer is the end of the last equation for the quantity that was asked, else of the last formula at all."""
    asked = {compact(name).replace("∂", "d") for row in question.prompt for name in _asked_names(row)}

    def read(part: Sequence[Row]) -> Given | None:
        """Of a conclusion: what is said of the quantity asked, or of none by name."""
        ends = [entry for entry in (*_named(part, asked), *_unnamed(part)) if entry[0]]
        return _first_readable(iter(reversed(ends)), variant)

    def earlier(division: Division, conclusion: Given) -> Given | None:
        ends = _named(division.before, asked) or [
            (row.text, row) for row in division.before if "=" not in row.plain and marks.after_arrow(row.plain) is None
        ]
        found = _first_readable(iter(reversed(ends)), variant)
        return found if found is not None and found.decided else None

    formulas = [(_end(formula), row) for row in rows for formula in _formulas(row)]
    ends = [entry for entry in (*reversed(_named(rows, asked)), *reversed(formulas)) if entry[0]]
    found = (
        concluded(rows, read, earlier)
        or _first_readable(iter(ends), variant)
        or _first_readable(((row.text, row) for row in rows[:6]), variant)
    )
    assert found is not None  # there is at least one row
    if found.outcome.verdict == "unreadable":
        return Given(_shortened(rows), rows[0], found.outcome)
    return found


def _asked_names(row: Row) -> list[str]:
    """The derivatives that a question names: dz/dx, \\frac{dz}{dx}."""
    return [
        *re.findall(r"d\w\s*/\s*d\w", row.plain),
        *re.findall(r"\\[dt]?frac\{[^{}]*\}\{[^{}]*\}", row.text),
    ]


def _named(rows: Sequence[Row], asked: set[str]) -> list[tuple[str, Row]]:
    """The ends of the equations for a quantity that was asked; one without a left side goes on with the last."""
    found: list[tuple[str, Row]] = []
    current = ""
    for row in rows:
        for formula in _formulas(row):
            current = compact(formula.partition("=")[0]).replace("∂", "d") or current
            if "=" in formula and current in asked:
                found.append((_end(formula), row))
    return found


def _unnamed(rows: Sequence[Row]) -> list[tuple[str, Row]]:
    return [(formula, row) for row in rows for formula in _formulas(row) if "=" not in formula]


def _formulas(row: Row) -> tuple[str, ...]:
    """The formulas of a row; a row of an aligned block is one, as is a line of mathematics without signs."""
    return _formulas_in(row.text)


@lru_cache(maxsize=1024)  # a derivation is gone through for its conclusion, for what stood before, and for its end
def _formulas_in(text: str) -> tuple[str, ...]:
    inline = _INLINE.findall(text)
    parts = [part for group in inline for part in group if part] or [text]
    found: list[str] = []
    for part in parts:
        for line in _ROW_BREAK.split(_ENVIRONMENT.sub(" ", part)):
            bare = line.replace("&", " ").strip().rstrip("\\").strip()
            if inline:
                found.append(bare)
                continue
            pieces = _JAPANESE.split(with_signs(plain(bare)))
            found += [piece.strip() for piece in pieces if piece.strip() and _MATH_SIGNS.search(piece)]
    return tuple(found)


def _end(formula: str) -> str:
    return formula.rpartition("=")[2].strip(" ,.;") or formula


# -- choices -----------------------------------------------------------------------------------------------------------


def _choice(lines: Sequence[Row], variant: Variant, printed: Printed | None) -> Given:
    """Return the option that an answer names, its conclusion first."""

    def read(rows: Sequence[Row]) -> Given:
        return _chosen(rows, variant, printed)

    def earlier(division: Division, conclusion: Given) -> Given | None:
        found = read(division.before) if division.before else None
        return found if found is not None and found.decided else None

    return concluded(lines, read, earlier, reasons=False) or read(lines)


def _chosen(lines: Sequence[Row], variant: Variant, printed: Printed | None) -> Given:
    if printed is not None:
        own = with_options(variant, printed)
        if own is None:
            return Given(_shortened(lines), lines[0], Outcome("undecided", 0.0), _OTHER_OPTIONS)
        return _among(lines, own, printed)
    if variant.item.answer.options:
        return _without_labels(lines, variant)
    return _content(lines, variant)


_OTHER_OPTIONS = Text(
    "印刷された選択肢のどれが正しいか、この問題からは決められません（値の違う問題かもしれません）",
    "which of the printed options is right can't be told from this question (it may have other values)",
)
_NO_OPTIONS = Text(
    "選択肢が書かれていないので、番号だけでは判定できません", "no options are printed, so a label alone can't be judged"
)
_NO_SUCH_OPTION = Text(
    "その番号の選択肢が問題に書かれていないので判定できません",
    "the question prints no option with this label, so it can't be judged",
)


def _among(rows: Sequence[Row], variant: Variant, printed: Printed) -> Given:
    """Read a label with or without its text; number and text have to agree."""
    options = variant.options or ()
    first: Given | None = None
    several = kind_of(variant.item).in_reports is InReports.OPTIONS
    if several and (chosen_ones := _label_set(rows, len(options))):
        return Given(_shortened(rows), rows[0], _graded(", ".join(map(label, sorted(chosen_ones))), variant))
    for row in rows[:40]:
        if not several and _several_labels(row, printed):
            first = first or Given(row.text, row, Outcome("undecided", 0.0), _SEVERAL_LABELS)
            continue
        for text in _wordings(row):
            chosen = _option_meant(text, printed)
            if isinstance(chosen, Text):
                first = first or Given(row.text, row, _unreadable(chosen))
            elif chosen is not None:
                return Given(row.text, row, _graded(label(chosen), variant))
    for row in reversed(rows[:40]):
        content = value_of(_end(row.text)) if not variant.item.answer.options else None
        if content is not None:
            for index, option in enumerate(options):
                if kind_of(variant.item).same(variant.item, content, option.content):
                    return first or Given(row.text, row, _graded(label(index), variant))
    if first is not None:
        return first
    if read_label(rows[0].plain, 12) is not None and not rows[1:]:
        return Given(rows[0].text, rows[0], Outcome("undecided", 0.0), _NO_SUCH_OPTION)
    reason = Text("選択肢のどれを指すのか読み取れません", "can't tell which option this means")
    return Given(_shortened(rows), rows[0], _unreadable(reason))


def _label_set(rows: Sequence[Row], count: int) -> frozenset[int]:
    """The labels that an answer of nothing else begins with, in one row (``(a)と(d)``) or each in its own."""
    found: frozenset[int] = frozenset()
    for row in rows[:MAX_OPTIONS]:
        named = read_labels(_TAIL.sub("", row.plain.lstrip("-*+•・ ")), count)
        if not named:
            break
        found |= named
    return found


_SEVERAL_LABELS = Text(
    "選択肢の番号が 2 つ以上書かれていて、どれが答えか決められません",
    "more than one option is named, so which is meant can't be told",
)


def _several_labels(row: Row, printed: Printed) -> bool:
    """Whether a row names several options, and none of them first and by itself (``(c)。(a) は誤り``)."""
    text = row.plain.lstrip("-*+•・ ").strip()
    named = {_option_meant(found[0][: found.end(1) - found.start() + 1], printed) for found in _LABELLED.finditer(text)}
    if len(named - {None}) < 2 or compact(text) in map(compact, printed.texts):
        return False
    return _LABEL_FIRST.match(text) is None


def _wordings(row: Row) -> Iterator[str]:
    text = row.plain.lstrip("-*+•・ ").strip()
    yield text
    bare = _TAIL.sub("", text)
    yield bare
    if lead := list(_LEAD.finditer(bare)):
        yield bare[lead[-1].end() :]
    for found in _LABELLED.finditer(text):
        yield found[0]


def _option_meant(text: str, printed: Printed) -> int | Text | None:
    """Return the option that a text means; a :class:`Text` if its number and its words disagree; else None."""
    count = len(printed.texts)
    contents = [compact(option) for option in printed.texts]
    written = compact(text).strip(".。,")
    if written in contents and contents.count(written) == 1:
        return contents.index(written)
    alone = read_label(text, count)
    if alone is not None:
        return alone
    labelled = marks.option_at(text)
    if labelled is None or not 0 <= labelled[1] < count:
        return None
    message = compact(labelled[2]).strip(".。,")
    if message in contents and contents.index(message) != labelled[1]:
        other = contents.index(message)
        return Text(
            f"番号は {label(labelled[1])} ですが、書かれている内容は {label(other)} です",
            f"the number is {label(labelled[1])}, but the text is that of {label(other)}",
        )
    if message in contents or contents[labelled[1]] in message or not re.search(r"\d", message):
        return labelled[1]
    return Text(
        f"番号 {label(labelled[1])} のあとの内容が、その選択肢と違います",
        f"what follows the number {label(labelled[1])} isn't that option",
    )


def _without_labels(rows: Sequence[Row], variant: Variant) -> Given:
    """No options are printed: the text has to be, or clearly mean, one of the item's own."""
    own = replace(variant, options=all_options(variant))
    for row in rows[:6]:
        bare = marks.option_at(row.plain)
        for text in (row.plain, bare[2] if bare else ""):
            index = meant_option(own, own.options or (), text) if text else None
            if index is not None:
                meant = (own.options or ())[index].text
                message = meant.en if row.plain.isascii() else meant.ja
                return Given(row.text, row, replace(_graded(label(index), own), understood_as=message))
    shown = rows[0]
    if read_label(shown.plain, 12) is not None:
        return Given(shown.text, shown, Outcome("undecided", 0.0), _NO_OPTIONS)
    note = Text("どの選択肢にあたる答えなのか決められません", "can't tell which option this answer is")
    return Given(_shortened(rows), shown, Outcome("undecided", 0.0), note)


def _content(rows: Sequence[Row], variant: Variant) -> Given:
    """No options are printed, and they are values: the value itself is the answer."""
    options = variant.options or ()
    same = kind_of(variant.item).same
    for row in rows[:12]:
        for text in _wordings(row):
            labelled = marks.option_at(text)
            content = value_of(text if labelled is None else labelled[2])
            if content is None or (labelled is None and read_label(text, 12) is not None and "." not in text):
                continue
            for index, option in enumerate(options):
                if same(variant.item, content, option.content):
                    return Given(row.text, row, _graded(label(index), variant))
            return Given(row.text, row, _wrong_value(content, text.strip(), variant))
    alone = read_label(rows[0].plain, 12) is not None
    unread = Text("値として読み取れません", "can't be read as a value")
    if alone:
        return Given(rows[0].text, rows[0], Outcome("undecided", 0.0), _NO_OPTIONS)
    return Given(_shortened(rows), rows[0], _unreadable(unread))


def _wrong_value(content: Any, written: str, variant: Variant) -> Outcome:
    """A value that no option of the original test has: wrong, with the slips that lead to it."""
    slips = diagnose(variant, slips_giving(variant, content))
    note = Diagnosis(
        "no-option", Text("元の問題の選択肢にない値です。", "The original test has no such option."), certain=False
    )
    return Outcome("wrong", 0.0, slips or (note,), written)


# -- sentences ---------------------------------------------------------------------------------------------------------


def _passage(rows: Sequence[Row], variant: Variant) -> Given:
    """A text answer: everything up to what is no text any more."""
    lines: list[str] = []
    for row in rows:
        text = row.text.strip("`").strip()
        if sum(map(len, lines)) + len(text) > MAX_ANSWER:
            break
        lines.append(text)
    whole = "\n".join(lines)
    return Given(whole, rows[0], _graded(whole, variant))


def _shortened(rows: Sequence[Row]) -> str:
    return " ".join(row.text.strip() for row in rows[:4])[:200]
