"""An answer that is a number or a size -> the value that it gives for what was asked, told from the others beside it.

A sentence with an answer names other values as well: the input, the padded input, the place of a maximum. Which one is
meant is told by the words beside each value, from closed lists; where that leaves two, nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from quiz.kinds import kind_of
from quiz.kinds.kind import InReports
from quiz.language import Text
from quiz.model import Outcome, Variant
from quiz.reading.late_patterns import late
from quiz.reading.question_words import words_of
from quiz.report.conclusions import Division, Given, concluded
from quiz.report.conditions import CONDITIONS
from quiz.report.graded_texts import graded, shortened
from quiz.report.likeness import compact, without_bullet
from quiz.report.rows import Row

MAX_VALUE_ROWS: Final = 12
"""Rows of an answer in which its value is looked for: what stands further down explains it."""
MAX_VALUES: Final = 40
"""Values of an answer that are graded, the last of a line first: nobody's sentence has more."""

Judge = Callable[[str], Outcome]
"""What grades a text as if it were the answer."""

Role = Literal["asked", "none", "named", "other", "denied"]
"""What the words beside a value make of it: ``named`` has a letter (``x = 0``), ``other`` is another quantity."""

_RUN: Final = late(
    r"(?:[-+(\[]\s*){0,8}(?:\d|\\[dt]?frac(?![a-z]))"
    r"(?:[\d.+\-*/^=()\[\]{}%×✕÷·・⋅∗≈≒ ]|\\(?:[dt]?frac|times|cdot|div|sqrt|left|right)(?![a-z])|"
    r"x(?=\s*[\d(])|,(?=\s*[-+]?\d))*",
    re.I,
)
_SECOND: Final = late(r"(?<=[\d)%])(?=\s*\()|(?<=\d\.)(?=\s+\d)")
_LOOSE: Final = " .,:=+-*/^([{・·⋅×✕÷"
_LINKS: Final = late("[=≈≒]")
_SIDES: Final = late(r"(?<![\d.])\d{1,6}(?:\s*(?:\\times|[x×✕*∗])\s*\d{1,6}){1,2}(?![\d.])", re.I)
_OTHER: Final = late(
    r"入力|元の?画像|パディング|余白|フィルタ|カーネル|ストライド|\b(?:padded|padding|input|filter|kernel|stride)\b",
    re.I,
)
_COMPARED: Final = late(
    r"(?:入力|元)(?:の?画像)?(?:の?(?:サイズ|大きさ))?(?:と(?:同じ|同様|等し|違|比べ|比較)|に(?:比べ|等し)|より)|"
    r"\b(?:same (?:size |shape )?as|than|like) the (?:padded )?input",
    re.I,
)
"""What a value is compared with is not what it is the value of."""
_GOES_IN: Final = late(r"入力|元|パディング|余白|pad|input", re.I)
_ASKED: Final = late(r"出力|特徴マップ|最大|正解|答え|結果|\b(?:output|feature map|maxim\w{0,3}|answer|result)\b", re.I)
_BESIDE: Final = late(r"\s*(?:の\s*)?")
_CONDITION: Final = late(r"[\s$]*(?:の?(?:とき|時|場合)|を代入|に対し|を入力|で最大|で極大)")
_CONDITION_BEFORE: Final = late(r"(?:\b(?:at|when|for|if)\s+(?:[a-z]\s*)?=?|[a-z]\s*が)\s*$", re.I)
_NAMED: Final = late(r"(?<![a-z])[a-z]\s*=\s*$", re.I)
_FUNCTION: Final = late(r"[a-zσφ'′]$", re.I)
_DENIED: Final = late(r"\s*(?:では?な[いく]|では?ありません|じゃない)")
_DOUBTED: Final = late(r"\s*(?:のまま|のほう|か|かな|かも)?\s*\?")
"""Behind a value that its writer only wonders about."""
_DENIED_BEFORE: Final = late(r"\bnot\s*$", re.I)
_OPERAND: Final = late(r"\s*(?:[x×✕*·⋅/+])\s*[(]?[^\W\d_]{2}|\s*[-+]\s*[a-zσ]\(", re.I)
_OPERAND_BEFORE: Final = late(r"[^\W\d_]{2}[)]?\s*(?:[×✕*·⋅/+]|\bx\b)\s*\Z", re.I)
"""A number that something named is multiplied by or added to: 「2 x パディング高さ」 gives no value."""
_CONSEQUENCE: Final = late(
    r"なので|ので|すると|れば|ると|から|より|→|⇒|=>|->|よって|したがって|\b(?:so|hence|thus|therefore|gives|yields)\b",
    re.I,
)
_SENTENCE: Final = late(r"[。;]|\.\s")
_TIGHT_BULLET: Final = late(r"\s*[-+](?=\d)")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an answer: as written, graded as if it were the answer, and the role that its words give it.

    ``ends`` says that it is the end of an equation, or all that its row says; ``follows`` that words before it make it
    a consequence of what stood before (``なので``, ``すると``, ``so``).
    """

    text: str
    row: Row
    role: Role
    outcome: Outcome
    size: bool
    ends: bool
    follows: bool = False

    @property
    def given(self) -> Given:
        """The value as an answer."""
        return Given(self.text, self.row, self.outcome)


def read_value(rows: Sequence[Row], variant: Variant) -> Given:
    """Return the value that an answer gives, its conclusion first; undecided where another one in it is the key."""

    def judge(text: str) -> Outcome:
        return graded(text, variant)

    def read(part: Sequence[Row]) -> Given | None:
        return meant(values_in(part, variant, judge), variant)

    def earlier(division: Division, conclusion: Given) -> Given | None:
        return _last_result(division, conclusion, variant, judge)

    found = concluded(rows, read, earlier) or read(rows)
    if found is None or found.outcome.verdict == "unreadable":
        return Given(shortened(rows), rows[0], judge(rows[0].text) if found is None else found.outcome)
    return unless_rivalled(found, values_in(rows, variant, judge), variant)


def unless_rivalled(found: Given, values: Sequence[Value], variant: Variant) -> Given:
    """Return what was found, undecided if it is wrong and another value beside it is the key."""
    if found.outcome.verdict != "wrong":
        return found
    rival = next(
        (value for value in values if value.outcome.verdict == "correct" and _may_be_meant(value, variant)), None
    )
    return found if rival is None else two_values(rival.given, found)


def _may_be_meant(value: Value, variant: Variant) -> bool:
    """Whether a value may be the answer: a size that the question gives (3×3 のフィルタ) is none."""
    return value.role != "denied" and not (value.role == "other" and value.size and _is_given(value, variant))


def two_values(one: Given, other: Given) -> Given:
    """Return the answer that gives two values of which one is the key: undecided, with both named."""
    first, second = one.text.strip()[:60], other.text.strip()[:60]
    note = Text(
        f"「{first}」と「{second}」の 2 つの値があり、どちらが答えか決められません。"
        "答えを 1 つだけ「答え: 」の後ろに書いてください",
        f'there are two values, "{first}" and "{second}", and which is the answer can\'t be told; '
        'write just one behind "Answer:"',
    )
    return Given(other.text, other.row, Outcome("undecided", 0.0, understood_as=other.outcome.understood_as), note)


# -- the values of some rows -------------------------------------------------------------------------------------------


_NUMBERING = late(r"\(\d{1,2}\)|[①-⑳]")
"""A line of this alone numbers what comes next; it is a value only where nothing else stands."""


def values_in(rows: Sequence[Row], variant: Variant, judge: Judge) -> list[Value]:
    """Return the values of an answer's rows in order, each with its role; a row that is one value whole is one."""
    found: list[Value] = []
    looked_at = rows[:MAX_VALUE_ROWS]
    for row in [row for row in looked_at if not _NUMBERING.fullmatch(row.plain.strip())] or looked_at:
        found += _of_row(row, variant, judge)
        if len(found) >= MAX_VALUES:
            break
    return found


def _of_row(row: Row, variant: Variant, judge: Judge) -> Iterator[Value]:
    line, written = without_bullet(row.plain), without_bullet(row.text)
    runs = list(_runs(line))[-MAX_VALUES:]
    asked = _asked_text(variant)
    roles = [_role(line, runs, place, asked) for place in range(len(runs))]
    doubted = [place for place, (_, end) in enumerate(runs) if _DOUBTED.match(line, end)]
    if len(doubted) > 1:  # 「6×6？ それとも 7×7？」
        roles = ["denied" if place in doubted else role for place, role in enumerate(roles)]
    whole = judge(written)
    if _is_decided(whole) and not {"other", "denied"} & set(roles):
        best: Role = next((role for role in ("asked", "none") if role in roles or not roles), "named")
        yield Value(written, row, best, whole, bool(_SIDES.search(line)) or "," in written, ends=True)
        if (tight := _TIGHT_BULLET.match(line)) is not None and whole.verdict != "correct":
            bare = line[tight.end() :]
            yield Value(bare, row, "named", judge(bare), bool(_SIDES.search(bare)), ends=True)
        return
    if not runs:
        yield Value(written, row, "none", whole, size=False, ends=True)
    for place, ((start, end), role) in enumerate(zip(runs, roles, strict=True)):
        text = _LINKS.split(line[start:end])[-1].strip()
        if text:
            size = bool(_SIDES.fullmatch(text)) or "," in text
            alone = line.strip(" .。、,") == line[start:end]
            ends = alone or text != line[start:end] or line[:start].rstrip().endswith("=")
            follows = bool(_CONSEQUENCE.search(_before(line, runs, place)))
            yield Value(text, row, role, judge(text), size, ends, follows)


def _is_decided(outcome: Outcome) -> bool:
    return outcome.verdict not in ("unreadable", "unanswered", "undecided")


def _runs(line: str) -> Iterator[tuple[int, int]]:
    """Give where the values and their working stand, without the signs around them that belong to the sentence.

    A bracket right behind a value begins another one: 7×7(6×6 ではない).
    """
    for found in _RUN.finditer(line):
        start = found.start()
        for piece in _SECOND.split(found[0]):
            span = _trimmed(piece)
            if any(sign.isdigit() for sign in piece[slice(*span)]):
                yield start + span[0], start + span[1]
            start += len(piece)


def _trimmed(text: str) -> tuple[int, int]:
    start, end = 0, len(text.rstrip(_LOOSE))
    surplus = _surplus(text[:end])
    while end > start and text[end - 1] in ")]}" and surplus < 0:
        end, surplus = end - 1, surplus + 1
        while end > start and text[end - 1] in " .,:=":
            end -= 1
    while start < end and text[start] in "([+ " and (text[start] in "+ " or surplus > 0):
        surplus -= text[start] in "(["
        start += 1
    return start, end


def _surplus(text: str) -> int:
    """How many more brackets open than close."""
    return sum((sign in "([{") - (sign in ")]}") for sign in text)


def _before(line: str, runs: Sequence[tuple[int, int]], place: int) -> str:
    """The words between a value and the one before it."""
    return line[runs[place - 1][1] if place else 0 : runs[place][0]]


def _role(line: str, runs: Sequence[tuple[int, int]], place: int, asked: str) -> Role:
    end = runs[place][1]
    before = _COMPARED.sub("", _SENTENCE.split(_before(line, runs, place))[-1])
    after = line[end : runs[place + 1][0] if place + 1 < len(runs) else len(line)]
    if _DENIED.match(after) or _DENIED_BEFORE.search(before):
        return "denied"
    if _CONDITION.match(after) or _CONDITION_BEFORE.search(before):
        return "other"
    if _OPERAND.match(after) or _OPERAND_BEFORE.search(before):
        return "other"
    beside = _BESIDE.match(after)
    assert beside is not None  # it may be empty
    if (other := _OTHER.match(after, beside.end())) and other[0].lower() not in asked:
        return "other"
    if _ASKED.match(after, beside.end()):
        return "asked"
    # 「フィルタをかけると 7×7」 tells of what comes out; 「パディングを加えると 8×8」 still tells of what goes in.
    since = max((found.end() for found in _CONSEQUENCE.finditer(before)), default=0)
    others = [
        found.start()
        for found in _OTHER.finditer(before)
        if found[0].lower() not in asked and (found.start() >= since or _GOES_IN.match(found[0]))
    ]
    wanted = [found.start() for found in _ASKED.finditer(before)]
    if others and max(others) > max(wanted, default=-1):
        return "other"
    if wanted:
        return "asked"
    of_a_function = line[runs[place][0]] == "(" and bool(_FUNCTION.search(before))
    return "named" if of_a_function or _NAMED.search(before) else "none"


def _asked_text(variant: Variant) -> str:
    """What the item asks for: a quantity that it names there is no other one."""
    return _sentence_that_asks(words_of(variant).texts())


@lru_cache(maxsize=256)
def _sentence_that_asks(texts: tuple[str, ...]) -> str:
    pieces = [[piece for piece in re.split(r"(?<=[。?])|(?<=\.)\s", text) if piece and piece.strip()] for text in texts]
    return "\n".join(piece[-1].lower() for piece in pieces if piece)


# -- which of them is meant --------------------------------------------------------------------------------------------


def meant(values: Sequence[Value], variant: Variant) -> Given | None:
    """Return the value that is said of what was asked; without such words, the only one; None if there is none."""
    usable = [value for value in values if value.role not in ("other", "denied")]
    decided = [value for value in usable if value.given.decided]
    if not decided:
        return usable[0].given if usable else None
    new = [value for value in decided if not _repeats(value, variant)]
    pool = new or decided
    pool = [value for value in pool if value.size] or pool
    for role in ("asked", "none"):
        if any(value.role == role for value in pool):
            pool = [value for value in pool if value.role == role]
            break
    last = pool[-1]
    if last.follows:
        return last.given
    rivals = [value for value in pool[:-1] if value.outcome.understood_as != last.outcome.understood_as]
    for rival in reversed(rivals):
        one_is_right = (rival.outcome.verdict == "correct") != (last.outcome.verdict == "correct")
        if one_is_right and not _leads_to(rival, last):
            return two_values(rival.given, last.given)
    return last.given


def _repeats(value: Value, variant: Variant) -> bool:
    """Whether a size is no more than one that the question gives (6×6 の入力, 2×2 のフィルタ)."""
    return value.size and value.outcome.verdict == "wrong" and _is_given(value, variant)


def _is_given(value: Value, variant: Variant) -> bool:
    known = {str(given) for name, given in variant.values.items() if name not in CONDITIONS}
    return set(re.findall(r"\d+", value.text)) <= known


def _leads_to(value: Value, last: Value) -> bool:
    """Whether a value is a step on the way: a line of working that the last line goes on with."""
    return (
        value.role == "none"
        and value.row is not last.row
        and compact(value.text) in re.findall(r"\d+(?:\.\d+)?(?:/\d+)?", compact(last.row.plain).rpartition("=")[0])
    )


def _last_result(division: Division, conclusion: Given, variant: Variant, judge: Judge) -> Given | None:
    """Return the last value before a conclusion: the end of an equation, or a line that is nothing but the value.

    What has a name of its own (``分散は 4/3``), what the conclusion goes on to compute with, and, before a size, one of
    its sides, is another quantity or the same again.
    """
    shape = kind_of(variant.item).in_reports is InReports.SIZE
    used = compact(conclusion.row.plain).rpartition("=")[0]
    for row in reversed(division.before):
        if not shape and re.search(r"[^\W\d_x]", row.plain):
            continue
        for value in reversed([value for value in values_in([row], variant, judge) if value.role in ("asked", "none")]):
            if not value.given.decided or not value.ends or (shape and "." in value.text.rpartition("=")[2]):
                continue
            sides = re.findall(r"\d+", conclusion.outcome.understood_as)
            text = compact(value.text.rpartition("=")[2])
            repeated = text in (sides if shape else re.findall(r"\d+(?:\.\d+)?(?:/\d+)?", used))
            return None if repeated or text in re.findall(r"\d+(?:\.\d+)?", used) else value.given
    return None
