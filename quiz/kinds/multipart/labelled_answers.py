"""One response -> the answer to each part of a question: lines that begin with ``(a)``, or all in one line.

Nothing is guessed, and nothing that was written is dropped: what stands before the first label, a label that stands
twice, an answer whose part can't be told are refused, with the column and how to write it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quiz.language import Text
from quiz.model import Unreadable
from quiz.reading.brackets import are_closed

_WIDE = {chr(sign): chr(sign + 0xFEE0) for sign in range(0x21, 0x7F)}
_CIRCLED = {
    **{str(number): chr(ord("①") + number - 1) for number in range(1, 10)},
    **{chr(ord("a") + place): chr(ord("ⓐ") + place) for place in range(26)},
    **{"アイウエオカキクケコ"[place]: "㋐㋑㋒㋓㋔㋕㋖㋗㋘㋙"[place] for place in range(10)},
}
_SIGNED = {
    **{str(number): chr(ord("⑴") + number - 1) for number in range(1, 10)},
    **{chr(ord("a") + place): chr(ord("⒜") + place) for place in range(26)},
}
_GAP = r"[ \t　]*"
_BULLET = rf"(?:[-*・•>＞]{_GAP})?"
_BETWEEN = " \t　、,，;；/／|。"
"""What may stand between two answers in one line."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written for one part, and the column at which it begins."""

    text: str
    column: int


@dataclass(frozen=True, slots=True)
class _Label:
    part: int
    begins: int
    ends: int


def answers_of_parts(raw: str, labels: Sequence[str]) -> tuple[Written | None, ...] | Unreadable:
    """Return what was written for each part, None where nothing was.

    >>> [found and found.text for found in answers_of_parts("(b) 49\\n（ａ） 7", ["a", "b", "c"])]
    ['7', '49', None]
    >>> answers_of_parts("7", ["a", "b"]).reason.en
    "it can't be told which part this answers"
    """
    found = _labels(raw, labels)
    if found:
        return _split(raw, labels, found)
    pieces = _unlabelled(raw, len(labels))
    if pieces is None:
        reason = Text("どの小問の答えか分かりません", "it can't be told which part this answers")
        return Unreadable(reason, None, how_to_label(labels))
    return tuple(pieces)


def how_to_label(labels: Sequence[str]) -> Text:
    """Say how answers to several parts are written.

    >>> how_to_label(["a", "b", "c"]).en
    'write a line for each part, begun with its label: (a) … (b) … (c) …'
    """
    example = " ".join(f"({label}) …" for label in labels[:3])
    return Text(
        f"小問ごとに 1 行で、記号を付けて書いてください: {example}",
        f"write a line for each part, begun with its label: {example}",
    )


def joined(labels: Sequence[str], answers: Sequence[str]) -> str:
    """Return the response that the answers to the parts make; parts without one are left out.

    >>> joined(["a", "b"], ["7", ""])
    '(a) 7'
    """
    return "\n".join(f"({label}) {answer}" for label, answer in zip(labels, answers, strict=True) if answer.strip())


def _spelled(label: str) -> str:
    """A pattern for a label in any width and case."""
    signs = []
    for sign in label:
        forms = {sign, sign.lower(), sign.upper()}
        forms |= {_WIDE[form] for form in forms if form in _WIDE}
        signs.append("[" + "".join(map(re.escape, sorted(form for form in forms if len(form) == 1))) + "]")
    return "".join(signs)


def _bracketed(label: str) -> str:
    """A pattern for a label in its brackets, or as the one sign that stands for both."""
    single = "".join(table.get(label.lower(), "") for table in (_CIRCLED, _SIGNED))
    either = rf"|[{single}]" if single else ""
    return rf"(?:[(（\[［【]{_GAP}{_spelled(label)}{_GAP}[)）\]］】]{either}){_GAP}[:：=＝]?"


def _marked(label: str) -> str:
    """The same for a label without brackets, which a sign behind it shows to be one."""
    return rf"{_spelled(label)}{_GAP}[)）:：=＝.．、](?![0-9０-９](?<=[.．].))"


def _labels(raw: str, labels: Sequence[str]) -> list[_Label]:
    """Return the labels in a response: those at the beginning of lines, and within lines those that are missing there.

    The first of them decides whether labels have brackets here.
    """
    for pattern in (_bracketed, _marked):
        spelled = [rf"(?P<p{part}>{pattern(label)})" for part, label in enumerate(labels)]
        either = "|".join(spelled)
        first = re.match(rf"\s*{_BULLET}(?:{either})", raw)
        if first is None:
            continue
        starts = [_label(match) for match in re.finditer(rf"^[ \t　]*{_BULLET}(?:{either})", raw, re.M)]
        there = {label.part for label in starts}
        within = [
            label
            for match in re.finditer(rf"(?<=[{re.escape(_BETWEEN)}])(?:{either})", raw)
            if (label := _label(match)).part not in there
            and not any(one.begins <= label.begins < one.ends for one in starts)
        ]
        return sorted([*starts, *within], key=lambda label: label.begins)
    return []


def _label(match: re.Match[str]) -> _Label:
    name = match.lastgroup
    assert name is not None  # one of the alternatives has matched
    return _Label(int(name[1:]), match.start(), match.end())


def _split(raw: str, labels: Sequence[str], found: Sequence[_Label]) -> tuple[Written | None, ...] | Unreadable:
    answers: list[Written | None] = [None] * len(labels)
    seen: set[int] = set()
    for place, label in enumerate(found):
        if label.part in seen:
            name = labels[label.part]
            reason = Text(f"({name}) が二度あります", f"({name}) stands twice")
            return Unreadable(reason, label.begins, how_to_label(labels))
        seen.add(label.part)
        ends = found[place + 1].begins if place + 1 < len(found) else len(raw)
        text = raw[label.ends : ends]
        one_line = place + 1 < len(found) and "\n" not in text
        text = text.rstrip(_BETWEEN + "\n\r") if one_line else text.rstrip()
        begins = label.ends + len(text) - len(text.lstrip())
        if one_line and not text.strip():
            name, other = labels[label.part], labels[found[place + 1].part]
            reason = Text(
                f"({name}) のすぐあとに ({other}) があり、どちらが答えか分かりません",
                f"({other}) follows ({name}) at once: it can't be told which is an answer",
            )
            return Unreadable(reason, label.begins, how_to_label(labels))
        if text.strip():
            answers[label.part] = Written(text.strip(), begins)
    if not any(answers) and [label.part for label in found] != list(range(len(labels))):
        # The labels of a sheet that was left empty stand in order; anything else may be answers that look like labels.
        reason = Text("記号だけで、答えがありません", "there are labels, and no answers")
        return Unreadable(reason, found[0].begins, how_to_label(labels))
    return tuple(answers)


def _unlabelled(raw: str, count: int) -> list[Written] | None:
    """Return as many answers as there are parts, one a line or with commas between them; None if there aren't."""
    lines = [match for match in re.finditer(r"[^\n]+", raw) if match[0].strip()]
    if len(lines) == count:
        return [_at(match[0], match.start()) for match in lines]
    if len(lines) != 1:
        return None
    text, start = lines[0][0], lines[0].start()
    whole = re.fullmatch(r"\s*[(（\[［](.*)[)）\]］]\s*", text)
    if whole is not None and are_closed(whole[1]):
        text, start = whole[1], start + whole.start(1)
    pieces, depth, begins = [], 0, 0
    for place, sign in enumerate(text):
        depth += (sign in "(（[［{") - (sign in ")）]］}")
        if not depth and sign in ",，、;；":
            pieces.append(_at(text[begins:place], start + begins))
            begins = place + 1
    pieces.append(_at(text[begins:], start + begins))
    return pieces if len(pieces) == count and all(piece.text for piece in pieces) else None


def _at(text: str, column: int) -> Written:
    return Written(text.strip(), column + len(text) - len(text.lstrip()))
