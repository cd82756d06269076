"""The body of a question file: a part for each language, each with its stem, hints, solution and model answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from quiz.bank.frontmatter import FrontMatter, Table
from quiz.bank.template import BilingualTemplate, Template
from quiz.language import Text

HEADINGS: Mapping[str, Mapping[str, str]] = {
    "ja": {"ヒント": "hint", "解説": "solution", "模範解答": "model"},
    "en": {"Hint": "hint", "Solution": "solution", "Model answer": "model"},
}

Sections = dict[tuple[str, str], list[tuple[str, int]]]
ReportFault = Callable[[int, str, str, Text | None], None]

_HEADING = re.compile(r"(#{1,3})\s+(\S.*)$")
_INNER = re.compile(r"[(（]?\s*([^()（）]+?)\s*[)）]?$")

_BELOW = Text("見出しの下に移してください", "move it below a heading")
_CLOSE = Text("``` だけの行で閉じてください", "close it with a line ```")
_ONE = Text("1 つにまとめてください", "make them one")


def split_body(body: str, first_line: int, fault: ReportFault, inner: Collection[str] = ()) -> Sections:
    """Return (language, part) -> texts, each with the line at which it begins; ``fault`` is told what can't be placed.

    A ``#`` inside a code fence is no heading. ``inner`` are the names of a question's parts: what stands below the
    heading ``## (a)`` is the stem ``a.stem``, and below a heading ``### Hint`` there ``a.hint``.
    """
    sections: Sections = {}
    language, part, within, start = "", "", "", first_line
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
        if heading is None or (len(heading[1]) == 3 and not within):
            gathered.append(line)
            continue
        close()
        gathered, start = [], number + 1
        if len(heading[1]) == 1:
            language, part, within = _language(heading[2], number, sections, fault), "stem", ""
        elif language and len(heading[1]) == 2:
            named = _INNER.match(heading[2])
            within = f"{named[1]}." if named is not None and named[1] in inner else ""
            part = f"{within}stem" if within else _part(language, heading, number, fault, inner)
        elif language:
            part = within + _part(language, heading, number, fault)
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


def _part(language: str, heading: re.Match[str], line: int, fault: ReportFault, inner: Collection[str] = ()) -> str:
    mark, name = heading[1], heading[2]
    part = HEADINGS[language].get(name)
    if part is None:
        known = ", ".join(f"{mark} {one}" for one in (*HEADINGS[language], *(f"({one})" for one in inner)))
        remedy = Text(f"使える見出し: {known}", f"the headings are: {known}")
        fault(line, f"見出し {mark} {name} は読めません", f"the heading {mark} {name} isn't known", remedy)
        return "unknown"
    return part


class BodyReader(FrontMatter):
    """Reads a file's body as well: its parts by language, each of whose faults is noted with its line."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.sections: Sections = {}
        self.body_line = 1

    def body_part(self, part: str, known: Collection[str], *, required: bool = True) -> BilingualTemplate:
        """Return a part of the body in both languages; its absence is a fault, unless it isn't ``required``."""
        names = {
            "stem": Text("問題文", "the question"),
            "solution": Text("解説（## 解説）", "## Solution"),
            "model": Text("模範解答（## 模範解答）", "## Model answer"),
        }
        found = {}
        for language in self.languages:
            texts = [entry for entry in self.sections.get((language, part), []) if entry[0]]
            if not texts and not required:
                return BilingualTemplate(Template(""), Template(""))
            if not texts:
                within, _, name = part.rpartition(".")
                at = Text(f"# {language} の ({within}) ", f"# {language}, ({within}),") if within else None
                at = at or Text(f"# {language} ", f"# {language}")
                remedy = Text("どの言語にも書いてください", "write it in every language of the question")
                ja, en = f"{at.ja}に{names[name].ja}がありません", f"{at.en} lacks {names[name].en}"
                self.fault(self.body_line, ja, en, remedy)
                texts = [("?", self.body_line)]
            if len(texts) > 1:
                self.fault(texts[1][1] - 1, "同じ見出しが二度あります", "the same heading stands twice", _ONE)
            found[language] = self.template(*texts[0], known)
        return self.in_all(found)

    def hints(self, known: Collection[str], within: str = "") -> tuple[BilingualTemplate, ...]:
        """Return the hints of the question, or of one of its parts, in both languages."""
        texts = {language: self.sections.get((language, f"{within}hint"), []) for language in self.languages}
        counts = {language: len(found) for language, found in texts.items()}
        if len(set(counts.values())) > 1:
            told = ", ".join(f"{language} {count}" for language, count in counts.items())
            line = max(entry[-1][1] for entry in texts.values() if entry)
            remedy = Text("どのヒントもすべての言語で書いてください", "write every hint in every language")
            self.fault(line, f"ヒントの数が違います（{told}）", f"the number of hints differs ({told})", remedy)
        return tuple(
            self.in_all({language: self.template(*texts[language][place], known) for language in self.languages})
            for place in range(min(counts.values()))
        )


def part_names(top: Table) -> tuple[str, ...]:
    """Return the names of the tables ``[part.name]``; none where they are no such tables, which is told elsewhere."""
    found = top.data.get("part")
    return tuple(found) if isinstance(found, dict) else ()


def body_lines(sections: Sections) -> dict[str, int]:
    """Where each part of the body begins: ``stem.ja``, ``solution.en``; without a language, its first one."""
    lines: dict[str, int] = {}
    for (language, part), texts in sections.items():
        for _, line in texts:
            lines.setdefault(f"{part}.{language}", line)
            lines.setdefault(part, line)
    return lines
