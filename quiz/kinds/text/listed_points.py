"""Points of a list that stands on one line, each put on a line of its own: "1. ... 2. ...", 「・… ・…」.

A number is the mark of a point only in a row: the first one begins a line, and each after it is the next, written in
the same way. So 0.25, "Fig. 2" and 「2、3回」 are none.
"""

from __future__ import annotations

import re
from typing import Final

_MARK: Final = re.compile(
    r"(?<![^\s。！？!?;；ぁ-ん)）])"
    r"(?P<open>(?:効果|特徴|利点|メリット|長所|欠点|理由|原因|問題点?|対策|点)?[(（]?)(?P<name>[0-9０-９]{1,2}|[A-Ha-h]|[一二三四五六七八九])"
    r"(?P<close>[)）.．、:：])(?![0-9０-９])"
)
_CLOSES: Final = str.maketrans("）．：（", ").:(")
_NAMED_BEFORE: Final = re.compile(r"(?:\b(?:figs?|eqs?|nos?|sec|chap|table|step|layer|epoch)\.?|[図表式第])\s*$", re.I)
"""What a number behind it belongs to: "Fig. 2", 「図 2」."""
_OF_ALL: Final = re.compile(
    r"どちらも|いずれも|どれも|これら|両方|すべて|全て|全部|以上は|\b(?:neither|none|both|these|those|all)\b", re.I
)
"""What may say of all points something that none of them says: 「1. … 2. … どちらも誤り」."""
_ENDS_PLAINLY: Final = re.compile(
    r"(?:[いうくすつぬむる]|ます|向上|低下|減少|軽減|低減|削減|増加|増大|化|抑制|防止|停止|安定|緩和|高速|解消|加速|改善|短縮|回避"
    r"|収束|消失|発散|不要|可能|均一|同一|同じ)(?:こと|です|点)?[\s。.．!！]*\Z"
)
"""How a point ends that says what it says itself: a verb, an adjective, or one of these nouns."""
_TELLS_OF_IT: Final = re.compile(
    r"な[いくか]|ません|[^ま]ず|だけ|ばかり|嘘|うそ|間違|誤り|違う|冗談|ほし|のは|はず|よう[なにだで]|みたい|らしい|気が|別|噂"
    r"|という|といった|といわ|と[言思考聞習教書述]|とさ|とす|とのこと|であ[るっ]|だっ|でし|った|説|願|目標|疑|逆|反対|限|[?？]"
)
"""Words behind the last of the points that may be of them all: 「1. … 2. … というわけではない」."""
_JAPANESE: Final = re.compile("[ぁ-ヿ一-鿿]")
_BULLETS: Final = "・•●◦*-"


def points_on_lines(text: str) -> str:
    """Return the text with a line for each point of a list on one line, without the points' marks.

    >>> points_on_lines("1. it is faster 2. it is stabler").split("\\n")
    ['', ' it is faster ', ' it is stabler']
    >>> points_on_lines("・速い ・軽い").split("\\n"), points_on_lines("0.25 と Fig. 2. による")
    (['', '速い ', '軽い'], '0.25 と Fig. 2. による')
    >>> points_on_lines("効果1：速くなる 効果2：軽くなる").split("\\n")
    ['', '速くなる ', '軽くなる']
    """
    if _OF_ALL.search(text):
        return text
    marks = _in_a_row(text)
    if len(marks) < 2:
        return "\n".join(map(_bullets_on_lines, text.split("\n")))
    if not _ends_plainly(text[marks[-1][1] :]):
        return text
    pieces, at = [], 0
    for start, end in marks:
        pieces += [text[at:start], "\n"]
        at = end
    return "".join(pieces) + text[at:]


def _ends_plainly(point: str) -> bool:
    """Whether the last point says only what it says itself, so that the points may be read one by one."""
    if not _JAPANESE.search(point):
        return True
    return _ENDS_PLAINLY.search(point) is not None and _TELLS_OF_IT.search(point) is None


def _in_a_row(text: str) -> list[tuple[int, int]]:
    """Where the marks of a list stand: one, two, three, each written as the first."""
    spans: list[tuple[int, int]] = []
    style: tuple[str, str, str] | None = None
    for found in _MARK.finditer(text):
        kind, place = _place_of(found["name"])
        written = (found["open"].translate(_CLOSES), found["close"].translate(_CLOSES), kind)
        start = found.start()
        before = text[:start].rstrip(" \t\u3000")[-12:]
        if style is None:
            if place == 1 and (not before or before.endswith("\n")):
                style = written
                spans.append(found.span())
        elif written == style and place == len(spans) + 1 and _is_next(text, found, kind, before):
            spans.append(found.span())
    return spans


def _is_next(text: str, found: re.Match[str], kind: str, before: str) -> bool:
    """Whether a mark is far enough from what stands before it; a bare number close behind a word belongs to it."""
    if _NAMED_BEFORE.search(before):
        return False
    close_by = not text[found.start() - 1].isspace() and text[found.start() - 1] not in "。！？!?;；"
    if close_by and (kind != "number" or found["close"] in "、:："):
        return False
    return not (found["close"] in ":：" and re.match(r"\s*[0-9]", text[found.end() : found.end() + 9]))


def _place_of(name: str) -> tuple[str, int]:
    """What sort of mark it is and for which place it stands."""
    if name.isdecimal():
        return "number", int(name)
    if name in "一二三四五六七八九":
        return "kanji", "一二三四五六七八九".index(name) + 1
    return ("small" if name.islower() else "capital"), ord(name.lower()) - ord("a") + 1


def _bullets_on_lines(line: str) -> str:
    """Cut a line that begins with a bullet before every other of the same sort that a space sets apart."""
    begun = line.lstrip(" \t\u3000")
    sign = begun[:1]
    if not sign or sign not in _BULLETS:
        return line
    spaced = r"\s" if sign in "*-" else ""
    points = re.split(rf"\s{re.escape(sign)}(?={spaced or '[^' + re.escape(sign) + ']'})", begun[1:])
    return line if len(points) < 2 or not _ends_plainly(points[-1]) else "\n" + " \n".join(points)
