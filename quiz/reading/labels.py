"""Options named by an answer: their labels, (1) ② (b) ウ 選択肢3 3番, or their own texts, read whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from quiz.language import Text
from quiz.model import Unreadable
from quiz.reading.fillers import (
    LABEL_COUNTERS,
    LABEL_NOUNS,
    LEADS,
    ONLY_LEADS,
    ONLY_TAILS,
    TAILS,
    filler_cuts,
)
from quiz.reading.option_texts import FIRST_LETTER, FIRST_NUMBER, LAST_LETTER, QUOTES, lower, skeleton, whole_signs
from quiz.reading.spelling import Normalized, normalize_with_offsets

LabelStyle = Literal["number", "circled", "letter", "kana"]
_KANA = "アイウエオカキクケコサシスセソタチツテト"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
MAX_WRITTEN = 10_000
_LONGEST_LABEL, _LONGEST_LABELS = 40, 400
_LONGEST_SHOWN = 40
_CUTS = 6
"""How many fillers at either end may belong to an option's text."""


def label(index: int, style: LabelStyle = "number") -> str:
    """Name the option at a 0-based index: (1), ①, (a) or ア. Beyond the end of a series it is (21) and so on.

    >>> [label(1, style) for style in ("number", "circled", "letter", "kana")]
    ['(2)', '②', '(b)', 'イ']
    """
    if index < 0:
        raise ValueError(f"選択肢の番号は 0 以上です / an option's index is 0 or more, found: {index}")
    if style == "circled" and index < len(_CIRCLED):
        return _CIRCLED[index]
    if style == "letter" and index < 26:
        return f"({chr(ord('a') + index)})"
    if style == "kana" and index < len(_KANA):
        return _KANA[index]
    return f"({index + 1})"


@dataclass(frozen=True, slots=True)
class Mention:
    """One option that an answer names, and the column and the words by which it does.

    ``says`` is the option whose text stands beside a label (or below it); ``alike`` the one whose text is spelled just
    as the label is, so that either may be meant.
    """

    index: int
    column: int
    written: str
    says: int | None = None
    alike: int | None = None


@dataclass(frozen=True, slots=True)
class Mentions:
    """All options that an answer names, in its order; ``those`` says what about them."""

    options: tuple[Mention, ...]
    those: Literal["these", "all but these", "all", "none"] = "these"


def mentioned(
    raw: str, count: int, texts: Sequence[Iterable[str]] = (), *, runs: bool = False
) -> Mentions | Unreadable:
    """Read an answer that names options out of ``count``; ``texts`` are the spellings of what each option says.

    Everything that was written is understood, or the place of what isn't is told. With ``runs``, labels may stand
    without anything between them: 13, アウ, ac.

    >>> [one.index for one in mentioned("答えは（1）と③です", 4).options], mentioned("1以外", 4).those
    ([0, 2], 'all but these')
    >>> mentioned("1 ではない", 4).column
    2
    """
    if len(raw) > MAX_WRITTEN:
        return Unreadable(Text("長すぎて読めません", "too long to read"), None, _remedy(count))
    written = normalize_with_offsets(whole_signs(raw))
    text = lower(written.text)
    starts, ends = filler_cuts(text, (*LEADS, *ONLY_LEADS, "="), TAILS + ONLY_TAILS)
    scanner = _Scanner(text, count, [frozenset(each) - {""} for each in texts], runs, _Typed(raw, written))
    for start in _few(starts):
        for end in _few(ends):  # the widest cut first: an option's text may begin or end like a filler
            try:
                found = scanner.within(start, end)
            except _NotUnderstood as fault:
                place, reason = fault.place, fault.reason
            else:
                return _pointing_into(scanner.typed, found)
    return Unreadable(reason, written.offsets[place], _remedy(count))


def read_label(text: str, count: int) -> int | None:
    """Read the label of one option out of `count`, however it is written; None if it is no label of these.

    >>> [read_label(text, 4) for text in ("(2)", "（２）", "②", "B", "ｲ", "2番", "選択肢2", "2.", "5", "二つ")]
    [1, 1, 1, 1, 1, 1, 1, 1, None, None]
    """
    if len(text) > _LONGEST_LABEL:
        return None
    found = mentioned(text, count)
    if isinstance(found, Unreadable) or found.those != "these" or len(found.options) != 1:
        return None
    return found.options[0].index


def read_labels(text: str, count: int) -> frozenset[int] | None:
    """Read a set of labels: なし or "none" is the empty set, すべて or "all" every option; None is no list of labels.

    Digits that are no label together are read one by one: with four options, 13 is (1) and (3).

    >>> [sorted(read_labels(text, 4)) for text in ("1,3", "①③", "1と3", "(1) (3)", "ア、ウ", "a c", "13", "なし")]
    [[0, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 2], []]
    """
    if len(text) > _LONGEST_LABELS:
        return None
    found = mentioned(text, count, runs=True)
    return None if isinstance(found, Unreadable) else chosen(found, count)


def chosen(found: Mentions, count: int) -> frozenset[int]:
    """Return the set of options that mentions leave.

    >>> sorted(chosen(mentioned("②以外", 3), 3))
    [0, 2]
    """
    named = frozenset(one.index for one in found.options)
    every = frozenset(range(count))
    return {"these": named, "all but these": every - named, "all": every, "none": frozenset()}[found.those]


def _few(cuts: Sequence[int]) -> Sequence[int]:
    return cuts if len(cuts) <= _CUTS else [*cuts[: _CUTS - 1], cuts[-1]]


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed, found by places in its one spelling."""

    raw: str
    written: Normalized

    def between(self, start: int, end: int) -> tuple[int, str]:
        """Return the column and the words that a span came from."""
        first, last = self.written.origin(start, end)
        return first, self.raw[first:last].strip()


def _pointing_into(typed: _Typed, found: Mentions) -> Mentions:
    options = []
    for one in found.options:
        column, words = typed.between(one.column, one.column + len(one.written))
        options.append(replace(one, column=column, written=words))
    return replace(found, options=tuple(options))


def _remedy(count: int) -> Text:
    return Text(f"1 から {count} の番号で答えてください", f"answer with a number from 1 to {count}")


# -- from left to right ------------------------------------------------------------------------------------------------


class _NotUnderstood(Exception):
    def __init__(self, place: int, ja: str, en: str) -> None:
        super().__init__(en)
        self.place = place
        self.reason = Text(ja, en)


@dataclass(frozen=True, slots=True)
class _Label:
    indices: tuple[int, ...]
    end: int
    style: str
    bare: bool


class _Scanner:
    """Reads mentions from a text of one spelling, each sign of it as a part of something known."""

    def __init__(self, text: str, count: int, texts: Sequence[frozenset[str]], runs: bool, typed: _Typed) -> None:
        self.text = text
        self.count = count
        self.texts = texts
        self.runs = runs
        self.typed = typed
        self.skeleton = skeleton(text)

    def within(self, start: int, end: int) -> Mentions:
        """Return what a part of the text names; raise :class:`_NotUnderstood`."""
        bare = self.text[start:end].strip(" \t\r\n。.()「」")
        if bare in NOTHING or bare in EVERYTHING:
            return Mentions((), "none" if bare in NOTHING else "all")
        before = _except_before().match(self.text, start, end)
        found = _Found(self.text)
        place = start if before is None else before.end()
        but = before is not None
        while place < end:
            if (after := self._one(place, end, found)) is not None:
                place = after
            elif found.ends_with_label and (to := _dots().match(self.text, place, end)):
                if not found.beside:  # 1, 2, ..., 5
                    raise self._range(place)
                found.range_from(place)
                place = to.end()
            elif found.ends_with_label and self._says_the_same(place, end, found):
                place += 1  # 2番の axis=0
            elif gap := _gap().match(self.text, place, end):
                found.gap(gap)
                place = gap.end()
            elif found.mentions and not but and (excepted := _except_after().match(self.text, place, end)):
                but = True
                rest = _rest().match(self.text, excepted.end(), end)
                if rest is not None and rest.end() < end and not self._rest_is_named(rest.end(), end, found):
                    raise _NotUnderstood(rest.end(), "「以外」のあとには何も書けません", "nothing can follow this")
                break
            elif found.mentions and (to := _to().match(self.text, place, end)):
                found.range_from(place)
                place = to.end()
            elif found.told is not None:
                name, (_, sign) = label(found.mentions[-1].index), self.typed.between(found.told, found.told + 1)
                ja, en = (
                    f"「{sign}」のあとを {name} の内容として読めません",
                    f'what follows "{sign}" is not what {name} says',
                )
                raise _NotUnderstood(place, ja, en)
            else:
                raise self._unknown(place, end)
        return Mentions(found.finished(start), "all but these" if but else "these")

    def _says_the_same(self, place: int, end: int, found: _Found) -> bool:
        """Whether の joins a label to what its own option says."""
        after = place + 1 + (self.text[place + 1 : place + 2] == " ")
        said = self._text_at(after, end) if self.text.startswith("の", place) else None
        return said is not None and found.mentions[-1].index in said[1]

    def _rest_is_named(self, start: int, end: int, found: _Found) -> bool:
        """Whether what is left over is listed as well: 1と4以外の2 3 5, of five."""
        if _except_after().search(self.text, start, end) is not None:
            return False
        try:
            named = self.within(start, end)
        except _NotUnderstood:
            return False
        left = set(range(self.count)) - {one.index for one in found.mentions}
        return named.those == "these" and sorted(left) == sorted(one.index for one in named.options)

    def _one(self, place: int, end: int, found: _Found) -> int | None:
        """Read a label or an option's text, whichever is longer, and return where it ends; None if there is neither."""
        named, said = self._label_at(place, end), self._text_at(place, end)
        text_end, says = said if said is not None else (place, ())
        marked = found.marked_by
        own = marked in says  # "(3) 3": a label and what its option says
        if found.told is not None:  # "3: 2" tells what (3) says
            named = None
        if named is not None and named.end >= text_end and not own:
            alike = says[0] if len(says) == 1 and named.bare and named.end == text_end else None
            until = named.end + 2 * (found.range is not None and self.text.startswith("まで", named.end, end))
            found.label(named, place, alike)
            return until
        if own:
            says = tuple(index for index in says if index == marked)
        if len(says) > 1:
            _, shown = self.typed.between(place, text_end)
            raise _NotUnderstood(place, f"「{shown}」という選択肢が 2 つ以上あります", f'several options say "{shown}"')
        if not says:
            return None
        found.content(says[0], place, text_end)
        return text_end

    def _label_at(self, place: int, end: int) -> _Label | None:
        match = _a_label(self.runs).match(self.text, place, end)
        if match is None:
            return None
        name = match["name"]
        indices = self._indices(name)
        if indices is None:
            return None
        bare = not any(match[part] for part in ("noun", "open", "close", "counter")) and name[0] < "\ue000"
        return _Label(indices, match.end(), _style(name), bare)

    def _indices(self, name: str) -> tuple[int, ...] | None:
        whole = _index_of(name, self.count)
        if whole is not None:
            return (whole,)
        each = [_index_of(sign, self.count) for sign in name]
        known = tuple(index for index in each if index is not None)
        # A sign that is repeated (11) is more likely a slip than a set.
        return known if self.runs and len(name) == len(known) == len(set(known)) > 1 else None

    def _text_at(self, place: int, end: int) -> tuple[int, tuple[int, ...]] | None:
        """Return where the longest text of an option ends that stands here, and whose text it is."""
        quotes = _quotes().match(self.text, place, end)
        place = place if quotes is None else quotes.end()
        ends: dict[int, set[int]] = {}
        for index, spellings in enumerate(self.texts):
            for spelling in spellings:
                last = self.skeleton.end_of(spelling, place)
                if last is not None and last <= end and self._is_boundary(last, end):
                    ends.setdefault(last, set()).add(index)
        return (max(ends), tuple(sorted(ends[max(ends)]))) if ends else None

    def _is_boundary(self, place: int, end: int) -> bool:
        if place == end or _except_after().match(self.text, place, end):
            return True
        return _gap().match(self.text, place, end) is not None

    @staticmethod
    def _range(place: int) -> _NotUnderstood:
        return _NotUnderstood(
            place,
            "どこからどこまでの番号か読み取れません。番号を 1 つずつ書いてください",
            "this may be a range or a list: write each number",
        )

    def _unknown(self, place: int, end: int) -> _NotUnderstood:
        """Say what can't be understood: a label that no option has, or a word."""
        if self.text.startswith("-", place) or _to().match(self.text, place, end):
            return self._range(place)
        number = re.compile(rf"[(\[「]?([0-9]{{1,6}}(?![0-9.])|[{FIRST_NUMBER}-\ue0ff])").match(self.text, place, end)
        if number is not None:
            shown = number[1] if number[1].isdigit() else str(ord(number[1]) - ord(FIRST_NUMBER))
            return _NotUnderstood(place, f"番号 {shown} の選択肢はありません", f"there is no option {shown}")
        word = re.split(r"[\s,、。;/・()\[\]{}「」]", self.text[place:end][:_LONGEST_SHOWN])[0]
        _, shown = self.typed.between(place, place + max(len(word), 1))
        return _NotUnderstood(
            place,
            f"「{shown}」は番号でも選択肢の内容でもありません",
            f'"{shown}" is neither a label nor what an option says',
        )


class _Found:
    """The mentions so far, and how the last of them is joined to what follows."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.mentions: list[Mention] = []
        self.by_label: set[int] = set()
        self.style = ""
        self.beside = self.bare = False
        self.joint: int | None = None
        self.range: int | None = None
        self.told: int | None = None
        """Where the colon stands behind a label; only what that option says can follow: "4: 1" is no ratio."""

    @property
    def marked_by(self) -> int | None:
        """The option whose label, in brackets or with a noun, stands just before what is read now."""
        last = len(self.mentions) - 1
        return self.mentions[last].index if self.beside and last in self.by_label and not self.bare else None

    @property
    def ends_with_label(self) -> bool:
        """Whether the last mention is a label without what its option says."""
        last = len(self.mentions) - 1
        return last in self.by_label and self.mentions[last].says is None

    def gap(self, gap: re.Match[str]) -> None:
        if gap["joint"] is None and gap["list"] is None:
            if gap[0] in (":", ".") and self.beside and self.ends_with_label:
                self.bare = False  # as in brackets: "4. 4" and "(4) 4" are one
                self.told = gap.start() if gap[0] == ":" else self.told
            return
        self.told = None
        if self.range is not None:
            raise self._loose(self.range)
        if gap["joint"]:
            if not self.mentions or self.joint is not None:
                raise self._loose(gap.start())
            self.joint = gap.start()
        self.beside = False

    def range_from(self, place: int) -> None:
        last = len(self.mentions) - 1
        if self.range is not None or last not in self.by_label or not self.beside:
            raise self._loose(place)
        self.range = place

    def label(self, named: _Label, place: int, alike: int | None) -> None:
        if self.style not in ("", named.style):
            raise _NotUnderstood(place, "番号の書き方が混ざっています", "two ways of naming an option are mixed")
        self.style = named.style
        written = self.text[place : named.end]
        if self.range is not None:
            self._between(named, place, written)
        elif self.beside and self.mentions and len(self.mentions) - 1 not in self.by_label and not named.bare:
            said = self.mentions[-1]  # a text with its label behind it
            self.mentions[-1] = Mention(named.indices[0], place, written, says=said.index)
            self.by_label.add(len(self.mentions) - 1)
        else:
            for index in named.indices:
                self.by_label.add(len(self.mentions))
                self._add(Mention(index, place, written, alike=alike))
        self.beside, self.bare, self.joint = True, named.bare, None

    def _between(self, named: _Label, place: int, written: str) -> None:
        first, last = self.mentions[-1].index, named.indices[0]
        if len(named.indices) > 1 or last <= first:
            raise _NotUnderstood(place, "番号の範囲として読めません", "this is no range of numbers")
        for index in range(first + 1, last + 1):
            self.by_label.add(len(self.mentions))
            self._add(Mention(index, place, written))
        self.range = None

    def content(self, index: int, place: int, end: int) -> None:
        last = len(self.mentions) - 1
        if self.range is not None:
            raise self._loose(self.range)
        if self.beside and last in self.by_label and self.mentions[last].says is None:
            self.mentions[last] = replace(self.mentions[last], says=index, alike=None)
        else:
            self._add(Mention(index, place, self.text[place:end]))
        self.beside, self.joint, self.told = True, None, None

    def _add(self, mention: Mention) -> None:
        if any(one.index == mention.index for one in self.mentions):
            name = label(mention.index)
            raise _NotUnderstood(mention.column, f"{name} が二度あります", f"{name} stands twice")
        self.mentions.append(mention)

    def finished(self, start: int) -> tuple[Mention, ...]:
        loose = self.joint if self.range is None else self.range
        if loose is not None:
            raise self._loose(loose)
        if not self.mentions:
            raise _NotUnderstood(start, "選択肢のどれを指すのか読み取れません", "can't tell which option this means")
        return tuple(self.mentions)

    def _loose(self, place: int) -> _NotUnderstood:
        return _NotUnderstood(place, "この前かあとに番号がありません", "a number is missing before or after this")


# -- the closed lists, compiled when first needed ----------------------------------------------------------------------

NOTHING = frozenset(
    {
        "なし", "無し", "無", "ない", "ありません", "該当なし", "該当無し", "どれもない", "どれでもない",
        "一つもない", "1つもない",
        "どれもあてはまらない", "どれも当てはまらない", "あてはまるものなし", "当てはまるものなし", "正しいものなし",
        "none", "nothing", "none of them", "none of the above", "none of these", "{}", "∅", "ø",
    }
)  # fmt: skip
EVERYTHING = frozenset(
    {
        "すべて", "全て", "全部", "ぜんぶ", "すべて正しい", "全て正しい", "全部正しい", "どれも正しい",
        "all", "everything", "all of them", "all of the above", "all of these", "every option", "all options",
    }
)  # fmt: skip


def _one_of(words: Sequence[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(
        re.escape(word) + ("(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else "") for word in longest_first
    )


@cache
def _a_label(runs: bool) -> re.Pattern[str]:
    """A label with what may stand around it; with ``runs``, several letters in a row as well."""
    more = "+" if runs else ""
    numbers = r"[0-9]{1,40}(?![0-9]|\.[0-9])" if runs else r"[0-9]{1,3}(?![0-9]|\.[0-9])"
    letters = rf"[a-z]{more}(?![a-z])"
    kana = rf"[ア-ト]{more}(?![ァ-ヶー])|[あ-て]{more}(?![ぁ-でど-ゑん-ゖー])"  # と is "and", を stands before 除く
    name = rf"{numbers}|{letters}|{kana}|[{FIRST_NUMBER}-{LAST_LETTER}]"
    close = r"\s*[)\]」』】〕>]"
    return re.compile(
        rf"(?:(?P<noun>{_one_of(LABEL_NOUNS)})\s*(?:は|の|:)?\s*)?(?P<open>[(\[「『【〔<]\s*)?(?P<name>{name})"
        rf"(?(open){close}|(?P<close>{close})?)(?:\s*(?P<counter>{_one_of(LABEL_COUNTERS)})(?:の(?:選択肢|式|コード|ほう|方)(?![一-龥ぁ-ん]))?)?"
    )


@cache
def _quotes() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(QUOTES))}]{{1,4}}")


@cache
def _gap() -> re.Pattern[str]:
    """What may stand between two mentions: a sign of its own, the end of an entry of a list, or "and"."""
    return re.compile(
        r"(?m:^)[-*・•]\s+|(?P<joint>と|および|及び|ならびに|並びに|and(?![a-z])|[&+/])|(?P<list>[,、・;。\r\n])"
        r"|の(?=\s*[「『\"“])|\*\*|[\s(){}\[\]「」『』【】〔〕<>$\"'“”‘’`.:]"
    )


@cache
def _rest() -> re.Pattern[str]:
    return re.compile(r"[\s()\[\]「」.。、,]*(?:なので|だから)?[\s.。、,]*")


@cache
def _dots() -> re.Pattern[str]:
    """Dots between two labels, which leave out what is between them: 3..5, 3・・・5."""
    return re.compile(r"[.・。]{2,}\s*(?=[^\s.・。])")


@cache
def _to() -> re.Pattern[str]:
    return re.compile(r"(?:〜|~|から|to(?![a-z])|through(?![a-z]))\s*")


@cache
def _except_after() -> re.Pattern[str]:
    return re.compile(
        r"(?:以外|を除いた|を除く|を除いて|を除き)(?:の|は)?\s*(?:すべて|全て|全部|ぜんぶ|残り)?(?:の)?(?:もの|選択肢)?"
    )


@cache
def _except_before() -> re.Pattern[str]:
    every = r"(?:all|everything|any|every\s+option)(?:\s+of\s+them|\s+options)?"
    return re.compile(rf"\s*(?:{every}\s+(?:but|except|excluding)|except|excluding)(?:\s+for)?(?![a-z])\s*")


def _index_of(name: str, count: int) -> int | None:
    if name[0].isdigit():
        index = int(name) - 1
    elif FIRST_NUMBER <= name < FIRST_LETTER:
        index = ord(name) - ord(FIRST_NUMBER) - 1
    elif FIRST_LETTER <= name <= LAST_LETTER:
        index = ord(name) - ord(FIRST_LETTER)
    elif len(name) > 1:
        return None
    elif name.isascii():
        index = ord(name) - ord("a")
    else:
        index = _KANA.find(name if name >= "ァ" else chr(ord(name) + 0x60))
    return index if 0 <= index < count else None


def _style(name: str) -> str:
    if name[0].isdigit() or FIRST_NUMBER <= name[0] < FIRST_LETTER:
        return "number"
    return "letter" if name[0].isascii() or name[0] >= FIRST_LETTER else "kana"
