"""Labelled answers beside a text item: what a rubric is held against, and measured by."""

from __future__ import annotations

import glob
from dataclasses import dataclass
from pathlib import Path

from quiz.bank.toml_text import read_toml
from quiz.errors import refusal, too_much
from quiz.kinds.text.fields import Rubric
from quiz.language import Text
from quiz.model import Item
from quiz.reading.blanks import gives_up
from solvers.budget import OverBudget

_KEYS = frozenset(("answer", "lang", "facets", "contradictions", "false", "unanswered", "held_out", "note"))


class LabelledFault(Exception):
    """The file can't be read as labelled answers; ``message`` says why."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True, slots=True)
class LabelledAnswer:
    """An answer as its author judges it: the facets it makes, the false claims it holds.

    ``false`` says that something in it is wrong, ``unanswered`` that it says "I don't know"; ``held_out`` answers were
    not looked at while the rubric was written.
    """

    answer: str
    lang: str
    facets: frozenset[str]
    contradictions: frozenset[str]
    false: bool = False
    unanswered: bool = False
    held_out: bool = False

    def found(self, rubric: Rubric) -> tuple[frozenset[str], frozenset[str]]:
        """Return the facets and the contradictions that the rubric finds in it."""
        from quiz.kinds.text.rubric import judge_text

        findings = judge_text(self.answer, rubric)
        return (
            frozenset(one.name for one in findings if one.state == "found"),
            frozenset(one.name for one in findings if one.state == "contradicted"),
        )


def labelled_files(question: Path) -> tuple[Path, ...]:
    """Return where the labelled answers of a question file are: beside it, in as many files as their bound asks for.

    ``x.answers.toml`` comes first, there or not; ``x.answers-2.toml`` and so on follow in the order of their names.
    """
    first = question.with_suffix(".answers.toml")
    return first, *sorted(question.parent.glob(f"{glob.escape(question.stem)}.answers-*.toml"))


def labelled_answers(item: Item) -> tuple[LabelledAnswer, ...]:
    """Return all labelled answers beside an item; raise :class:`LabelledFault` for a file that can't be read."""
    rubric: Rubric = item.answer.rubric
    return tuple(answer for path in labelled_files(Path(item.path)) for answer in read_labelled(path, rubric))


def read_labelled(path: Path, rubric: Rubric) -> tuple[LabelledAnswer, ...]:
    """Return the labelled answers of a file, none where there is none; raise :class:`LabelledFault` for a bad one."""
    if not path.is_file():
        return ()
    try:
        entries = read_toml(path).get("answer", [])
    except OverBudget as over:
        place, message = f"{path}:{over.line}" if over.line else path, too_much(over)
        raise LabelledFault(Text(f"{place}: {message.ja}", f"{place}: {message.en}")) from None
    except OSError as error:
        why = refusal(error)
        raise LabelledFault(Text(f"{path} を読めません: {why.ja}", f"can't read {path}: {why.en}")) from None
    except ValueError as error:
        raise LabelledFault(Text(f"{path} を読めません: {error}", f"can't read {path}: {error}")) from None
    return tuple(_read(entry, number, path, rubric) for number, entry in enumerate(entries, start=1))


def _read(entry: object, number: int, path: Path, rubric: Rubric) -> LabelledAnswer:
    def refuse(ja: str, en: str) -> LabelledFault:
        return LabelledFault(Text(f"{path} の {number} 番目の [[answer]]: {ja}", f"{path}, [[answer]] {number}: {en}"))

    if not isinstance(entry, dict) or not isinstance(entry.get("answer"), str):
        raise refuse("answer（文字列）がありません", "answer (a text) is missing")
    for key in entry.keys() - _KEYS:
        raise refuse(f"{key} という項目はありません", f"there is no key {key}")
    if entry.get("lang") not in ("ja", "en"):
        raise refuse('lang は "ja" か "en" です', 'lang is "ja" or "en"')
    named = {}
    for key, known in (("facets", rubric.facets), ("contradictions", rubric.contradictions)):
        names = entry.get(key, [])
        if not isinstance(names, list):
            raise refuse(f"{key} は名前のリストです", f"{key} is a list of names")
        for name in names:
            if name not in {facet.name for facet in known}:
                raise refuse(f"{name} という観点はありません", f"there is no facet {name}")
        named[key] = frozenset(names)
    flags = {key: entry.get(key, False) is True for key in ("false", "unanswered", "held_out")}
    return LabelledAnswer(entry["answer"], entry["lang"], named["facets"], named["contradictions"], **flags)


def misjudged(answer: LabelledAnswer, rubric: Rubric) -> Text | None:
    """Tell what is found in an answer and must not be; None if nothing is. What is only missed is for the learner."""
    short = answer.answer.strip().replace("\n", " ")[:40]
    if answer.unanswered:
        if not gives_up(answer.answer):
            return Text(f"「{short}」は未解答と読まれません", f'"{short}" isn\'t read as unanswered')
        return None
    facets, contradictions = answer.found(rubric)
    wrong = sorted(facets - answer.facets)
    if not answer.false:
        wrong += [f"!{name}" for name in sorted(contradictions - answer.contradictions)]
    if not wrong:
        return None
    listed = ", ".join(wrong)
    return Text(f"「{short}」に {listed} が見つかってしまいます", f'{listed} is found in "{short}"')
