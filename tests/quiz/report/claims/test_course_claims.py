"""The claims of the built-in course: proved, found in their own sentences, and never held against a right statement."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from quiz.audit.claim_rules import claim_faults
from quiz.bank.claim_entries import Claim, ClaimBase, Frame
from quiz.courses import built_in_bank
from quiz.report.claims.claim_reader import VERDICTS, ClaimReader
from quiz.report.documents import read_report
from quiz.report.rows import rows_of

CORPORA = Path(__file__).parents[3] / "corpora"
FAIR = (CORPORA / "fair_sentences.txt").read_text(encoding="utf-8").splitlines()
LABELLED = [line.split("\t") for line in (CORPORA / "labelled_claims.tsv").read_text(encoding="utf-8").splitlines()]
"""A verdict and a statement on each line, ``\\n`` for the end of a line of the report."""
TOPICS = sorted((CORPORA / "other_topics").glob("*.md"))


def written(sentence: str) -> str:
    return sentence.replace("\\n", "\n")


def test_every_file_can_be_read(base: ClaimBase) -> None:
    assert [fault.in_("en") for fault in base.faults] == []
    assert len(base.claims) >= 250
    assert base.frames


def test_every_claim_is_proved_and_found_where_it_says(base: ClaimBase) -> None:
    assert [(claim.id, detail.en) for claim, detail in claim_faults(base)] == []


def test_most_claims_are_proved_by_a_solver(base: ClaimBase) -> None:
    claims: list[Claim | Frame] = [*base.claims, *base.frames]
    proved = [claim for claim in claims if claim.check is not None and claim.check.calls]
    assert len(proved) > 0.9 * len(claims)


def test_whoever_is_corrected_is_told_what_to_practise_from_the_bank(base: ClaimBase) -> None:
    known = set(built_in_bank().paths)
    practised = [claim.practise for claim in (*base.claims, *base.facts, *base.frames, *base.relations, *base.terms)]
    assert {name for name in practised if name} <= known


@pytest.mark.parametrize("sentence", FAIR)
def test_a_right_statement_is_never_called_wrong(reader: ClaimReader, sentence: str) -> None:
    """Denied, compared, asked, believed, conditional, about two things at once: whatever it is, it isn't wrong."""
    assert [stated.claim.id for stated in reader.of_text(written(sentence)) if stated.verdict == "wrong"] == []


@pytest.mark.parametrize("path", TOPICS, ids=lambda path: path.stem)
def test_a_text_on_another_topic_has_nothing_wrong(reader: ClaimReader, path: Path) -> None:
    found = reader.read(rows_of(read_report(path)))
    assert [(stated.row.line.number, stated.claim.id) for stated in found if stated.verdict != "correct"] == []


def test_ten_texts_on_other_topics() -> None:
    assert len(TOPICS) == 10
    assert all(len(path.read_text(encoding="utf-8")) > 800 for path in TOPICS)


def test_labelled_statements(reader: ClaimReader) -> None:
    """No right one is called otherwise; nine of ten are found with their verdict."""
    hits: Counter[str] = Counter()
    for verdict, sentence in LABELLED:
        found = {stated.verdict for stated in reader.of_text(written(sentence))}
        wanted = {"right": "correct"}.get(verdict, verdict)
        assert verdict != "right" or found <= {"correct"}, sentence
        assert verdict == "right" or found != {"correct"}, sentence
        hits[verdict] += wanted in found
    total = Counter(verdict for verdict, _ in LABELLED)
    assert set(total) == set(VERDICTS)
    for verdict, count in total.items():
        assert hits[verdict] >= 0.9 * count, verdict


@pytest.mark.parametrize("sentence", ["シグモイド関数の微分の最大値は常に0.25である。", "AlexNetは必ず8層である。"])
def test_a_number_may_be_said_to_hold_in_every_case(reader: ClaimReader, sentence: str) -> None:
    assert {stated.verdict for stated in reader.of_text(sentence)} == {"correct"}


@pytest.mark.parametrize(
    "sentence",
    [
        "2000000枚を100枚ずつ使うと、1エポックで5回更新する。",
        "With 2000000 images in batches of 100, an epoch has 5 updates.",
        "784-6000-10のネットワークのパラメータ数は12個。",
        "ノード数が200000なら、Heの初期値の標準偏差は0.9。",
    ],
)
def test_numbers_beyond_what_a_formula_takes_are_not_credited(reader: ClaimReader, sentence: str) -> None:
    assert [stated.claim.id for stated in reader.of_text(sentence) if stated.verdict == "correct"] == []
