"""A course's claims as plain data: they come back as they were, and are not read a second time."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest

from quiz.bank import claim_files
from quiz.bank.claim_data import as_data, from_data
from quiz.bank.claim_entries import ClaimBase
from quiz.bank.claim_files import read_claims
from quiz.bank.formula import Formula
from quiz.bank.plain_rows import PLAIN, row_of
from quiz.bank.template import BilingualTemplate, Template
from quiz.courses import open_course

VOCABULARY = '[[entity]]\nname = "relu"\nkind = "activation"\nwords = ["ReLU"]\n'
CLAIM = '[[claim]]\nid = "a"\ncue = ["ReLU & 速い"]\nverdict = "right"\ntest = ["ReLU は速い"]\ncounter = ["ReLU"]\n'


def told(value: Any) -> Any:
    """A value with what stands in formulas and templates, which have no equality of their own."""
    match value:
        case Formula() | Template():
            return value.source, sorted(value.names)
        case BilingualTemplate():
            return told(value.ja), told(value.en), value.only
        case tuple():
            return tuple(map(told, value))
        case dict():
            return {name: told(part) for name, part in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return type(value), [told(getattr(value, field.name)) for field in fields(value) if field.compare]
    return value


def test_the_claims_of_the_course_come_back_as_they_were() -> None:
    root = open_course().root
    whole = claim_files._read(root / "claims", sorted((root / "claims").glob("*.toml")))
    again = from_data(json.loads(json.dumps(as_data(whole))))
    assert again is not None
    assert len(again.claims) > 500
    assert told(again) == told(whole)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    (tmp_path / "claims" / "a.toml").write_text(CLAIM, encoding="utf-8")
    return tmp_path


def test_files_are_read_once_and_again_when_one_is_another(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    reader = claim_files._read
    monkeypatch.setattr(claim_files, "_read", lambda folder, paths: read.append(folder) or reader(folder, paths))
    first = read_claims(root)
    assert told(read_claims(root)) == told(first)
    assert len(read) == 1
    (root / "claims" / "a.toml").write_text(CLAIM.replace("速い", "遅い"), encoding="utf-8")
    assert read_claims(root).claims[0].cues != first.claims[0].cues
    assert len(read) == 2
    (root / "claims" / "b.toml").write_text(CLAIM.replace('"a"', '"b"'), encoding="utf-8")
    assert [claim.id for claim in read_claims(root).claims] == ["a", "b"]
    (root / "claims" / "b.toml").unlink()
    assert [claim.id for claim in read_claims(root).claims] == ["a"]


def test_faults_are_told_every_time(root: Path) -> None:
    (root / "claims" / "a.toml").write_text(CLAIM.replace("verdict", "verdikt"), encoding="utf-8")
    faults = [fault.message for fault in read_claims(root).faults]
    assert faults != []
    assert [fault.message for fault in read_claims(root).faults] == faults


def test_claims_with_a_solver_of_a_plug_in_are_always_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = iter(range(100))
    monkeypatch.setattr(claim_files, "plugin_calls", lambda: next(calls))
    monkeypatch.setattr(claim_files.KeptReading, "keep", lambda self, data: pytest.fail("nothing is to be kept"))
    assert len(read_claims(root).claims) == 1


@pytest.mark.parametrize("data", [None, [], {}, {**as_data(ClaimBase()), "claims": [["a"]]}])
def test_what_are_no_claims_is_as_good_as_none(data: object) -> None:
    assert from_data(data) is None
    assert from_data(as_data(ClaimBase())) == ClaimBase()


def test_a_field_of_an_unknown_type_is_refused() -> None:
    @dataclass
    class Odd:
        value: object

    with pytest.raises(KeyError):
        row_of(Odd, PLAIN)


def test_a_formula_that_was_read_before_is_taken_apart_when_it_is_needed() -> None:
    formula, template = Formula.read_before("n + no_such_function(1)"), Template.read_before("{{n}} と {{")
    assert (formula.source, template.source) == ("n + no_such_function(1)", "{{n}} と {{")
    for faulty in (lambda: formula.names, lambda: template.fill({"n": 1}), lambda: template.names):
        with pytest.raises(Exception, match=r"no_such_function|pair up"):
            faulty()
    with pytest.raises(AttributeError):
        _ = Formula.read_before("n").no_such_thing  # type: ignore[attr-defined]
    assert Formula.read_before(" 2*n ").names == {"n"}
    assert Template.read_before("{{n}} 回").formulas == ("n",)
