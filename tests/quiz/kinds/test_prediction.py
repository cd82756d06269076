"""Predictions: recorded before the run, decided by the run, told with what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.courses import built_in_bank, parse_item
from quiz.drawing import draw, prompt, solution
from quiz.errors import FileFaults, Unanswerable
from quiz.grading import grade
from quiz.kinds import TEMPLATES, kind_of, prediction
from quiz.kinds.prediction import measured, watched_by
from quiz.model import ORIGINAL
from quiz.practice.store import Store

ROOT = Path(__file__).resolve().parents[3]
BANK = built_in_bank()
FAMILIES = (
    "layer-gradient-ratio-run optimizer-race-run local-minimum-run weight-norm-run run-activation-init-order "
    "run-hidden-size run-depth-sigmoid run-mean-one-init run-batchnorm-rescue run-lr-stability"
).split()
QUICK = ["optimizer-race-run", "local-minimum-run", "weight-norm-run"]


def template() -> str:
    return (TEMPLATES / "prediction.md").read_text(encoding="utf-8").format(id="x")


@pytest.mark.parametrize("identifier", FAMILIES)
def test_every_family_is_a_prediction_whose_key_is_not_there_before_the_run(
    identifier: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a run was made before the answer")

    monkeypatch.setattr(prediction, "_carried_out", refuse)
    item = BANK.item(identifier)
    assert item.kind == "prediction"
    for seed in range(ORIGINAL + 1, 6):
        variant = draw(item, seed)
        assert variant.key is None
        assert not any(option.correct for option in variant.options or ())
        assert prompt(variant).lists
        assert grade(variant, "?!").verdict == "unreadable"


@pytest.mark.parametrize("identifier", QUICK)
def test_exactly_one_option_is_right_and_the_evidence_shows_three_seeds(identifier: str) -> None:
    for seed in range(1, 8):
        variant = draw(BANK.item(identifier), seed)
        outcomes = [grade(variant, str(place + 1)) for place in range(len(variant.options or ()))]
        assert [outcome.verdict for outcome in outcomes].count("correct") == 1
        for outcome in outcomes:
            assert outcome.evidence is not None
            assert outcome.verdict == "correct" or outcome.diagnoses
        done = measured(variant)
        assert all(len(values) >= 3 for values in done.values)
        assert all(mean == pytest.approx(sum(v) / len(v)) for v, mean in zip(done.values, done.means, strict=True))
        assert solution(variant).ja


@pytest.mark.trains
def test_what_is_measured_is_run_and_watched() -> None:
    told: list[tuple[int, int]] = []
    prediction._carried_out.cache_clear()
    variant = draw(BANK.item("optimizer-race-run"), 1)
    with watched_by(lambda done, total: told.append((done, total))):
        measured(variant)
        first = list(told)
        measured(variant)
    assert first
    assert told == first, "a run that this process has made is not made again"


def test_options_that_leave_an_outcome_out_are_refused() -> None:
    source = template().replace("outcome == 'sgd'", "outcome == 'never'")
    item = parse_item(source, expected_id="x", path="x.md")
    variant = next(v for seed in range(1, 20) if (v := draw(item, seed)).values["long"] == 0)
    with pytest.raises(Unanswerable, match="0 options fit"):
        kind_of(item).settled(variant)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "valley_race"', 'name = "valley_rase"', "no run called"),
        ('kappa = "kappa"', 'kapa = "kappa"', "no key run.kapa"),
        ('kappa = "kappa"', "", "lacks its argument"),
        ("holds = \"outcome == 'same'\"", "", "holds is missing"),
        ('kind = "prediction"', 'kind = "choice"', "a question of kind choice has no run"),
        ("outcome == 'same'", "result == 'same'", "result"),
    ],
)
def test_faults_of_a_prediction_are_named(old: str, new: str, said: str) -> None:
    source = template()
    assert old in source
    with pytest.raises(FileFaults) as caught:
        parse_item(source.replace(old, new), expected_id="x", path="x.md")
    assert said in caught.value.in_("en")


def test_arguments_that_make_no_run_are_told_with_their_line() -> None:
    item = parse_item(
        template().replace("k = { from = 3, to = 30 }", "k = [1]").replace("long = [0, 1]", "long = [0]"),
        expected_id="x",
        path="x.md",
    )
    with pytest.raises(Unanswerable, match="run"):
        grade(draw(item, 1), "1")


@pytest.mark.trains
def test_the_answer_is_on_record_before_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from quiz.bank.blueprint import Selection
    from quiz.courses import open_set
    from quiz.forms import make_form
    from quiz.model import Response
    from quiz.practice.session import Session

    question_set = open_set("practicals")
    with Store() as store:
        form = make_form(question_set, 1, selection=Selection(items=("optimizer-race-run",)))
        session = Session.begin(question_set, store, form, "[]", exam=False)
        question = session.next_question()
        assert question is not None
        seen = []

        def interrupt(done: int, total: int) -> None:
            seen.extend(entry.attempt for entry in store.attempts(session.stored.id))
            raise KeyboardInterrupt

        prediction._carried_out.cache_clear()
        with watched_by(interrupt), pytest.raises(KeyboardInterrupt):
            session.answer(question, Response("1"))
        assert [(attempt.response, attempt.verdict) for attempt in seen] == [("1", "undecided")]
        again = Session(question_set, store, session.stored)
        asked = again.next_question()
        assert asked is not None, "what was interrupted is asked again"
        record = again.record()
        assert (record["answered"], record["score"], record["max_score"]) == (0, 0, 1)
        assert [(entry["response"], entry["counted"]) for entry in record["attempts"]] == [("1", False)]
        right = again.answer(asked, Response("2")).verdict == "correct"
        assert again.next_question() is None
        assert [entry["counted"] for entry in again.record()["attempts"]] == [False, True]
        assert (again.record()["score"], again.record()["corrected"]) == (int(right), [])

        session = Session.begin(question_set, store, form, "[]", exam=False)
        question = session.next_question()
        assert question is not None
        outcome = session.answer(question, Response("2"))
        (entry,) = store.attempts(session.stored.id)
        assert (entry.attempt.verdict, entry.attempt.score) == (outcome.verdict, outcome.score)
        assert entry.attempt.verdict in ("correct", "wrong")


def test_a_prediction_is_asked_run_and_drawn(run_quiz) -> None:  # type: ignore[no-untyped-def]  # a fixture
    done = run_quiz("run", "practicals", "--item", "optimizer-race-run", "--seed", "1", "--lang", "en", stdin="1\n")
    assert done.returncode == 0
    for words in ("Recorded. Training now", "mean", "a: SGD", "b: momentum", "Predict"):
        assert words in done.stdout
    assert done.stdout.index("Recorded") < done.stdout.index("a: SGD") < done.stdout.index("Run 3 times each")


def test_a_prediction_is_explained_and_put_on_a_sheet(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # a fixture
    assert "Answer" in run_quiz("explain", "weight-norm-run", "--lang", "en").stdout
    key = tmp_path / "key.json"
    arguments = ("generate", "day2", "--item", "weight-norm-run", "--item", "impl-crop-expression", "--format", "json")
    done = run_quiz(*arguments, "--seed", "1", "--key", str(key))
    assert done.returncode == 0, done.stderr
    assert "key_text" in key.read_text(encoding="utf-8")
