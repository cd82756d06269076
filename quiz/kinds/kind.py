"""What every answer kind is: what it reads in a file, how a variant's key is found, how an answer is read and judged.

A kind owns all of itself. Nobody outside this room asks which kind an item is of; whoever must know how an item
behaves asks the item's kind, by one of the attributes and methods below.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from quiz.bank.formula import FormulaError
from quiz.bank.kind_format import KeyRule, KindPart
from quiz.bank.template import typeset
from quiz.draws import Draws
from quiz.kinds.instance import Computed, evaluate, slips_of, told_with, unfit
from quiz.language import Text
from quiz.model import Diagnosis, Item, Option, Outcome, Parsed, ShownEntry, Unreadable, Variant

if TYPE_CHECKING:
    from quiz.interaction import Interaction

RuleFault = tuple[str, str, Text]
"""What the audit is told: the rule, where in the item (a dotted key of its front matter), and what is wrong."""


class InReports(Enum):
    """How an answer to an item is looked for in a study report."""

    UNDECIDED = "undecided"  # nobody has said how: what stands in a report is never judged
    RUN = "run"  # graded by running it, which a report can't be
    OPTION = "option"
    OPTIONS = "options"
    PASSAGE = "passage"
    FORMULA = "formula"
    NUMBERS = "numbers"
    SIZE = "size"


class Kind(ABC):
    """One way of answering: ``read`` and ``judge`` a response, ``same`` for the values it is about, ``show`` one."""

    label: ClassVar[Text]
    """The kind's name on a screen."""

    # -- in a question file ------------------------------------------------------------------------------------------

    keys: ClassVar[frozenset[str]] = frozenset()
    """The keys of the front matter that are this kind's own."""

    key_rule: ClassVar[KeyRule] = "required"
    """Whether ``key`` and ``check`` must stand in the file, may, or can't."""

    key_place: ClassVar[str] = "key"
    """The key of the front matter that a fault of the answer key is told at."""

    slip_keys: ClassVar[frozenset[str]] = frozenset()
    """Keys of a misconception that are this kind's own."""

    slip_names: ClassVar[frozenset[str]] = frozenset()
    """Names that the value of a misconception may use besides the drawn ones."""

    original_keys: ClassVar[frozenset[str]] = frozenset()
    """Keys of ``[original]`` besides the drawn values."""

    measured: ClassVar[tuple[str, ...]] = ()
    """Names that are known only after an answer, to the texts that are shown then."""

    may_be_part: ClassVar[bool] = True
    """True if a question of several parts may have one of this kind."""

    numbered: ClassVar[bool] = False
    """True if an answer may begin with a number in brackets, (2), which names an option."""

    carries: ClassVar[bool] = False
    """True if later parts of a question can compute with an answer: see :meth:`carried`."""

    # -- in use ------------------------------------------------------------------------------------------------------

    in_reports: ClassVar[InReports] = InReports.UNDECIDED

    runs_after_answer: ClassVar[bool] = False
    """True if judging makes a run, before which the answer must have been recorded."""

    runs_code: ClassVar[bool] = False
    """True if an answer is code that is run here: the learner is told how strongly it is held."""

    self_assessed: ClassVar[bool] = False
    """True if the learner has the last word, beside a model answer."""

    repeats_answer: ClassVar[bool] = True
    """True if it helps to tell how an answer was read; nobody needs to be told their code again."""

    guessed: ClassVar[float] = 0.02
    """The chance that somebody who doesn't know answers right: about one in so many options, next to none without."""

    written_out: ClassVar[bool] = False
    """True if an answer is a text or a program of the learner's own: it is no value that could be remembered."""

    costly: ClassVar[bool] = False
    """True if auditing a variant runs something: it is done once for each set of values."""

    def remembered(self, variant: Variant) -> Any:
        """Return what somebody who answers from memory would have to remember: two variants with it have one key."""
        return repr(variant.key)

    def expected_options(self, variant: Variant) -> tuple[Option, ...] | None:
        """Return the options of a variant, each right or wrong, as far as that is known without a run; else None."""
        return variant.options

    def read_fields(self, part: KindPart) -> Any:
        """Return what the kind's own keys say, which becomes ``item.answer``; faults are noted with their lines."""
        return None

    def read_slip(self, part: KindPart, name: str) -> Any:
        """Return what the kind's own keys of a misconception say: ``Misconception.own``."""
        return None

    def compute(self, item: Item, values: dict[str, Any], draws: Draws | None) -> Computed:
        """Return key, distractors and options for these values; ``draws`` is None for a printed instance.

        Raises :class:`quiz.kinds.instance.Rejected` if these values make no question and others may.
        """
        assert item.key is not None  # the rule of this kind's key says so
        key = evaluate(item, "key", item.key, values)
        if not self.fits(key):
            raise unfit(item, "key", key)
        return Computed(key, slips_of(self, item, values, key, separate=draws is not None))

    def slips(self, variant: Variant) -> Sequence[Any]:
        """Return the distractors of a variant and all other computed slips, those that it doesn't show as well."""
        return slips_of(self, variant.item, variant.values, variant.key, separate=False)

    def settled(self, variant: Variant) -> Variant:
        """Return the variant with its key: itself, but where the key is known only after a run."""
        return variant

    # -- shown -------------------------------------------------------------------------------------------------------

    @abstractmethod
    def answer_format(self, variant: Variant) -> Text:
        """Return one line that tells the learner how to write the answer."""

    @abstractmethod
    def interactions(self, variant: Variant) -> tuple[Interaction, ...]:
        """Return what an exporter, a sheet or a page needs to ask the variant and to grade it."""

    def lists(self, variant: Variant) -> tuple[tuple[ShownEntry, ...], ...]:
        """Return the labelled lists that stand below the stem."""
        return ()

    def start(self, variant: Variant) -> str:
        """Return the text that an answer begins with; "" for an empty one."""
        return ""

    def takes_lines(self, item: Item) -> bool:
        """True if an answer takes several lines."""
        return False

    def is_whole(self, item: Item, written: str) -> bool:
        """True if what has been written so far may be all: an empty line then ends an answer of several lines."""
        return True

    def letters(self, variant: Variant) -> Collection[str]:
        """Return the single words that may be an answer, or begin one, and are therefore no commands at the prompt."""
        return ()

    def show(self, item: Item, value: Any) -> Text:
        """Return an answer as it is shown, which ``read`` must read back."""
        return Text.both(typeset(value, "text"))

    def typed(self, variant: Variant, value: Any) -> str:
        """Return what a learner types for a value in this variant."""
        return self.show(variant.item, value).ja

    def key_shown(self, variant: Variant) -> Text:
        """Return the variant's key as it is shown, Markdown."""
        return self.show(variant.item, variant.key)

    def key_in_report(self, variant: Variant) -> Text | None:
        """Return the key as a report is told it; None where there is none."""
        return None if variant.key is None else self.show(variant.item, variant.key)

    def key_data(self, variant: Variant) -> Any:
        """Return the key as a key file holds it."""
        return variant.key

    def summary_line(self, variant: Variant) -> Text | None:
        """Return the key for one line of a summary; None where it takes more than a line."""
        return self.key_shown(variant)

    # -- read and judged ---------------------------------------------------------------------------------------------

    @abstractmethod
    def read(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Return what the learner wrote, understood; or why it can't be read, which costs nothing."""

    def apart(self, raw: str, variant: Variant) -> Sequence[str] | Unreadable:
        """Return what a response says to each part of a question, "" where nothing is."""
        return (raw,)

    def together(self, variant: Variant, answers: Sequence[str]) -> str:
        """Return the response that answers to the parts make, of which some may be empty."""
        return answers[0]

    @abstractmethod
    def judge(self, parsed: Parsed, variant: Variant) -> Outcome:
        """Return the judgement of a response that could be read."""

    @abstractmethod
    def fits(self, value: Any) -> bool:
        """True if ``value`` can be a key of this kind."""

    def carried(self, parsed: Parsed, variant: Variant) -> Any:
        """Return what a learner's answer is to the formulas of later parts; None where it is no value."""
        return None

    def fits_slip(self, value: Any) -> bool:
        """True if ``value`` can be what a slip leads to; it may be of a form that no key has, such as half a pixel."""
        return self.fits(value)

    def same(self, item: Item, left: Any, right: Any) -> bool:
        """True if a learner who answers ``left`` where ``right`` is the key must be marked right."""
        return same_value(left, right)

    # -- audited -----------------------------------------------------------------------------------------------------

    def answers(self, variant: Variant) -> Sequence[str]:
        """Return texts that a learner may type for the key; every one must be graded correct."""
        return (self.show(variant.item, variant.key).ja,)

    def key_typed(self, variant: Variant) -> Text:
        """Return the key as a learner may type it, in each language; both must be graded correct."""
        return Text.both(self.answers(variant)[-1])

    def nonsense(self, variant: Variant) -> Sequence[str]:
        """Return texts that can't be read as an answer of this kind."""
        return ("えーと…", "((", "?!")

    def may_judge(self, item: Item) -> bool:
        """True if answers to the item may be judged here: a stranger's code is not run where nothing holds it."""
        return True

    def ungraded_here(self, item: Item) -> Text | None:
        """Return why no answer to the item can be graded on this machine; None if answers can be."""
        return None

    def facts(self, item: Item) -> int:
        """Return how many statements of the item are typed as true or false, not computed."""
        return 0

    def named_slips(self, item: Item) -> Sequence[str]:
        """Return the misconceptions that lead to an answer of their own, which the audit counts."""
        return [slip.name for slip in item.misconceptions if slip.value is not None]

    def item_faults(self, item: Item) -> Iterator[RuleFault]:
        """Yield what is wrong with the kind's own part of an item."""
        return iter(())

    def variant_faults(self, variant: Variant) -> Iterator[RuleFault]:
        """Yield what is wrong with the kind's own part of a variant: by default, a key that ``check`` contradicts."""
        item = variant.item
        if item.check is None:
            return
        try:
            second = item.check.value({**variant.values})
        except FormulaError as error:
            yield "key-check", "check", told_with(error, variant.values)
            return
        if not self.same(item, variant.key, second):
            ja = f"key = {_plainly(variant.key)}、check = {_plainly(second)}"
            en = f"key {_plainly(variant.key)}, check {_plainly(second)}"
            yield (
                "key-check",
                "key",
                Text(
                    f"key と check が違います: {ja} → 誤っている方の式を直してください",
                    f"key and check differ: {en} → mend the one that is wrong",
                ),
            )


def _plainly(value: Any) -> str:
    return typeset(value, "text") if not isinstance(value, Text) else value.en


def statement_faults(variant: Variant) -> Iterator[RuleFault]:
    """Yield that the item's ``check``, a statement about the question, does not hold."""
    if variant.item.check is None:
        return
    try:
        second = variant.item.check.value({**variant.values})
    except FormulaError as error:
        yield "key-check", "check", told_with(error, variant.values)
        return
    if second is not True:
        yield (
            "key-check",
            "check",
            Text(
                f"check が {second} になりました → true になる式に直してください",
                f"check gives {second} → it has to be true",
            ),
        )


def same_value(left: Any, right: Any) -> bool:
    """Compare two computed values: exactly where both are exact, to 4 significant digits where one is a float.

    >>> same_value(Fraction(1, 4), 0.25), same_value((7, 7), (7, 8)), same_value(0.33333, 1 / 3)
    (True, False, True)
    """
    if isinstance(left, tuple) or isinstance(right, tuple):
        return (
            isinstance(left, tuple)
            and isinstance(right, tuple)
            and len(left) == len(right)
            and all(map(same_value, left, right))
        )
    if _is_number(left) and _is_number(right):
        if isinstance(left, float) or isinstance(right, float):
            return abs(float(left) - float(right)) <= 5e-5 * max(abs(float(left)), abs(float(right)), 1e-12)
        return bool(left == right)
    if isinstance(left, str | bool | Text) or isinstance(right, str | bool | Text):
        return bool(left == right)
    from solvers import compare

    return compare(left, right).verdict == "correct"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Fraction | float) and not isinstance(value, bool)


def diagnose(variant: Variant, names: Sequence[str]) -> tuple[Diagnosis, ...]:
    """Return the named misconceptions with their messages for this variant's numbers.

    A slip that can't be said for these values is named all the same, without its sentence.
    """
    values = {**variant.values, "key": variant.key}
    found = []
    for name in names:
        try:
            message = variant.item.misconception(name).message.fill(values)
        except FormulaError:
            message = Text.both(name)
        found.append(Diagnosis(name, message))
    return tuple(found)
