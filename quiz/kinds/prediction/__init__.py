"""Predictions: one of several options, decided by a training run that is made after the answer has been given.

Nothing about the result is known before: a variant has no key until :meth:`Prediction.settled` has made the run, over
several seeds, and its means have been judged by the threshold that the question states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from quiz.bank.formula import FormulaError
from quiz.bank.kind_format import KeyRule, KindPart
from quiz.draws import Draws
from quiz.errors import Unanswerable, with_remedy
from quiz.kinds.choice import Choice
from quiz.kinds.instance import Computed, broken, decide, evaluate, fill
from quiz.kinds.kind import InReports, RuleFault
from quiz.kinds.options import named_distractors, read_options, right_options
from quiz.kinds.prediction.fields import MEASURED, PredictionFields, RunTask, read_run
from quiz.language import Text
from quiz.model import Distractor, Item, Option, Outcome, Parsed, Variant

if TYPE_CHECKING:
    from quiz.interaction import Interaction
    from solvers.practicals.training_runs import Measured

Watcher = Callable[[int, int], None]


class Prediction(Choice):
    """One of several outcomes of a run."""

    label = Text("予想と実行", "prediction")
    may_be_part = False
    guessed = 0.25
    keys = frozenset({"option", "run"})
    key_rule: ClassVar[KeyRule] = "none"
    original_keys = frozenset()
    measured = MEASURED
    in_reports = InReports.RUN
    runs_after_answer = True
    costly = True

    def read_fields(self, part: KindPart) -> PredictionFields:
        """Read the run and the options, whose formulas are about its outcome."""
        if "option" not in part.top:
            ja, en = "予想の問題には [[option]] が必要です", "a prediction needs [[option]] entries"
            part.top.fault(None, ja, en)
        if "run" not in part.top:
            remedy = Text("[run] に学習の名前と引数を書きます", "write the run's name and arguments in [run]")
            part.top.fault(None, "予想の問題に [run] がありません", "a prediction needs a [run]", remedy)
        run = read_run(part.top.table("run"), part.values) if "run" in part.top else RunTask("?", {})
        options = read_options(part)
        return PredictionFields(options.options, options.count, run)

    def compute(self, item: Item, values: dict[str, Any], draws: Draws | None) -> Computed:
        """Lay out the options: which of them holds is not known before the run."""
        options = []
        for place, spec in enumerate(item.answer.options):
            text = fill(item, f"option.{place}", spec.body, values)
            options.append(Option(text, text, False, (spec.misconception,) if spec.misconception else ()))
        shown = tuple(options if draws is None else draws.shuffled(options))
        return Computed(None, named_distractors(shown), shown)

    def interactions(self, variant: Variant) -> tuple[Interaction, ...]:
        """One option, which the run has shown to hold."""
        from quiz.interaction import ChooseOne

        return (ChooseOne(self.settled(variant).options or ()),)

    def variant_faults(self, variant: Variant) -> Iterator[RuleFault]:
        """Other seeds lead to the same outcome, and the options leave exactly one to hold."""
        self.settled(variant)
        first, second = measured(variant), measured(variant, again=True)
        if first.outcome != second.outcome:
            message = f"{first.outcome} {_rounded(first.means)} / {second.outcome} {_rounded(second.means)}"
            ja, en = f"乱数の種を変えると結果が変わります: {message}", f"other seeds give another outcome: {message}"
            yield "run", "run", Text(ja, en)
        wanted = self.expected_outcome(variant)
        if wanted is not None and wanted != first.outcome:
            found = f"{first.outcome} {_rounded(first.means)}"
            remedy = Text("[run] の expected か引く値を直してください", "mend expected in [run], or what is drawn")
            ja, en = f"expected は {wanted} ですが、結果は {found} です", f"expected is {wanted}, the run gives {found}"
            yield "run", "run", with_remedy(Text(ja, en), remedy)

    def expected_outcome(self, variant: Variant) -> str | None:
        """The outcome that the author has measured for these values; None where the file doesn't say."""
        formula = variant.item.answer.run.expected
        return None if formula is None else str(evaluate(variant.item, "run.expected", formula, variant.values))

    def expected_options(self, variant: Variant) -> tuple[Option, ...] | None:
        """The options as they hold by what the author has measured; no run is made."""
        outcome = self.expected_outcome(variant)
        if outcome is None:
            return None
        scope, right = {**variant.values, "outcome": outcome}, set()
        for place, spec in enumerate(variant.item.answer.options):
            if decide(variant.item, f"option.{place}.holds", spec.holds, scope):
                right.add(fill(variant.item, f"option.{place}", spec.body, variant.values))
        return tuple(replace(option, correct=option.content in right) for option in variant.options or ())

    def answer_format(self, variant: Variant) -> Text:
        """Tell how to answer, and what happens then."""
        return Text(
            "番号で予想してください。答えを記録してから、実際に学習させて確かめます",
            "predict with a number; your answer is recorded, and then the training is really run",
        )

    def fits(self, value: Any) -> bool:
        """A prediction has no key before it is run."""
        return value is None

    def settled(self, variant: Variant) -> Variant:
        """Return the variant with its run made: which option holds, the key, and what was measured."""
        if "outcome" in variant.values:
            return variant
        return _settled(variant, measured(variant))

    def judge(self, parsed: Parsed, variant: Variant) -> Outcome:
        """Make the run, then judge as a choice; the evidence is what was measured."""
        settled = self.settled(variant)
        return replace(super().judge(parsed, settled), evidence=measurements(measured(variant)))

    def key_shown(self, variant: Variant) -> Text:
        """The option that the run has shown to hold."""
        return right_options(self.settled(variant))

    def key_in_report(self, variant: Variant) -> Text | None:
        """None: a report is not worth a run."""
        return None

    def answers(self, variant: Variant) -> tuple[str, ...]:
        """The label and the text of the option that holds."""
        return super().answers(self.settled(variant))

    def key_typed(self, variant: Variant) -> Text:
        """The same, in each language."""
        return super().key_typed(self.settled(variant))


def _settled(variant: Variant, done: Measured) -> Variant:
    item = variant.item
    scope = {**variant.values, "outcome": done.outcome, "means": done.means}
    right = set()
    for place, spec in enumerate(item.answer.options):
        if decide(item, f"option.{place}.holds", spec.holds, scope):
            right.add(fill(item, f"option.{place}", spec.body, variant.values))
    options = []
    for option in variant.options or ():
        holds = option.content in right
        options.append(Option(option.text, option.content, holds, () if holds else option.misconceptions))
    contents = [option.content for option in options if option.correct]
    if len(contents) != 1:
        raise Unanswerable(
            Text(
                f"{item.path}: 結果 {done.outcome} に合う選択肢が {len(contents)} 個です",
                f"{item.path}: {len(contents)} options fit the outcome {done.outcome}",
            )
        )
    wrong = tuple(Distractor(option.content, option.misconceptions) for option in options if option.misconceptions)
    return replace(variant, options=tuple(options), key=contents[0], values=scope, distractors=wrong)


# -- running -----------------------------------------------------------------------------------------------------------

_watchers: list[Watcher] = []


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """While this lasts, ``watcher(done, total)`` is told how far a run is."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)


def measured(variant: Variant, *, again: bool = False) -> Measured:
    """Return what the variant's run gives, made now or earlier by this very process; ``again`` takes other seeds.

    Raises :class:`Unanswerable` where the question's arguments don't make a run.
    """
    from solvers.practicals.training_runs import CHECK_SEEDS, SEEDS
    from solvers.registry import SolverError

    task: RunTask = variant.item.answer.run
    values = {name: value for name, value in variant.values.items() if name not in MEASURED}
    try:
        arguments = tuple((name, formula.value(values)) for name, formula in task.arguments.items())
        return _carried_out(task.name, arguments, CHECK_SEEDS if again else SEEDS)
    except (FormulaError, SolverError) as error:
        message = error.message if isinstance(error, FormulaError) else Text.both(str(error))
        raise broken(variant.item, "run", message) from None


@lru_cache(maxsize=64)
def _carried_out(name: str, arguments: tuple[tuple[str, Any], ...], seeds: tuple[int, ...]) -> Measured:
    from solvers.practicals.training_runs import carry_out, plan_run

    def tell(done: int, total: int) -> None:
        for watcher in _watchers:
            watcher(done, total)

    return carry_out(plan_run(name, **dict(arguments)), seeds, tell)


def _rounded(means: tuple[float, ...]) -> str:
    return ", ".join(f"{mean:.4g}" for mean in means)


# -- telling -----------------------------------------------------------------------------------------------------------


def measurements(done: Measured) -> Text:
    """Return what was measured as a block of lines: each part's mean, and its values by seed."""
    from quiz.columns import pad, width

    column = max(width(label) for label in done.labels)

    def block(mean: str) -> str:
        lines = []
        for label, values, average in zip(done.labels, done.values, done.means, strict=True):
            each = ", ".join(_number(value, done.unit) for value in values)
            lines.append(f"{pad(label, column)}  {mean} {_number(average, done.unit)}  ({each})")
        return "\n".join(["```", *lines, "```"])

    count = len(done.seeds)
    return Text(
        f"乱数の種を変えて {count} 回ずつ実行した結果です。\n{block('平均')}",
        f"Run {count} times each, with different seeds:\n{block('mean')}",
    )


def _number(value: float, unit: str) -> str:
    if unit == "accuracy":
        return f"{100 * value:.1f} %"
    return f"{value:.0f}" if unit == "steps" else f"{value:.3g}"


KIND = Prediction()
