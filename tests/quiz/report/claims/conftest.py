"""The claims of the built-in course, read once; and a small vocabulary for what the modules do by themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.bank.claim_entries import ClaimBase
from quiz.bank.claim_files import read_claims
from quiz.courses import built_in
from quiz.report.claims.claim_reader import ClaimReader

Said = Callable[[str], list[tuple[str, str]]]


@pytest.fixture(scope="session")
def base() -> ClaimBase:
    course = built_in()
    assert course is not None
    return read_claims(course.root)


@pytest.fixture(scope="session")
def reader(base: ClaimBase) -> ClaimReader:
    return ClaimReader(base)


@pytest.fixture(scope="session")
def said(reader: ClaimReader) -> Said:
    """What a text states: the names of claims with their verdicts."""

    def of_text(text: str) -> list[tuple[str, str]]:
        return [(stated.claim.id, stated.verdict) for stated in reader.of_text(text)]

    return of_text


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., ClaimReader]:
    """A reader of claims that a test has written itself, over three things of two kinds."""

    def make(claims: str) -> ClaimReader:
        folder = tmp_path / "claims"
        folder.mkdir(exist_ok=True)
        folder.joinpath("vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
        folder.joinpath("claims.toml").write_text(claims, encoding="utf-8")
        base = read_claims(tmp_path)
        assert [fault.in_("en") for fault in base.faults] == []
        return ClaimReader(base)

    return make


VOCABULARY = """
[spelling]
"カーネル" = ["フィルタ", "kernel"]

[group]
helps = "防|避け|prevent"

[[entity]]
name = "apple"
kind = "fruit"
words = ["りんご", "apple"]

[[entity]]
name = "pear"
kind = "fruit"
words = ["なし", "洋梨", "pear"]

[[entity]]
name = "knife"
kind = "tool"
words = ["包丁", "knife"]
"""
