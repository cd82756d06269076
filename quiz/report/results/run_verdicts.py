"""What a report says that an experiment showed, held against the runs: the verdict, and what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quiz.language import Text
from quiz.model import Verdict
from quiz.report.results.measured_runs import Measured
from quiz.report.results.result_reader import StatedResult
from quiz.report.results.stated_results import ALL

FLAT, LEARNED = 0.15, 0.3
"""A test accuracy up to the first is no better than guessing one of ten; one from the second on has learned."""
POINTS, FAR_POINTS = 0.05, 0.2
"""So far from the range over the seeds may a stated accuracy lie, and from so far on it is another result."""
HIGH_POINTS = 0.015
"""A share that is said to be everything may be off by no more than this."""
RISEN, GROWN = 0.2, 0.8
"""The accuracies by which the beginning of a rise and the speed of learning are told."""
STEPS = 1.4
"""By this factor a stated step may lie outside of the range over the seeds."""

Runs = Mapping[str, Sequence[Measured]]

_SAYS = {
    "flat": Text("学習が進まない", "it doesn't learn"),
    "learns": Text("学習が進む", "it learns"),
    "sooner": Text("より早く上がる", "it rises sooner"),
    "better": Text("より精度が高い", "its accuracy is higher"),
}
_SETS = {
    "train": Text("訓練", "training"),
    "test": Text("テスト", "test"),
    None: Text("訓練とテスト", "training and test"),
}


def read_as(result: StatedResult) -> Text:
    """Say how a result was read: the run, and what is said of it."""
    showed = result.showed
    run = f"{result.run} > {result.other}" if result.other else result.run
    if showed.value is not None:
        shown, where = f"{showed.value:.0%}", _SETS[showed.measure]
        return Text(f"{run}: {where.ja}の精度が約 {shown}", f"{run}: {where.en} accuracy about {shown}")
    if showed.step is not None:
        return Text(f"{run}: {showed.step} 回あたりから上がる", f"{run}: it rises from about step {showed.step}")
    return Text(f"{run}: {_SAYS[showed.trend].ja}", f"{run}: {_SAYS[showed.trend].en}")


def unmeasured(result: StatedResult) -> tuple[Verdict, Text]:
    """Return the verdict on a result without a run: it needs one, unless the program tells, or no run could decide."""
    if result.measured is not None:
        return "imprecise", Text(
            f"プログラムの {result.measured} は 1 つのミニバッチの精度です（更新に使ったばかりの少ない画像）。"
            "訓練データ全体の精度は x_train で計算します。",
            f"In the program {result.measured} is the accuracy of a single mini-batch, of few images and just trained "
            "with; that of the training set is computed with x_train.",
        )
    if result.differs > 1:
        return "imprecise", Text(
            f"{result.run} と {result.other} は設定が {result.differs} つ違うので、"
            "どれの効果か、この比較からは言えません。1 つだけ変えて比べてください。",
            f"{result.run} and {result.other} differ in {result.differs} settings: this comparison can't tell which of "
            "them it is. Compare runs that differ in one.",
        )
    return "needs-run", Text(
        f"実験で確かめる記述です。quiz verify --run が確かめます。結果を見るには: {result.command}。",
        f"An experiment checks this: quiz verify --run does; to see it yourself: {result.command}.",
    )


def judged(result: StatedResult, runs: Runs) -> tuple[Verdict, Text]:
    """Return the verdict on a result by its runs, and say what was measured.

    Never ``wrong`` by a single seed, nor for a number near the measured ones: the report's images, seeds and steps are
    not ours.
    """
    if result.differs > 1 or any(not runs.get(name) for name in result.runs):
        return unmeasured(result)
    own = runs[result.run]
    match result.showed.trend:
        case "flat" | "learns":
            verdict = _by_level(own, flat=result.showed.trend == "flat")
            return verdict, _told(result, verdict, _accuracies(result.run, own))
        case "reaches":
            return _reached(result, own)
        case "starts":
            return _started(result, own)
        case _:
            return _compared(result, own, runs[result.other or ""])


def _by_level(own: Sequence[Measured], *, flat: bool) -> Verdict:
    stayed, learned = all(max(one.curve) <= FLAT for one in own), all(one.test >= LEARNED for one in own)
    if stayed or learned:
        return "correct" if stayed == flat else _wrong(own)
    return "undecided"


def _wrong(own: Sequence[Measured]) -> Verdict:
    return "wrong" if len(own) > 1 else "undecided"


def _reached(result: StatedResult, own: Sequence[Measured]) -> tuple[Verdict, Text]:
    value, measure = result.showed.value or 0.0, result.showed.measure
    test, train = _range([one.test for one in own]), _range([one.train for one in own])
    batch = _range([value for one in own for value in one.batch])
    ranges = {"test": [test], "train": [train], None: [test, train]}[measure]
    off = max(_distance(value, each) for each in ranges)
    within = HIGH_POINTS if value >= ALL else POINTS
    said = _accuracies(result.run, own)
    if off <= within or (measure is None and any(_distance(value, each) <= POINTS / 2 for each in ranges)):
        return "correct", _told(result, "correct", said)
    if measure != "test" and _distance(value, batch) <= within:
        low, high = (f"{each:.1%}" for each in batch)
        return "imprecise", Text(
            f"その値になるのは 1 つのミニバッチの精度（最後は {low}〜{high}）で、"
            f"訓練データ全体の精度ではありません。{said.ja}",
            f"Single mini-batches reach that ({low} to {high} at the end), the whole training set doesn't. {said.en}",
        )
    verdict = _wrong(own) if off > FAR_POINTS else "undecided"
    return verdict, _told(result, verdict, said)


def _started(result: StatedResult, own: Sequence[Measured]) -> tuple[Verdict, Text]:
    low, high = _range([one.passes(RISEN) for one in own])
    step = result.showed.step or 0
    if low == float("inf"):
        verdict = _wrong(own)
        return verdict, _told(result, verdict, _accuracies(result.run, own))
    shown = f"{low:.0f}–{high:.0f}" if high < float("inf") else f"{low:.0f}–"
    said = Text(
        f"テスト精度が {RISEN:.0%} を超えたのは {shown} 回目です（{_seeds(own)}）。",
        f"The test accuracy passed {RISEN:.0%} at step {shown} ({_seeds(own)}).",
    )
    if low / STEPS <= step <= high * STEPS:
        return "correct", _told(result, "correct", said)
    return "imprecise", Text(
        f"上がり始める位置は乱数の種によります。{said.ja}", f"Where it begins to rise depends on the seed. {said.en}"
    )


def _compared(result: StatedResult, own: Sequence[Measured], other: Sequence[Measured]) -> tuple[Verdict, Text]:
    if result.showed.trend == "sooner":
        mine, theirs = ([one.passes(GROWN) for one in each] for each in (own, other))
        ahead, behind = max(mine) < min(theirs), min(mine) > max(theirs)
        means = ["–" if float("inf") in each else f"{sum(each) / len(each):.0f}" for each in (mine, theirs)]
        ahead = ahead or all(a < b for a, b in zip(mine, theirs, strict=True))
        said = Text(
            f"テスト精度が {GROWN:.0%} を超えたのは、平均で {result.run} が {means[0]} 回目、"
            f"{result.other} が {means[1]} 回目です（{_seeds(own)}）。",
            f"The test accuracy passed {GROWN:.0%} at step {means[0]} for {result.run} and {means[1]} for "
            f"{result.other} on average ({_seeds(own)}).",
        )
    else:
        ahead = min(one.test for one in own) > max(one.test for one in other)
        behind = max(one.test for one in own) < min(one.test for one in other)
        one, two = _accuracies(result.run, own), _accuracies(result.other or "", other)
        said = Text(one.ja + two.ja, f"{one.en} {two.en}")
    verdict: Verdict = "correct" if ahead else _wrong(own) if behind else "undecided"
    return verdict, _told(result, verdict, said)


def _told(result: StatedResult, verdict: Verdict, said: Text) -> Text:
    begins = {
        "correct": Text("実験で同じ結果になりました。", "The runs show the same."),
        "wrong": Text(
            "実験では、どの乱数の種でも違う結果になりました。", "The runs show something else, with every seed."
        ),
        "undecided": Text(
            "実験の結果とは離れていますが、データ・乱数の種・更新回数の違いによるかもしれません。",
            "The runs don't show quite this; other images, seeds or steps may be the reason.",
        ),
    }[verdict]
    return Text(
        f"{begins.ja}{said.ja}許容: 精度 ±{POINTS:.0%}、回数 {STEPS} 倍まで。",
        f"{begins.en} {said.en} Tolerance: accuracy ±{POINTS:.0%}, steps by a factor of {STEPS}.",
    )


def _accuracies(name: str, own: Sequence[Measured]) -> Text:
    test, train = (_shown(_range(values)) for values in ([one.test for one in own], [one.train for one in own]))
    return Text(
        f"{name}: テスト {test}、訓練全体 {train}（{_seeds(own)}）。",
        f"{name}: test {test}, whole training set {train} ({_seeds(own)}).",
    )


def _seeds(own: Sequence[Measured]) -> str:
    return "seed " + ", ".join(str(one.seed) for one in own)


def _range(values: Sequence[float]) -> tuple[float, float]:
    return min(values), max(values)


def _shown(within: tuple[float, float]) -> str:
    low, high = (f"{each:.1%}" for each in within)
    return low if low == high else f"{low}–{high}"


def _distance(value: float, within: tuple[float, float]) -> float:
    low, high = within
    return max(low - value, value - high, 0.0)
