"""The code of an answer that may be an option's: a line of a program, or code within a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from quiz.model import Variant
from quiz.reading.labels import label
from quiz.reading.late_patterns import late
from quiz.report import marks
from quiz.report.conclusions import Given
from quiz.report.graded_texts import graded
from quiz.report.printed_options import all_options, option_run
from quiz.report.rows import Row


def is_code(variant: Variant) -> bool:
    """Whether the options of a question are code."""
    return any(spec.code is not None for spec in variant.item.answer.options)


MAX_LINE = 400
"""Signs of a line in which code is looked for among words."""
_ASSIGNED = late(r"[A-Za-z_][\w., \[\]]{0,60}?\s*[-+]?=(?!=)\s*(?=\S)")
_CODE_IN_A_SENTENCE = late(
    r"(?P<code>[!-~][ -~]{0,80}?)\s*"
    r"(?:が入る|が入ります|を入れる|を入れます|が当てはまる|があてはまる|です|である|となる|になる|goes in|is right)?"
    r"\s*(?:の\s*[(（]?[\d０-９]{1,2}[)）]?\s*(?:番目?|つ目|個目)?(?:です|だ)?)?"
    r"\s*(?:。.*|\s(?:\.{3}|…).*|(?<=[)\]\w])\s+(?![はがをにのともでやかよね]|または|もしくは|あるいは|それ)[ぁ-んァ-ヶ一-龥].*|[（(][^()（）]*[ぁ-んァ-ヶ一-龥][^()（）]*[)）]\s*。?)?"
)
"""Code, and behind it what says that it is the answer, and a sentence or a bracket of its own that explains it."""
_CODE_FIRST = late(r"`(?P<code>[^`]{2,120})`(?:\u3000|\s{2,}|\s*(?:[—–:：(（]|です|である))")
"""Code in backticks that an answer begins with, and what sets it off from the reason behind it."""
_SCALED = late(r"(?:rate|weight_decay_lambda|lam|lmd|lambda_|decay)\s*\*\s*(?=\S)")


def code_in(row: Row, variant: Variant) -> Iterator[str]:
    """The code of a line that may be an option's: the right side of an assignment, and what an addition multiplies.

    A function of NumPy that the options have may lack its module: ``sign(param)``.
    """
    if not is_code(variant):
        return
    own = {name for option in all_options(variant) for name in re.findall(r"np\.(\w+)", str(option.content))}
    code = row.text.partition("#")[0].strip()
    line = code[marks.after_blank(code) or 0 :].strip("`").strip().replace("numpy.", "np.").replace("\\*", "*")
    for name in own:
        line = re.sub(rf"(?<![\w.]){re.escape(name)}(?=\s*\()", f"np.{name}", line)
    yield line
    explained = _OF_ANOTHER.search(line) is not None
    if (
        len(line) <= MAX_LINE
        and not explained
        and (said := _CODE_IN_A_SENTENCE.fullmatch(" ".join(line.split()))) is not None
    ):
        yield said["code"].strip("`").strip()
    if (first := _CODE_FIRST.match(row.text.strip())) is not None and not _OF_ANOTHER.search(row.text):
        yield from _right_sides(first["code"].strip())
    if _ASSIGNED.match(line) is not None:
        yield from _right_sides(line)


def _right_sides(code: str) -> Iterator[str]:
    """A piece of code; of an assignment its right side."""
    target = _ASSIGNED.match(code)
    yield from _with_factor(_unwrapped(code[target.end() :]) if target is not None else code)


def _with_factor(right: str) -> Iterator[str]:
    """The right side of an assignment, and what it multiplies by the rate."""
    yield right
    factor = _SCALED.match(right)
    if factor is not None:
        yield _unwrapped(right[factor.end() :])


_TICKED = late(r"`([^`]{2,120})`")
"""Code in backticks."""
_CALLED = late(
    r"[A-Za-z_][\w.]{0,40}(?:\([^()\n]{0,60}\)|\[[^\[\]\n]{0,60}\])(?:, ?[A-Za-z_][\w.]{0,40}\[[^\[\]\n]{0,60}\])*"
)
"""Code that a sentence holds without any: it is called or indexed."""
_CHOSEN_CODE = late(
    r"\s*(?:が|を|と|に|で|,|、)?\s*(?:入[るれり]|選|書[けくい]|なる|なり|思[うい]|答|正し|です|である|だ|。|\.\s*\Z|→|since|because|is|goes|\Z)"
)
"""Behind code: it is what the answer is."""
_EITHER = late(r"\s*(?:か、?|または|又は|もしくは|あるいは|or|/)\s*")
_OF_ANOTHER = late(
    r"おかし|ではな|でな[くい]|誤[りっ]|間違|違[うい]|含む|のように|忘れ|(?a:\b(?:not|wrong|instead|unlike)\b)"
)
"""A sentence with these may have the code of an option that isn't chosen."""


def code_beside_words(row: Row) -> Iterator[str]:
    """The code that a sentence says to be it, in backticks, or called or indexed; of an assignment its right side."""
    text = row.text
    if _OF_ANOTHER.search(text):
        return
    found = list(_TICKED.finditer(text)) or list(_CALLED.finditer(text))
    if any(_EITHER.fullmatch(text, one.end(), other.start()) for one, other in pairwise(found)):
        return  # whoever gives two of them has chosen none
    for one in found:
        if not _CHOSEN_CODE.match(text, one.end()):
            continue
        written = one[0].strip("`")
        yield written
        yield from _right_sides(written)


def _unwrapped(code: str) -> str:
    """Return code without brackets around the whole of it."""
    depth, bare = 0, code.strip()
    for place, sign in enumerate(bare):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and place < len(bare) - 1:
            return bare
    return bare[1:-1].strip() if bare.startswith("(") and depth == 0 else bare


_NAMES = late(r"[A-Za-z_]\w*")
_BESIDE = frozenset(("rate", "grad", "lr", "lam", "lmd", "weight_decay_lambda"))
"""Names that stand beside the blank in its own line."""


def _is_pair(code: str) -> bool:
    """Whether code gives two things: a comma stands outside all brackets."""
    depth = 0
    for sign in code:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            return True
    return False


_PROGRAM = late(r"```[^`]+```|`[^`]+`")
"""The code of a question: its names are those that an answer may use."""


def judged_by_running(rows: Sequence[Row], own: Variant) -> Given | None:
    """Judge code that is none of the item's options by what it does; None where it has other names than the program."""
    if not is_code(own):
        return None
    program = " ".join(_PROGRAM.findall(own.item.stem.ja.source))
    known = set(_NAMES.findall(program))
    known.update(name for option in own.options or () for name in _NAMES.findall(str(option.content)))
    pairs = any(_is_pair(str(option.content)) for option in own.options or ())
    for row in rows[:6]:
        for code in code_in(row, own):
            names = set(_NAMES.findall(code))
            if "=" in code or names & _BESIDE or (_is_pair(code) is not pairs):
                continue  # a statement, or a part of the answer
            if not names or not names <= known or not code.isascii() or not set(code) & set("[(*"):
                continue
            option = option_run(own, code)
            if option is not None:
                options = (*(one for one in own.options or () if not one.correct), option)
                outcome = graded(label(len(options) - 1), replace(own, options=options))
                return Given(row.text, row, replace(outcome, understood_as=code))
    return None
