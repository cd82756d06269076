"""The families of the catalogue are in the bank, each under its id; what is not is named here with the reason."""

from __future__ import annotations

import re
from pathlib import Path

from quiz.bank.blueprint import Selection
from quiz.courses import built_in, built_in_bank, open_set
from quiz.forms import make_form

RUN_LATER = "is answered by writing code or by a prediction that is then run: the practicals"


def families(shared: Path) -> dict[str, str]:
    """The kind of every family in the catalogue's index."""
    index = (shared / "catalogue.md").read_text(encoding="utf-8").partition("## 7. Index")[2].partition("## 8.")[0]
    return dict(re.findall(r"^\| `([a-z0-9-]+)` \| ([^|]+?) \|", index, re.M))


def test_every_family_is_there(shared: Path) -> None:
    known = families(shared)
    assert len(known) == 142
    missing = {name: kind for name, kind in known.items() if name not in built_in_bank().paths}
    later = {name for name in missing if name.startswith(("impl-", "run-", "debug-")) or name.endswith("-run")}
    assert set(missing) - later == set(), RUN_LATER


REDESIGNED = frozenset(
    """update-line-choice l1-gradient-code l2-gradient-code ridge-trait-choice lasso-graph-choice im2col-code
    alexnet-structure-counts augmentation-crop-code optimizer-code-identify init-activation-match fit-diagnosis
    run-depth-sigmoid run-batchnorm-rescue run-lr-stability""".split()
)
"""Questions that ask another thing than the catalogue's, since that had one key for ever, or was won by guessing."""

LONGER = frozenset(
    """softmax-ce-gradient xavier-std he-std bn-backward-dx adagrad-h0-effect adam-steps adam-first-step
    adam-bias-correction lp-norm-value ridge-closed-form decoupled-weight-decay conv-multichannel-values
    alexnet-total-params epochs-from-iterations dead-relu-units""".split()
)
"""Questions whose steps take more minutes than the catalogue says."""


def test_minutes_are_the_catalogues_and_difficulty_is_near_it(shared: Path) -> None:
    """Difficulty follows from a rule that the audit checks; the catalogue judged it, and lies at most one beside."""
    index = (shared / "catalogue.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| [^|]+ \| (\d) \| (\d+) \|", index, re.M)
    cards = built_in_bank().cards
    as_in_the_catalogue = [
        (cards[name], int(d), int(m)) for name, d, m in rows if name in cards and name not in REDESIGNED
    ]
    assert [card.id for card, difficulty, _ in as_in_the_catalogue if abs(card.difficulty - difficulty) > 1] == []
    longer = {card.id for card, _, minutes in as_in_the_catalogue if card.minutes > minutes}
    assert longer == LONGER
    assert [card.id for card, _, minutes in as_in_the_catalogue if card.minutes < minutes] == []


def test_every_set_can_be_asked() -> None:
    sections = {card.section for card in built_in_bank().cards.values()}
    course = built_in()
    assert course is not None
    names = set(course.set_names())
    assert {"day2", "day2-short", "confirmation-tests"} <= names
    assert sections <= names
    for name in names:
        form = make_form(open_set(name), 3)
        assert form.places
    assert make_form(open_set("day2-short"), 3).minutes <= 12
    assert {place.seed for place in make_form(open_set("confirmation-tests"), 3).places} == {0}
    everything = make_form(open_set("day2"), 3, selection=Selection(difficulties=(1, 2, 3, 4, 5)))
    assert {place.item for place in everything.places} == set(built_in_bank().paths)
