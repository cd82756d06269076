"""A course's formulas as plain data: they come back as they were, and a file is not read a second time."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quiz.courses import open_course
from quiz.errors import FileFaults
from quiz.report.formulas import formula_file
from quiz.report.formulas.known import Library, Topic
from quiz.report.formulas.library_data import as_data, from_data
from solvers.expression import to_text
from solvers.expression.nodes import Label, Symbol


def whole() -> Library:
    path = open_course().root / formula_file.FILE
    return formula_file._Reader(str(path)).library(formula_file.read_toml(path))


def told(library: Library) -> Any:
    topics = [
        (topic.id, topic.words.pattern, topic.alone, topic.beside and topic.beside.pattern, topic.group)
        for topic in library.topics
    ]
    return topics, library.formulas, library.letters


def shown(library: Library) -> list[str]:
    """The trees as they are shown, which equality leaves out."""
    forms = [
        form
        for formula in library.formulas
        for each in (formula.right, *(slip.forms for slip in formula.slips))
        for form in each
    ]
    return [to_text(tree) for form in forms for tree in (form.tree, form.print.node, form.left) if tree is not None]


def test_the_formulas_of_the_course_come_back_as_they_were() -> None:
    library = whole()
    again = from_data(json.loads(json.dumps(as_data(library))))
    assert again is not None
    assert len(again.formulas) > 20
    assert told(again) == told(library)
    assert [topic.words.flags for topic in again.topics] == [topic.words.flags for topic in library.topics]
    assert shown(again) == shown(library)


def test_a_file_is_read_once_and_again_when_it_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    reader = formula_file.read_toml
    monkeypatch.setattr(formula_file, "read_toml", lambda path: read.append(path) or reader(path))
    source = (open_course().root / formula_file.FILE).read_text(encoding="utf-8")
    (tmp_path / formula_file.FILE).write_text(source, encoding="utf-8")
    first = formula_file.load_library(tmp_path)
    formula_file._loaded.cache_clear()
    assert told(formula_file.load_library(tmp_path)) == told(first)
    assert len(read) == 1
    (tmp_path / formula_file.FILE).write_text(source + "\n[letters.more]\n", encoding="utf-8")
    with pytest.raises(FileFaults):
        formula_file.load_library(tmp_path)
    assert len(read) == 2


def test_a_library_with_something_unknown_in_it_is_not_kept() -> None:
    library = whole()
    formula = library.formulas[0]
    for odd in (Symbol("x", "another name"), Label("odd")):
        form = replace(formula.right[0], tree=odd)
        assert as_data(Library((), (replace(formula, right=(form,)),))) is None


@pytest.mark.parametrize("data", [None, [], 3, {}, [[["t", "(", []]], [], {}], [[], [["x"]], {}]])
def test_what_are_no_formulas_is_as_good_as_none(data: object) -> None:
    assert from_data(data) is None
    assert from_data(as_data(Library())) is not None
    assert isinstance(whole().topics[0], Topic)
