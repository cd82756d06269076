"""The body of a question file: a part for each language, each with its stem, hints, solution and model answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from quiz.language import Text

HEADINGS: Mapping[str, Mapping[str, str]] = {
    "ja": {"ヒント": "hint", "解説": "solution", "模範解答": "model"},
    "en": {"Hint": "hint", "Solution": "solution", "Model answer": "model"},
}

Sections = dict[tuple[str, str], list[tuple[str, int]]]
ReportFault = Callable[[int, str, str, Text | None], None]

_HEADING = re.compile(r"(#{1,2})\s+(\S.*)$")

_BELOW = Text("見出しの下に移してください", "move it below a heading")
_CLOSE = Text("``` だけの行で閉じてください", "close it with a line ```")
_ONE = Text("1 つにまとめてください", "make them one")


def split_body(body: str, first_line: int, fault: ReportFault) -> Sections:
    """Return (language, part) -> texts, each with the line at which it begins; ``fault`` is told what can't be placed.

    A ``#`` inside a code fence is no heading.
    """
    sections: Sections = {}
    language, part, start = "", "", first_line
    gathered: list[str] = []
    fence_line = 0

    def close() -> None:
        text = "\n".join(gathered)
        lead = len(text) - len(text.lstrip("\n"))
        if language:
            sections.setdefault((language, part), []).append((text.strip(), start + lead))
        elif text.strip():
            fault(
                start + lead, "# ja か # en の見出しより前に本文があります", "there is text before # ja or # en", _BELOW
            )

    for number, line in enumerate(body.split("\n"), start=first_line):
        if line.lstrip().startswith("```"):
            fence_line = 0 if fence_line else number
        heading = None if fence_line else _HEADING.match(line.rstrip())
        if heading is None:
            gathered.append(line)
            continue
        close()
        gathered, start = [], number + 1
        if len(heading[1]) == 1:
            language, part = _language(heading[2], number, sections, fault), "stem"
        elif language:
            part = _part(language, heading[2], number, fault)
    close()
    if fence_line:
        fault(fence_line, "コードの ``` が閉じていません", "this code fence ``` isn't closed", _CLOSE)
    return sections


def _language(heading: str, line: int, sections: Sections, fault: ReportFault) -> str:
    if heading not in HEADINGS:
        remedy = Text("# ja か # en にしてください", "use # ja or # en")
        fault(line, f"見出し # {heading} は読めません", f"the heading # {heading} isn't known", remedy)
        return ""
    if (heading, "stem") in sections:
        fault(line, f"# {heading} が二度あります", f"# {heading} stands twice", _ONE)
    return heading


def _part(language: str, heading: str, line: int, fault: ReportFault) -> str:
    part = HEADINGS[language].get(heading)
    if part is None:
        known = ", ".join(f"## {name}" for name in HEADINGS[language])
        remedy = Text(f"使える見出し: {known}", f"the headings are: {known}")
        fault(line, f"見出し ## {heading} は読めません", f"the heading ## {heading} isn't known", remedy)
        return "unknown"
    return part
