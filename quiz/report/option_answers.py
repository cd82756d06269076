"""An answer that is a choice -> the option that it names: by its label, by its text, by both, or by what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from quiz.errors import Unanswerable
from quiz.kinds import kind_of
from quiz.kinds.kind import InReports, diagnose
from quiz.language import Text
from quiz.model import Diagnosis, Outcome, Variant
from quiz.reading.fillers import filler_cuts
from quiz.reading.labels import label, read_label, read_labels
from quiz.reading.late_patterns import late
from quiz.report import marks
from quiz.report.code_options import code_beside_words, code_in, is_code, judged_by_running
from quiz.report.conclusions import Division, Given, concluded
from quiz.report.graded_texts import graded, shortened, unreadable
from quiz.report.labels_given import BULLETS, SAYS_CHOSEN, labels_given, too_many, without_tail
from quiz.report.likeness import compact
from quiz.report.option_lists import MAX_OPTIONS, UNREAD, Printed, without_remark
from quiz.report.printed_options import all_options, meant_option, slips_giving, value_of, with_options
from quiz.report.rows import Row
from quiz.report.value_answers import meant, unless_rivalled, values_in

MAX_CHOICE_ROWS = 40

_BULLET = late(r"\s*(?:[*+•・]|-(?!\s*\.?\d)|-(?=\s+))\s*")
"""A bullet; a minus sign that touches its number is none."""
_LABEL_FIRST = late(r"\(?\s*(?:\d{1,2}|[a-zA-Z]|[ア-コ])\s*\)?\s*(?:[。.、,:(]|$|(?:です|である|が正解|が正しい))")
_DECIDED_FIRST = late(
    r"(\(?\s{0,4}(?:\d{1,2}|[a-zA-Z]|[ア-コ])\s{0,4}\)?)\s{0,4}(?:です|である|が正解|が正しい|だと思[いうっ]|を選[びんぶ択]|。|(?<=\s)(?:たぶん|(?=[^\W\d][^。]{2,60}(?:から|ので|ため)[。、]?$)))"
)
"""A label with which an answer begins and is done: what follows is said of the others."""
_DASHED = late(r"(\(?(?:\d{1,2}|[a-zA-Z]|[ア-コ])\)?)\s{0,4}[—–―]\s{0,4}(?=[^\W\d])")
"""A label, and behind a long dash why; a short one may be a minus."""
_LABELLED = late(r"\(\s*(\d{1,2}|[a-zA-Z]|[ア-コ])\s*\)\s*([^()]{0,300})")
_DENIED = late(r"\b(?:not|except|than|neither|nor)\s*$", re.I)
_DENIED_AFTER = late(r"\s*(?:では?な|じゃな|以外|[はも](?:誤|違|間違|不正解))")
_REASON = late(r"ので|のため|だから|から[。、]?$|なぜなら|と思[うっい]|と考え|\b(?:because|since|as)\b", re.I)
"""What a sentence has that tells why."""
_OFFERS = late(r"\s*(?:選択肢|候補|options?|choices?)\s*[:は]", re.I)
"""With what a row begins that lists what may be chosen."""
_PIECES = late(
    r"[、。;]|,\s|\.\s|[:：]\s*|(?<=[はがで])(?=[(\d①-⑳])|(?<=から)(?=[(\dア-コ])|なので|ので|\bis\b|\bbecause\b"
)

_WRITE = Text(
    "番号か、選択肢の文をそのまま書いてください", "write the label, or the text of the option as it is printed"
)


def read_choice(lines: Sequence[Row], variant: Variant, printed: Printed | None) -> Given:
    """Return the option that an answer names, its conclusion first."""

    def read(rows: Sequence[Row]) -> Given:
        return _chosen(rows, variant, printed)

    def earlier(division: Division, conclusion: Given) -> Given | None:
        found = read(division.before) if division.before else None
        if found is None or not found.decided or _only_steps(division.before, variant):
            return None
        return found

    return concluded(lines, read, earlier, reasons=False) or read(lines)


def _only_steps(rows: Sequence[Row], variant: Variant) -> bool:
    """Whether the values of some rows are those of other quantities: σ(0) = 0.5, x = 0."""
    if variant.item.answer.options or any(marks.option_at(row.plain) for row in rows):
        return False
    values = values_in(rows, variant, lambda text: _judged_value(text, variant))
    return bool(values) and all(value.role in ("named", "other") for value in values)


def _chosen(lines: Sequence[Row], variant: Variant, printed: Printed | None) -> Given:
    if printed is not None and printed is not UNREAD:
        own = with_options(variant, printed)
        if own is None:
            return Given(shortened(lines), lines[0], Outcome("undecided", 0.0), _OTHER_OPTIONS)
        return _among(lines, own, printed)
    by_label = _as_printed_originally if printed is None else _as_nobody_knows
    if variant.item.answer.options:
        return _without_labels(lines, variant, by_label)
    return _content(lines, variant, by_label)


_OTHER_OPTIONS = Text(
    "印刷された選択肢のどれが正しいか、この問題からは決められません（値の違う問題かもしれません）",
    "which of the printed options is right can't be told from this question (it may have other values)",
)
_NO_OPTIONS = Text(
    "選択肢が書かれていないので、番号だけでは判定できません", "no options are printed, so a label alone can't be judged"
)
_UNREAD_OPTIONS = Text(
    "問題にある選択肢を読み取れないので、番号だけでは判定できません。選択肢の中身も書くと採点できます",
    "the options of the question can't be read, so a label alone can't be judged; write what the option says as well",
)
_NO_SUCH_OPTION = Text(
    "その番号の選択肢が問題に書かれていないので判定できません",
    "the question prints no option with this label, so it can't be judged",
)
_NO_OPTION_MEANT = Text(
    "どの選択肢にあたる答えなのか決められません。番号か、選択肢の文をそのまま書くと採点できます",
    "can't tell which option this answer is; write its label, or its text as it is printed",
)
_SEVERAL_OPTIONS = Text(
    "いくつかの選択肢にあたるコードがあり、どれが答えか決められません。答えの行だけを「答え: 」の後ろに書いてください",
    'several options are found in this code, so which is meant can\'t be told; write just its line behind "Answer:"',
)
_SEVERAL_LABELS = Text(
    "選択肢の番号が 2 つ以上書かれていて、どれが答えか決められません",
    "more than one option is named, so which is meant can't be told",
)


def ticked_choice(printed: Printed, variant: Variant) -> Given | None:
    """Return the option that is marked as right where it is printed; None without such a mark."""
    if not printed.ticked:
        return None
    row = next(
        (row for row in printed.rows if compact(printed.texts[printed.ticked[0]]) in compact(row.plain)),
        printed.rows[0],
    )
    own = with_options(variant, printed)
    if own is None:
        return Given(row.text, row, Outcome("undecided", 0.0), _OTHER_OPTIONS)
    return Given(row.text, row, graded(", ".join(map(label, printed.ticked)), own))


def options_without_labels(rows: Sequence[Row], variant: Variant) -> Printed | None:
    """Return a list of bullets that are options: two or more of them mean different ones of the item's own."""
    if not variant.item.answer.options:
        return None
    own = all_options(variant)
    listed = [row for row in rows if row.kind == "text" and row.plain[:1] in BULLETS]
    noted = [without_remark(row.plain.lstrip(BULLETS)) for row in listed[:MAX_OPTIONS]]
    meant_ones = {meant_option(variant, own, text) for text, _ in noted} - {None}
    if len(meant_ones) < 2:
        return None
    ticked = tuple(place for place, (_, right) in enumerate(noted) if right)
    return Printed(("・",) * len(noted), tuple(text for text, _ in noted), tuple(listed[:MAX_OPTIONS]), ticked)


# -- printed options ---------------------------------------------------------------------------------------------------


def _among(rows: Sequence[Row], variant: Variant, printed: Printed) -> Given:
    """Read a label with or without its text; number and text have to agree."""
    options = variant.options or ()
    first: Given | None = None
    several = kind_of(variant.item).in_reports is InReports.OPTIONS
    if several and (chosen_ones := _label_set(rows, len(options)) or labels_given(rows[0], len(options))):
        return Given(shortened(rows), rows[0], graded(", ".join(map(label, sorted(chosen_ones))), variant))
    if not several and (chosen_ones := labels_given(rows[0], len(options))):
        return Given(rows[0].text, rows[0], too_many(chosen_ones, options))
    for row in rows[:MAX_CHOICE_ROWS]:
        if not several and _several_labels(row, printed):
            first = first or Given(row.text, row, Outcome("undecided", 0.0), _SEVERAL_LABELS)
            continue
        for text in _wordings(row):
            chosen = _option_meant(text, printed)
            if isinstance(chosen, Text):
                first = first or Given(row.text, row, unreadable(chosen, _WRITE))
            elif chosen is not None:
                return Given(row.text, row, graded(label(chosen), variant))
    for row in reversed(rows[:MAX_CHOICE_ROWS]):
        content = value_of(row.text.rpartition("=")[2].strip(" ,.;")) if not variant.item.answer.options else None
        if content is not None:
            for index, option in enumerate(options):
                if kind_of(variant.item).same(variant.item, content, option.content):
                    return first or Given(row.text, row, graded(label(index), variant))
    if first is not None:
        return first
    if (by_value := _by_value(rows, variant)) is not None:
        return by_value
    if read_label(rows[0].plain, MAX_OPTIONS) is not None and not rows[1:]:
        return Given(rows[0].text, rows[0], Outcome("undecided", 0.0), _NO_SUCH_OPTION)
    reason = Text("選択肢のどれを指すのか読み取れません", "can't tell which option this means")
    return Given(shortened(rows), rows[0], unreadable(reason, _WRITE))


def _label_set(rows: Sequence[Row], count: int) -> frozenset[int]:
    """The labels that an answer of nothing else begins with, in one row (``(a)と(d)``) or each in its own."""
    found: frozenset[int] = frozenset()
    for row in rows[:MAX_OPTIONS]:
        named = read_labels(row.plain.lstrip(BULLETS), count)
        if not named:
            break
        found |= named
    return found


def _several_labels(row: Row, printed: Printed) -> bool:
    """Whether a row names several options, and none of them first and by itself (``(c)。(a) は誤り``)."""
    text = row.plain.lstrip(BULLETS).strip()
    named = {_option_meant(found[0][: found.end(1) - found.start() + 1], printed) for found in _LABELLED.finditer(text)}
    if len(named - {None}) < 2 or compact(text) in map(compact, printed.texts):
        return False
    return _LABEL_FIRST.match(text) is None


def _wordings(row: Row) -> Iterator[str]:
    """Give what in a row may name an option: the row, without the words around an answer, its pieces, its labels."""
    text = _BULLET.sub("", row.plain, count=1).strip() if _BULLET.match(row.plain) else row.plain
    yield text
    starts, ends = filler_cuts(text)
    bare = text[starts[-1] : ends[-1]]
    if bare != text:
        yield bare
    if (decided := _DECIDED_FIRST.match(text)) is not None:
        yield decided[1]
    if (dashed := _DASHED.match(row.text)) is not None:
        yield dashed[1]
    for piece in reversed(_PIECES.split(text)[:MAX_OPTIONS]):
        if piece and (bare := without_tail(piece)):
            yield bare
            if (chosen_last := SAYS_CHOSEN.sub("", bare)) != bare:
                yield chosen_last
    for found in _LABELLED.finditer(text):
        if not _DENIED.search(text[: found.start()]) and not _DENIED_AFTER.match(found[2]):
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
    labelled = marks.option_at(text) or _labelled_with_a_word(text)
    if labelled is None or not 0 <= labelled[1] < count or _DENIED_AFTER.match(labelled[2]):
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
    if _REASON.search(labelled[2]) and not any(content in message for content in contents):
        return labelled[1]  # not what the option says, but why
    return Text(
        f"番号 {label(labelled[1])} のあとの内容が、その選択肢と違います",
        f"what follows the number {label(labelled[1])} isn't that option",
    )


def _labelled_with_a_word(text: str) -> tuple[str, int, str] | None:
    """Read ``(2)の0.25``: a label and its option's content with a word between them."""
    found = re.match(r"(\(\s*(?:\d{1,2}|[a-zA-Z]|[ア-コ])\s*\))\s*(?:の|は|が|=)\s*(?=\S)", text)
    return None if found is None else marks.option_at(f"{found[1]} {text[found.end() :]}")


# -- no options printed: sentences and code ----------------------------------------------------------------------------


_ByLabel = Callable[[Row, int, Variant], Given]
"""What becomes of an answer that is a label and nothing else."""


def _without_labels(rows: Sequence[Row], variant: Variant, by_label: _ByLabel) -> Given:
    """No options can be read: the text has to be, or clearly mean, one of the item's own."""
    own = replace(variant, options=all_options(variant))
    rows = [row for row in rows if not _OFFERS.match(row.plain)] or rows
    if len(labels_given(rows[0], MAX_OPTIONS)) > 1:
        return Given(shortened(rows), rows[0], Outcome("undecided", 0.0), _SEVERAL_LABELS)
    found: dict[int, Row] = {}
    for row in rows[:MAX_CHOICE_ROWS] if is_code(variant) else rows[:6]:
        bare = marks.option_at(row.plain)
        for text in (row.plain, bare[2] if bare else "", *code_in(row, variant)):
            index = meant_option(own, own.options or (), text) if text else None
            if index is not None:
                found.setdefault(index, row)
                break
        if found and not is_code(variant):  # what follows a sentence that answers gives reasons
            break
    if not found and is_code(variant):
        for row in rows[:6]:
            named = {meant_option(own, own.options or (), code) for code in code_beside_words(row)} - {None}
            found.update((index, row) for index in named if index is not None)
    if len(found) > 1:
        return Given(shortened(rows), rows[0], Outcome("undecided", 0.0), _SEVERAL_OPTIONS)
    for index, row in found.items():
        meant_text = (own.options or ())[index].text
        message = meant_text.en if row.plain.isascii() else meant_text.ja
        return Given(row.text, row, replace(_graded_alone(index, own), understood_as=message))
    if (ran := judged_by_running(rows, own)) is not None:
        return ran
    shown = rows[0]
    if (labelled := read_label(shown.plain.lstrip(BULLETS), MAX_OPTIONS)) is not None:
        return by_label(shown, labelled, variant)
    return Given(shortened(rows), shown, Outcome("undecided", 0.0), _NO_OPTION_MEANT)


def _graded_alone(index: int, own: Variant) -> Outcome:
    """Grade one option of all that there are; which others were printed beside it isn't known, so none is missed."""
    options = own.options or ()
    if kind_of(own.item).in_reports is InReports.OPTIONS and options[index].correct:
        alone = (options[index], *(option for option in options if not option.correct))
        return graded(label(0), replace(own, options=alone))
    return graded(label(index), own)


def _as_nobody_knows(row: Row, index: int, variant: Variant) -> Given:
    """A label alone, where options are printed that can't be told apart: the original's order may be another one."""
    return Given(row.text, row, Outcome("undecided", 0.0, understood_as=label(index)), _UNREAD_OPTIONS)


def _as_printed_originally(row: Row, index: int, variant: Variant) -> Given:
    """A label alone, held against the options of the original test in their order; a wrong one stays undecided."""
    from quiz.drawing import original

    try:
        options = original(variant.item).options or ()
    except Unanswerable:
        options = ()
    if not 0 <= index < len(options):
        return Given(row.text, row, Outcome("undecided", 0.0), _NO_OPTIONS)
    meant = options[index]
    if meant.correct:
        note = Text(
            f"選択肢が書かれていないので、元の確認テストの並びとみなしました。{label(index)} は「{meant.text.ja}」で、"
            "正解です",
            "no options are printed, so those of the original test were assumed, in their order; "
            f'{label(index)} is "{meant.text.en}", which is right',
        )
        return Given(row.text, row, Outcome("correct", 1.0, understood_as=label(index)), note)
    note = Text(
        f"選択肢が書かれていないので判定できません。元の確認テストの並びなら {label(index)} は「{meant.text.ja}」で、"
        "正解ではありません",
        f"no options are printed, so this can't be judged; in the original test's order {label(index)} is "
        f'"{meant.text.en}", which is not right',
    )
    return Given(row.text, row, Outcome("undecided", 0.0, understood_as=label(index)), note)


# -- no options printed: values ----------------------------------------------------------------------------------------


def _content(rows: Sequence[Row], variant: Variant, by_label: _ByLabel) -> Given:
    """No options can be read, and they are values: the value itself is the answer."""
    found = _by_value(rows, variant)
    if found is not None:
        return found
    index = read_label(rows[0].plain.lstrip(BULLETS), MAX_OPTIONS)
    if index is not None:
        return by_label(rows[0], index, variant)
    return Given(
        shortened(rows), rows[0], unreadable(Text("値として読み取れません", "can't be read as a value"), _WRITE)
    )


def _by_value(rows: Sequence[Row], variant: Variant) -> Given | None:
    """The value that an answer gives, where options are values; None if it gives none that can be read."""
    if variant.item.answer.options:
        return None

    def judged(text: str) -> Outcome:
        return _judged_value(text, variant)

    values = values_in(rows, variant, judged)
    found = meant(values, variant)
    return None if found is None or not (found.decided or found.note) else unless_rivalled(found, values, variant)


def _judged_value(text: str, variant: Variant) -> Outcome:
    labelled = marks.option_at(text)
    content = value_of(text if labelled is None else labelled[2])
    alone = labelled is None and read_label(text, MAX_OPTIONS) is not None and "." not in text
    if content is None or alone:
        return unreadable(Text("値として読み取れません", "can't be read as a value"), _WRITE)
    for index, option in enumerate(variant.options or ()):
        if kind_of(variant.item).same(variant.item, content, option.content):
            return graded(label(index), variant)
    return _wrong_value(content, text.strip(), variant)


def _wrong_value(content: Any, written: str, variant: Variant) -> Outcome:
    """A value that no option of the original test has: wrong, with the slips that lead to it."""
    slips = diagnose(variant, slips_giving(variant, content))
    note = Diagnosis(
        "no-option", Text("元の問題の選択肢にない値です。", "The original test has no such option."), certain=False
    )
    return Outcome("wrong", 0.0, slips or (note,), written)
