"""The audit's rules for a course's ``code.toml``: each of its rules is found in its own programs, and its texts fit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.language import Text
from quiz.report.code.code_findings import CodeFinding, judge_code
from quiz.report.code.code_rules import RULES, CodeBook, Rule
from quiz.report.documents import Line, Report
from quiz.report.formulas.known import Library
from quiz.report.rows import rows_of

RuleFound = tuple[Rule, Text]
"""Which rule, and what is wrong with it."""


def code_book_faults(book: CodeBook, library: Library) -> Iterator[RuleFound]:
    """Yield what is wrong with the rules for code of a course, which could all be read."""
    for rule in book.rules.values():
        yield from ((rule, detail) for detail in _slots(rule))
        yield from ((rule, detail) for detail in _programs(rule, book, library))


def _slots(rule: Rule) -> Iterator[Text]:
    """A text has no slot that its rule doesn't fill."""
    texts = [rule.message, *([rule.expected] if rule.expected is not None else [])]
    named = {slot for text in texts for words in (text.ja, text.en) for slot in re.findall(r"\{(\w+)\}", words)}
    for slot in sorted(named - set(RULES[rule.id])):
        listed = ", ".join(f"{{{name}}}" for name in RULES[rule.id]) or "-"
        ja, en = f"{{{slot}}} は埋められません → {listed}", f"nothing fills {{{slot}}} → {listed}"
        yield Text(ja, en)


def _programs(rule: Rule, book: CodeBook, library: Library) -> Iterator[Text]:
    """It is found in its tests, where nothing else is objected to, and not in its counters."""
    if not rule.tests:
        yield Text("test のプログラムがありません", "there is no program under test")
    for program in rule.tests:
        found = _found(program, book, library)
        shown = _first_line(program)
        if not any(one.claim == rule.id and one.verdict == rule.verdict for one in found):
            yield Text(f"「{shown}」のプログラムで見つかりません", f'it is not found in the program "{shown}"')
        for one in found:
            if one.claim != rule.id and one.verdict != "right":
                ja, en = f"「{shown}」が {one.claim} で誤りとされます", f'"{shown}" is faulted by {one.claim}'
                yield Text(ja, en)
    for program in rule.counters:
        if any(one.claim == rule.id for one in _found(program, book, library)):
            shown = _first_line(program)
            yield Text(f"反例「{shown}」が見つかってしまいます", f'the counter-program "{shown}" is found')


def _first_line(program: str) -> str:
    """The first line of code of a program in a report, to name it by."""
    lines = [line.strip() for line in program.splitlines()]
    return next((line for line in lines if line and not line.startswith("```")), "")


def _found(program: str, book: CodeBook, library: Library) -> list[CodeFinding]:
    lines = tuple(Line(line, number) for number, line in enumerate(program.split("\n"), start=1))
    return judge_code(rows_of(Report("", lines)), library, book)
