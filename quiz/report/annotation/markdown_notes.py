"""Notes in Markdown: a quotation behind the line, or behind the block that nothing may be put into.

A fence, a table, a formula over several lines and an element of HTML stay whole; a list's item keeps its note within.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from quiz.reading.late_patterns import late
from quiz.report.annotation.finding_notes import Note

MAX_ELEMENT = 200
"""So many lines are looked through for the end of an element or a formula."""

_FENCE = late(r"(?P<lead>(?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(?P<sign>`{3,}|~{3,})(?P<info>.*)$")
_ITEM = late(r"(?P<lead>[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]{1,4}|$))")
_UNDERLINE = late(r"\s{0,3}(?:=+|-+)\s*$")
_RULE_OF_TABLE = late(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_PLAIN = late(r"(?![-*+#>`~<|]|\d{1,9}[.)])\S")
_QUOTED = late(r"\s{0,3}>")
_WHOLE = ("table", "ul", "ol", "dl", "pre", "script", "style", "textarea", "svg")
_VERBATIM = ("pre", "script", "style", "textarea")
"""Elements to whose end nothing is Markdown; in others it is so only up to a blank line, behind which code is code."""
_TAGS = late(rf"<(?P<closing>/?)(?P<name>{'|'.join(_WHOLE)})\b[^>]{{0,500}}(?P<own>/?)>", re.I)
_BLOCK = late(
    r"\s{0,3}</?(?:address|article|aside|blockquote|body|center|d[dlt]|details|div|fieldset|figcaption|figure|footer|form"
    r"|h[1-6]|head|header|hr|html|iframe|li|main|nav|[ou]l|p|section|summary|table|t[dhr]|tbody|tfoot|thead)(?:[\s/>]|$)",
    re.I,
)
"""What begins a block of HTML, which goes on to the next blank line."""
_MATH = late(r"(?<!\\)\$\$|\\begin\{|\\end\{|\\\[|\\\]")


def with_markdown_notes(source: str, notes: Sequence[Note]) -> str:
    """Return a Markdown text with its notes.

    >>> print(with_markdown_notes("z = 2t\\n\\nnext", [Note(1, None, "✗", "wrong", "expected 2(x+y).", "bad")]))
    z = 2t
    <BLANKLINE>
    > **quiz** ✗ wrong: expected 2(x+y).
    <BLANKLINE>
    next
    """
    lines = source.split("\n")
    blocks = _Blocks(lines)
    behind: dict[int, list[Note]] = defaultdict(list)
    for note in notes:
        at = min(max(note.line - 1, 0), len(lines) - 1)
        behind[blocks.end_at(at)].append(note)
    top = [note.placed for note in behind.get(-1, [])]
    written = _quotation(top, ["", *lines], 0) if top else []
    for place, line in enumerate(lines):
        written.append(line)
        if place in behind:
            moved = any(note.line - 1 != place for note in behind[place])
            told = [note.placed if moved else note.plain for note in behind[place]]
            written += _quotation(told, lines, place)
    return "\n".join(written)


def _quotation(notes: Iterable[str], lines: Sequence[str], place: int) -> list[str]:
    """The lines of some notes, set apart from what stands around them, and indented as the list's item is."""
    indent = _indent_at(lines, place)
    following = lines[place + 1] if place + 1 < len(lines) else ""
    quoted = [] if not lines[place].strip() else [""]
    for number, note in enumerate(notes):
        quoted += ([f"{indent}>"] if number else []) + [f"{indent}> **quiz** {escaped(note)}"]
    return [*quoted, ""] if following.strip() else quoted


def escaped(text: str) -> str:
    r"""Return a note's text so that it begins no tag, no comment and no picture.

    >>> escaped("x < 3, <b>")
    'x < 3, &lt;b>'
    """
    return re.sub(r"<(?=[a-zA-Z/!?])", "&lt;", text).replace("![", r"!\[")


def _indent_at(lines: Sequence[str], place: int) -> str:
    """The blanks that a list's item at a line wants before what belongs to it; none where there is no item."""
    line = lines[place]
    if item := _ITEM.match(line):
        return " " * len(item["lead"].expandtabs(4)) if line[item.end() :].strip() else ""
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    for above in reversed(lines[max(0, place - 200) : place]):
        if item := _ITEM.match(above):
            width = len(item["lead"].expandtabs(4))
            return " " * width if indent >= width else ""
        if above.strip() and not above[0].isspace():
            return ""
    return ""


class _Blocks:
    """Where in a Markdown text something may be put in: ``end_at`` of a line is the line behind which it may."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._depths = [_depth(line) for line in lines]
        self._ends = self._wholes()
        self._found: dict[int, int] = {}

    def end_at(self, place: int) -> int:
        """Return the first line from ``place`` on behind which a quotation breaks nothing.

        It is a line before ``place``, or -1, where all that follows is one thing.
        """
        passed: list[int] = []
        while place not in self._found:
            passed.append(place)
            whole = self._ends.get(place, place)
            if whole < place:
                self._found[place] = whole
            elif whole > place:
                place = whole
            elif place < len(self._lines) - 1 and self._goes_on(place):
                place += 1
            else:
                break
        end = self._found.get(place, place)
        self._found.update((each, end) for each in passed)
        return end

    def _goes_on(self, place: int) -> bool:
        """Whether what follows a line would be torn from it: a row, an underline, an open emphasis, an indent."""
        line, following = self._lines[place], self._lines[place + 1]
        if not line.strip() or not following.strip():
            return False
        if _UNDERLINE.match(following) and not _ITEM.match(following):
            return True
        if ("|" in line and "|" in following) or self._begins_table(place) or self._begins_table(place + 1):
            return True
        if _QUOTED.match(line) and _QUOTED.match(following):
            return True
        item, indent = len(_indent_at(self._lines, place)), len(following) - len(following.lstrip())
        if _PLAIN.match(following.lstrip()) and (_QUOTED.match(line) or indent < item):
            return True  # a line that an item or a quotation goes on with, though it isn't indented as far
        if following.startswith(("    ", "\t")) and not _ITEM.match(following):
            return True
        return any(self._open(place, sign) for sign in ("`", "**", "$", "~~"))

    def _open(self, place: int, sign: str) -> bool:
        """Whether a sign that stands in pairs is open behind a line of a paragraph."""
        start = place
        while start > 0 and self._lines[start - 1].strip() and place - start < 50:
            start -= 1
        return "\n".join(self._lines[start : place + 1]).replace("\\" + sign[0], "").count(sign) % 2 == 1

    def _wholes(self) -> dict[int, int]:
        """Tell for each line within a fence, an element, a comment or a formula where that ends.

        What never ends hides nothing, but a fence: it is the rest of the text, and a note can only stand before it.
        """
        ends: dict[int, int] = {}
        place = 0
        while place < len(self._lines):
            end = self._fence_end(place)
            if end == len(self._lines):
                ends.update((inside, place - 1) for inside in range(place, end))
                break
            if end is None:
                end = self._comment_end(place)
            if end is None:
                end = self._element_end(place)
            if _BLOCK.match(self._lines[place]):
                end = self._before_blank(place if end is None else end)
            elif end is None and self._begins_table(place):
                end = self._before_blank(place + 1, fences=True)
            if end is not None:
                ends.update((inside, end) for inside in range(place, end + 1))
                place = end
            place += 1
        return ends

    def _fence_end(self, place: int) -> int | None:
        opening = _FENCE.match(self._lines[place])
        if opening is None or ("`" in opening["info"] and opening["sign"][0] == "`"):
            return None
        sign = opening["sign"]
        for further in range(place + 1, len(self._lines)):
            closing = _FENCE.match(self._lines[further])
            if closing and closing["sign"].startswith(sign) and not closing["info"].strip():
                return further
        return len(self._lines)

    def _begins_table(self, place: int) -> bool:
        following = self._lines[place + 1] if place + 1 < len(self._lines) else ""
        return "|" in self._lines[place] and bool(_RULE_OF_TABLE.match(following))

    def _before_blank(self, place: int, *, fences: bool = False) -> int:
        """The last line from ``place`` on before a blank one; with ``fences`` also before a fence or an element."""
        while place < len(self._lines) - 1 and (following := self._lines[place + 1]).strip():
            if fences and (_FENCE.match(following) or _BLOCK.match(following)):
                break
            place += 1
        return place

    def _comment_end(self, place: int) -> int | None:
        line = self._lines[place]
        if line.rfind("<!--") <= line.rfind("-->"):
            return None
        further = range(place + 1, min(len(self._lines), place + MAX_ELEMENT))
        return next((end for end in further if "-->" in self._lines[end]), None)

    def _element_end(self, place: int) -> int | None:
        """The end of what a line opens and doesn't close: an element, a formula of several lines."""
        opened = self._depths[place]
        if not any(opened.values()) or min(opened.values()) < 0:
            return None
        depth = opened.copy()
        markup, behind_code = True, 0
        for further in range(place + 1, min(len(self._lines), place + MAX_ELEMENT)):
            if further < behind_code:
                continue
            markup = markup and bool(self._lines[further].strip())
            if _FENCE.match(self._lines[further]):
                if not any(depth[name] for name in depth.keys() - {"$$", "math"}):
                    return None  # a formula doesn't reach into code
                end = None if markup or any(depth[name] for name in _VERBATIM) else self._fence_end(further)
                if end == len(self._lines):
                    return None
                if end is not None:
                    behind_code = end + 1
                    continue
            for name, change in self._depths[further].items():
                depth[name] += change
            depth["$$"] %= 2
            if all(count <= 0 for count in depth.values()):
                return further
        return None


def _depth(line: str) -> defaultdict[str, int]:
    """How many elements and formulas a line opens more than it closes, each by its name."""
    depth: defaultdict[str, int] = defaultdict(int)
    if "`" in line:
        line = re.sub(r"`[^`]*`", "", line)
    for tag in _TAGS.finditer(line):
        if not tag["own"]:
            depth[tag["name"].lower()] += -1 if tag["closing"] else 1
    for sign in _MATH.findall(line):
        if sign == "$$":
            depth["$$"] = 1 - depth["$$"]
        else:
            depth["math"] += 1 if sign in (r"\begin{", r"\[") else -1
    return depth
