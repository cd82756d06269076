"""A question's rows -> the answer that stands there, in the words that its item's kind can read, and where it stands.

An answer in a report has company: a marker, a derivation, an explanation. This module finds the part that answers, and
leaves its reading to `quiz.report.option_answers`, `value_answers` and `formula_answers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from quiz.kinds import kind_of
from quiz.kinds.kind import InReports
from quiz.language import Text
from quiz.model import Item, Outcome, Variant
from quiz.reading import blanks
from quiz.reading.late_patterns import late
from quiz.report import marks
from quiz.report.conclusions import Given, concludes, is_no_answer, is_pointing
from quiz.report.formula_answers import read_formula
from quiz.report.graded_texts import graded, shortened, unreadable
from quiz.report.likeness import compact, without_bullet
from quiz.report.named_sides import sides_in, with_figures
from quiz.report.option_answers import options_without_labels, read_choice, ticked_choice
from quiz.report.option_lists import Printed
from quiz.report.paragraphs import follows
from quiz.report.question import Question, paragraph_ends
from quiz.report.rows import Row, cut, plain
from quiz.report.value_answers import read_value
from quiz.report.webpage import PICTURE

MAX_ANSWER = 2_000

_BRACKETS = str.maketrans("", "", "()（）")
_BULLETS = "-*+•・●■◆"


def read_answer(question: Question, variant: Variant, printed: Printed | None, taken: Sequence[Row]) -> Given:
    """Return the answer to a question, graded. ``taken`` are the rows that hold the question's own formulas."""
    listed = printed
    if printed is None and not question.answered and _chooses(variant):
        listed = options_without_labels(question.body, variant)
    if listed is not None and listed.boxed and not question.answered and _chooses(variant):
        ticked = ticked_choice(listed, variant)  # whatever stands below it, the box is the answer
        if ticked is not None:
            return ticked
    rows = answer_rows(question, listed, taken)
    texts = [row for row in rows if row.kind == "text" and row.plain != PICTURE]
    code = [row for row in rows if row.kind == "code"]
    if is_blank(rows) or not (texts or code):
        pictures = [row for row in rows if row.plain == PICTURE]
        if pictures:
            return Given("", pictures[0], unreadable(_PICTURE, _WRITE))
        if not is_blank(rows):
            return Given(shortened(rows), rows[0], unreadable(_NO_TEXT, _WRITE))
        if listed is not None and _chooses(variant) and (ticked := ticked_choice(listed, variant)) is not None:
            return ticked
        written = "".join(row.text for row in rows).strip()
        return Given(written, rows[0] if rows else question.place, Outcome("unanswered", 0.0))
    if texts and is_no_answer(texts):
        return Given(shortened(texts), texts[0], Outcome("unanswered", 0.0), NO_ANSWER)
    if texts and is_pointing(texts):
        return Given(shortened(texts), texts[0], Outcome("undecided", 0.0), POINTING)
    found = _judged(question, texts, variant, printed) if texts else None
    if found is not None and question.titled and not question.rows_below and not found.decided:
        return Given("", question.place, Outcome("unanswered", 0.0))  # a topic, and nothing below it
    if code and (found is None or (asks_for_code(variant.item) and not found.decided)):
        read = _by_kind(question, [replace(row, kind="text", plain=plain(row.text)) for row in code], variant, printed)
        found = read if found is None or read.decided else found
    assert found is not None  # there is text or code
    return found


def _chooses(variant: Variant) -> bool:
    return kind_of(variant.item).in_reports in (InReports.OPTION, InReports.OPTIONS)


def asks_for_code(item: Item) -> bool:
    """Whether the options of an item are code."""
    return any(spec.code is not None for spec in getattr(item.answer, "options", ()))


def _judged(question: Question, rows: Sequence[Row], variant: Variant, printed: Printed | None) -> Given:
    """Read a marked answer of one line, if that is an answer as it stands: what is apart below it is another matter.

    Unless it concludes, or takes the answer back; and a formula may be but the beginning of its derivation.
    """
    if not question.answered and question.prompt and len(rows) > 1 and _is_short_kind(variant):
        first, below = rows[0], rows[1 : paragraph_ends(rows)]
        if follows(question.prompt[-1], first) and not (below and concludes(below)) and not _takes_back(below):
            alone = _by_kind(question, rows[:1], variant, printed)
            if alone.decided and compact(alone.text) == compact(without_bullet(first.text)):
                return alone  # nothing but a value, right below what asks for it
    if question.answered and paragraph_ends(rows) == 1 < len(rows) and _is_short_kind(variant):
        below = rows[1:]
        apart = len(below[0].plain) >= LEAST_APART and not concludes(below)
        if apart and not _ADDS.search(below[0].plain[:MAX_TURN]):
            alone = _by_kind(question, rows[:1], variant, printed)
            if alone.decided and compact(alone.text) == compact(without_bullet(rows[0].text)):
                return alone
    return _by_kind(question, rows, variant, printed)


def _takes_back(rows: Sequence[Row]) -> bool:
    return any(_ADDS.search(row.plain[:MAX_TURN]) for row in rows)


def _is_short_kind(variant: Variant) -> bool:
    kinds = (InReports.OPTION, InReports.NUMBERS, InReports.SIZE)
    return kind_of(variant.item).in_reports in kinds


LEAST_APART = 8
"""A shorter line may be more of the answer: its next label, the other side."""
MAX_TURN = 20
"""So early stands what takes an answer back: 「いや、7×7」."""


def _by_kind(question: Question, rows: Sequence[Row], variant: Variant, printed: Printed | None) -> Given:
    in_reports = kind_of(variant.item).in_reports
    match in_reports:
        case InReports.OPTION | InReports.OPTIONS:
            sides = sides_in("\n".join(row.plain for row in question.prompt))
            return read_choice(with_figures(rows, sides), variant, printed)
        case InReports.PASSAGE:
            return _passage(rows, variant)
        case InReports.FORMULA:
            return read_formula(question, [_unemphasized(row) for row in rows], variant)
        case InReports.NUMBERS | InReports.SIZE:
            return read_value(rows, variant)
        case InReports.UNDECIDED | InReports.RUN:  # the answer is not even looked for
            return Given(shortened(rows), rows[0], Outcome("undecided", 0.0))
        case _:
            assert_never(in_reports)


def answer_rows(question: Question, printed: Printed | None, taken: Sequence[Row]) -> list[Row]:
    """Return the rows in which the answer stands: behind its mark, or what is left of the question's own rows.

    A line under a test that states its answer is both. Code with a blank in it is the question's.
    """
    if question.answered:
        written = [row for row in question.answer if row.kind in ("text", "code") and row.text.strip()]
        return _without_scores(_without_official(_without_correction(written), own=question.own))
    used = {id(row) for row in [*taken, *(printed.rows if printed else ())]}
    body = [row for row in question.body if id(row) not in used]
    left = _without_afterword([row for row in body if row.kind == "text" and marks.without_minutes(row.plain)])
    code = [row for row in body if row.kind == "code" and row.text.strip()]
    if any(marks.has_blank(row.text) for row in code):
        code = []
    if question.states:
        own = [*left, *code] if question.titled and question.body else [*question.prompt, *left, *code]
        return [row for row in own if row.kind in ("text", "code")]
    return _without_official([*left, *code], own=False)


_OFFICIAL = r"(?:正解|正答|模範解答|(?:the )?(?:correct|right|model|official) answer)"
_BESIDE = late(rf"(?<=\S)[、,;。.\s(\[/]{{1,4}}{_OFFICIAL}\s*(?P<sign>:|は|was\b|is\b)", re.I)
_ANSWERED_SO = late(
    r"(?:私|わたし|自分|僕|俺)は?[、,]?(?P<ja>[^。]{1,60}?)と(?:答え|回答し|解答し|書い|書き|し|選ん|選び)"
    rf"(?:た|だ|まし|てい)[^。]{{0,12}}[。が、,][^。]{{0,20}}{_OFFICIAL}は"
    rf"|\bi (?:answered|wrote|chose|put|said) (?P<en>[^.]{{1,60}}?)[,.;] [^.]{{0,20}}{_OFFICIAL} (?:was|is)\b",
    re.I,
)
"""What a learner answered, and what was right."""


def _without_official(rows: list[Row], *, own: bool) -> list[Row]:
    """Return the rows up to the right answer, where that is noted beside the learner's own.

    Only behind an answer that is called one's own 「正解は」 begins that note: else it may conclude.
    """
    for place, row in enumerate(rows):
        if row.kind != "text":
            continue
        told = _ANSWERED_SO.search(row.plain)
        if told is not None:
            return [*rows[:place], cut(row, *told.span("ja" if told["ja"] else "en"))]
        found = _BESIDE.search(row.plain)
        if found is not None and (own or found["sign"] == ":") and _says_something(row.plain[: found.start()]):
            return [*rows[:place], cut(row, 0, found.start())]
    return rows


def _says_something(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


_WRONG = r"不正解|間違い(?!な)|間違え|誤り|誤答|はずれ|ハズレ|[×✕](?!\s*\d)|incorrect|wrong"
_RIGHT = r"正解|正しく|正答|答え|(?:the )?(?:right|correct) (?:one|answer)|correct"
_CORRECTION = late(
    rf"[(\[]?\s*(?<![はがもで])(?:{_WRONG})[^。.()\d]{{0,10}}[。.、,:;\s()→]+(?:{_RIGHT})|[(\[]?\s*正しくは|"
    r"[(\[]\s*正解\s*(?:は|:|(?=[(a-d1-9]))",
    re.I,
)


_SCORED = late(r"(?<=\S)\s+[(\[]?[○◯〇⭕✓✔×✕✗❌△▲][)\]]?\s*$|(?<=[^\s\d(\[])[(\[][○◯〇⭕✓✔×✕✗❌△▲][)\]]\s*$")
"""What learners set behind an answer when they score themselves."""


_VERDICT = late("[✅❌⭕🙆🙅]")
"""Signs that only score: what stands behind them was written when the answer was known."""


def _without_scores(rows: list[Row]) -> list[Row]:
    """Return rows without what their writer scored them with; behind such a sign stand remarks, if no list goes on."""
    if rows and rows[0].kind == "text" and _VERDICT.match(rows[0].plain):
        return rows  # the signs are bullets
    kept: list[Row] = []
    scored = False
    for row in rows:
        signs = list(_VERDICT.finditer(row.plain)) if row.kind == "text" else []
        if scored and not signs and row.plain[:1] not in _BULLETS and marks.option_at(row.plain) is None:
            break
        sign = signs[0] if len(signs) == 1 else None
        scored = scored or sign is not None
        if sign is None and not signs and row.kind == "text":
            sign = _SCORED.search(row.plain)
        bare = row if sign is None else cut(row, 0, sign.start())
        if bare.text.strip():
            kept.append(bare)
    return kept


_FIRST_THOUGHT = late(
    r"(?:最初|はじめ|初め)は?[^。]{1,80}?(?:と(?:書い|思っ|答え|考え|し)|にし|を選(?:ん|び))(?:た|だ|ました|ていた)(?:が|けど|けれど)[、,]|"
    r"(?:at )?first,? i (?:wrote|thought|chose|picked|answered) [^.]{1,80}?,? but ",
    re.I,
)
"""What an answer was at first, before its writer changed it."""


def _without_correction(rows: list[Row]) -> list[Row]:
    """Return the rows up to where the learner notes that they were wrong, and what would have been right."""
    for place, row in enumerate(rows):
        if row.kind == "text" and (first := _FIRST_THOUGHT.match(row.plain)) is not None:
            row = cut(row, first.end())
            rows = [*rows[:place], row, *rows[place + 1 :]]
        found = _CORRECTION.search(row.plain) if row.kind == "text" else None
        if found is not None and any(sign.isalnum() for sign in row.plain[: found.start()]):
            return [*rows[:place], cut(row, 0, found.start())]
    return rows


def _without_afterword(rows: list[Row]) -> list[Row]:
    """Return the rows up to the prose that stands apart behind a list: a list that answers needs no more."""
    if not rows or rows[0].plain[:1] not in _BULLETS:
        return rows
    for place in range(1, len(rows)):
        if _is_apart(rows[place - 1], rows[place]):
            return rows[:place]
    return rows


_ADDS = late(
    r"ただし|しかし|けれど|でも、|だが、|実際|間違|誤り|違[うい]|訂正|いや|逆に|また、|さらに|加えて|しかも|そして|"
    r"\b(?:actually|however|but|no|wrong|mistake|in fact|also|moreover|besides|and)\b",
    re.I,
)
"""What is said behind an answer that adds to it, or takes it back."""
_EMPHASIZED = late(r"\s*(\*\*|__)(?P<text>[^*_]+(?:[*_][^*_]+)*)\1\s*")


def _unemphasized(row: Row) -> Row:
    """A row that is emphasized as a whole without the signs of that."""
    found = _EMPHASIZED.fullmatch(row.text)
    return row if found is None else replace(row, text=found["text"])


def _is_apart(previous: Row, row: Row) -> bool:
    """Whether a row that is no entry of a list stands in another paragraph than the one before it."""
    apart = row.line.cell != previous.line.cell or row.line.number > previous.line.number + 1
    return apart and row.plain[:1] not in _BULLETS


def is_blank(rows: Sequence[Row]) -> bool:
    """True if nothing is written there, or only signs that stand for something taken out (■■■■■)."""
    return blanks.is_blank("".join(row.text for row in rows if row.plain != PICTURE).translate(_BRACKETS))


NO_ANSWER = Text(
    "答えがない（わからない、後で書くなど）と書かれています（解答なし）", "it says that there is no answer (yet)"
)
POINTING = Text(
    "ほかの場所を指しているだけで、答えそのものが書かれていません。ここに答えを書くと採点できます",
    "this only points to another place, so there is no answer to grade; write the answer here",
)
_PICTURE = Text("答えが画像なので読み取れません", "the answer is a picture, which can't be read")
_NO_TEXT = Text("答えの場所に読み取れる文がありません", "there is no text to read where the answer should be")
_WRITE = Text("答えを文字で書いてください", "write the answer as text")


def _passage(rows: Sequence[Row], variant: Variant) -> Given:
    """A text answer: its first paragraph where that is right by itself, else everything up to what is no text.

    What stands apart behind it goes on about something else, unless it adds to the answer or takes it back.
    """
    first = next((place for place in range(1, len(rows)) if _is_apart(rows[place - 1], rows[place])), None)
    if first is not None and not any(_ADDS.search(row.plain) for row in rows[first:]):
        alone = _passage(rows[:first], variant)
        if alone.outcome.verdict == "correct":
            return alone
    lines: list[str] = []
    for row in rows:
        text = row.text.strip("`").strip()
        if sum(map(len, lines)) + len(text) > MAX_ANSWER:
            break
        lines.append(text)
    whole = "\n".join(lines)
    return Given(whole, rows[0], graded(whole, variant))
