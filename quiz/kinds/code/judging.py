"""Running an answer in code and comparing what it gives; the slips that it shares."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from quiz.bank.template import Template
from quiz.kinds.code.behaviour import Behaviour, Fault
from quiz.kinds.code.cases import Trial, Values, is_plain, same_data, task_of, trial_of, weight
from quiz.kinds.code.diagnosing import diagnoses_of
from quiz.kinds.code.evidence import evidence_of, happening, joined, printed_in, printed_said
from quiz.kinds.code.expectations import expected, expected_of, may_run
from quiz.kinds.code.observed import Given, differing, is_right
from quiz.kinds.code.properties import broken
from quiz.kinds.code.result_property import Broken
from quiz.kinds.code.shrinking import Smallest, drive
from quiz.kinds.code.task import CodeTask
from quiz.kinds.kind import diagnose
from quiz.model import Diagnosis, Outcome, Parsed, Variant

if TYPE_CHECKING:
    from quiz.sandbox import Case


def judged_by_running(parsed: Parsed, variant: Variant, *, shrink: bool = True) -> Outcome:
    """Run an answer on every case of its variant and compare; a wrong one is shown the smallest case that fails.

    Without ``shrink`` no smaller inputs are looked for: that costs time, and nobody may be there to be shown any.
    Raises :class:`quiz.errors.QuizError` where no process can be started.
    """
    trial = trial_of(variant)
    wanted = expected_of(variant, trial.cases)
    seen = behaviour(variant, parsed.content, trial, wanted, shrink=shrink)
    if seen.fault is None and not seen.raised and len(seen.given) == len(trial.cases):
        evidence = printed_said(printed_in(seen))
        return Outcome("correct", 1.0, understood_as=parsed.understood_as, evidence=evidence)
    message = joined(evidence_of(variant, seen), printed_said(printed_in(seen)))
    return Outcome("wrong", 0.0, _diagnoses(variant, trial, wanted, seen), parsed.understood_as, evidence=message)


def _diagnoses(variant: Variant, trial: Trial, wanted: Sequence[Values], seen: Behaviour) -> tuple[Diagnosis, ...]:
    """An author's slip if one is shared, else the property that is broken, else what all results have in common."""
    task = task_of(variant)
    slips = _matching_slips(variant, seen, trial, wanted)
    if slips:
        return diagnose(variant, slips)
    if seen.broken is not None:
        return (Diagnosis(seen.broken.name, seen.broken.said),)
    happened = _happened(seen)
    given = seen.given
    plain = [place for place, case in enumerate(trial.cases[: len(given)]) if is_plain(case)]
    if seen.fault is not None and is_plain(seen.fault.case) and len(given) == len(trial.cases):
        trial, wanted, given = trial.only(plain), [wanted[place] for place in plain], [given[place] for place in plain]
    told = diagnoses_of(task, trial, wanted, given) if given else ()
    if not told and not happened:  # wrong at first, and something else later on
        happened = next((one.word for one in seen.given if one.word), "")
    return (*told, happening(happened)) if happened else told


def _happened(seen: Behaviour) -> str:
    if -1 in seen.raised:
        return "raised"
    if seen.fault is not None:
        return seen.fault.given.word
    return "" if seen.ending == "done" else seen.ending


# -- running -----------------------------------------------------------------------------------------------------------


def behaviour(
    variant: Variant,
    source: str,
    trial: Trial,
    wanted: Sequence[Values],
    *,
    shrink: bool = False,
    trusted: bool = False,
) -> Behaviour:
    """Return what code gives in every case, and with ``shrink`` its first fault on as small an input as can be found.

    The smaller inputs are tried in the same process, right after the cases. ``trusted`` code is the program's own.
    """
    task = task_of(variant)
    if not task.name:
        seen = _as_fragment(variant, source, trial, wanted, shrink)
        if seen is not None:
            return seen
    from quiz.sandbox import Job, run

    seen = Behaviour()
    smaller: list[Any] = []

    def further(last: Sequence[Case]) -> Sequence[Values]:
        """Take what the last cases gave; the first time these are the trial's, then those of the shrinking."""
        if not smaller:
            seen.given = _given(task, last, "done")
            seen.found(fault_of(task, trial.cases, wanted, seen.given))
            smallest = _smallest(variant, seen.fault)
            if smallest is None:
                return ()
            smaller.append((smallest, smallest.candidates(), []))
        smallest, steps, asked = smaller[0]
        try:
            if not asked:
                found = next(steps)
            else:
                assert seen.fault is not None
                given = _given(task, last, "done")
                fails = [_fails_alike(variant, seen.fault, case, one) for case, one in zip(asked, given, strict=False)]
                if True in fails:
                    place = min((at for at, failed in enumerate(fails) if failed), key=lambda at: weight(asked[at]))
                    seen.fault = _moved(variant, seen.fault, asked[place], given[place])
                    seen.fault_raised = last[place].raised
                found = steps.send(fails)
        except StopIteration:
            return ()
        asked[:] = found
        return [task.seen(case) for case in found]

    job = Job(source, task.steps, task.told, expression=not task.name, trusted=trusted)
    cases = [task.seen(case) for case in trial.cases]
    done = run(job, cases, further=further if shrink else None)
    seen.ending, seen.printed = done.ending, done.printed
    if not smaller:
        seen.given = _given(task, done.cases, done.ending)
        seen.found(fault_of(task, trial.cases, wanted, seen.given))
    seen.raised = {place: one.raised for place, one in enumerate(done.cases) if one.raised is not None}
    if done.raised is not None:
        seen.raised[-1] = done.raised
    return seen


def _given(task: CodeTask, cases: Sequence[Case], ending: str) -> list[Given]:
    """Return what the sandbox has brought back, as what is compared."""
    found = []
    watched = ({rule.name for rule in task.inputs} | task.results) - task.may_change
    for one in cases:
        word = "" if one.values is not None else ending if one.raised is None else _word(one.raised.type)
        changed = tuple(name for name in one.changed if name in watched)
        found.append(Given(None if one.values is None else dict(one.values), word, changed, one.printed))
    return found


def _word(exception: str) -> str:
    return "exited" if exception == "SystemExit" else f"raised {exception}"


def _as_fragment(
    variant: Variant, source: str, trial: Trial, wanted: Sequence[Values], shrink: bool
) -> Behaviour | None:
    """Return the behaviour of an expression that needs no sandbox; None if it isn't one that is read as data."""
    from solvers.fragment import FragmentError, run_fragment

    task = task_of(variant)
    if "**" in source:
        return None  # a power may be of any size: that is for a process whose time is bounded

    def one(case: Values) -> Given:
        return Given({task.gives[0]: run_fragment(source, task.seen(case))})

    try:
        seen = Behaviour([one(case) for case in trial.cases])
        seen.found(fault_of(task, trial.cases, wanted, seen.given))
        smallest = _smallest(variant, seen.fault) if shrink else None
        if smallest is not None and seen.fault is not None:
            fault = seen.fault
            drive(smallest, lambda case: _fails_alike(variant, fault, case, one(case)))
            seen.fault = _moved(variant, fault, smallest.case, one(smallest.case))
    except (FragmentError, ArithmeticError, MemoryError, RecursionError):
        return None  # the sandbox will show what happens
    return seen


# -- where it fails ----------------------------------------------------------------------------------------------------


def fault_of(task: CodeTask, cases: Sequence[Values], wanted: Sequence[Values], given: Sequence[Given]) -> Fault | None:
    """Return the first fault, in the order of the cases; properties are looked at once all values are right.

    What fails on inputs of another number of axes alone is told of those, and whatever fails on others as well of the
    others.
    """
    plain = [place for place in range(len(given)) if is_plain(cases[place])]
    if plain and len(given) == len(cases) != len(plain):
        wanted_there = [wanted[place] for place in plain]
        found = _fault_among(task, [cases[place] for place in plain], wanted_there, [given[place] for place in plain])
        if found is not None:
            return found
    return _fault_among(task, cases, wanted, given)


def _fault_among(
    task: CodeTask, cases: Sequence[Values], wanted: Sequence[Values], given: Sequence[Given]
) -> Fault | None:
    for case, right, one in zip(cases, wanted, given, strict=False):
        if not is_right(task, one, right):
            names = differing(task, one, right)
            return Fault(case, one, names[0] if names and one.values is not None else "")
    if len(given) < len(cases):
        return None  # how it ended says why
    found = _broken_by(task, cases, given)
    if found is None:
        return None
    place = found[0].case or 0
    return Fault(cases[place], given[place], "", *found)


def _broken_by(
    task: CodeTask, cases: Sequence[Values], given: Sequence[Given]
) -> tuple[Broken, tuple[str, ...]] | None:
    """Return the first property in the question's list that these results break, and what it is about."""
    for rule in task.holds:
        rows = [
            tuple((one.values or {}).get(name, case.get(name)) for name in rule.of)
            for case, one in zip(cases, given, strict=True)
        ]
        found = broken(rule.name, rows)
        if found is not None:
            return found, rule.of
    return None


def _smallest(variant: Variant, fault: Fault | None) -> Smallest | None:
    """Return where to begin shrinking; None where nothing fails, or only all cases together do."""
    if fault is None or (fault.broken is not None and fault.broken.case is None):
        return None
    return Smallest(task_of(variant), fault.case, lambda case: expected(variant, case))


def _fails_alike(variant: Variant, fault: Fault, case: Values, given: Given) -> bool:
    """True if another case shows the same fault: the same result is wrong, the same happens, the same is broken."""
    task = task_of(variant)
    found = fault_of(task, [case], [expected(variant, case)], [given])
    if found is None:
        return False
    names = [one.broken.name if one.broken else "" for one in (found, fault)]
    return (found.result, found.given.word, bool(found.given.changed), names[0]) == (
        fault.result, fault.given.word, bool(fault.given.changed), names[1],
    )  # fmt: skip


def _moved(variant: Variant, fault: Fault, case: Values, given: Given) -> Fault:
    """Return the same fault on a smaller case."""
    found = fault_of(task_of(variant), [case], [expected(variant, case)], [given])
    return replace(fault, case=case, given=given, broken=found.broken if found is not None else fault.broken)


# -- slips -------------------------------------------------------------------------------------------------------------


def _matching_slips(variant: Variant, seen: Behaviour, trial: Trial, wanted: Sequence[Values]) -> list[str]:
    """Return the slips whose wrong version gives the same in every case. An author's code needs a real sandbox."""
    task = task_of(variant)
    found: list[str] = []
    if all(one.values is None for one in seen.given):
        return found  # an answer that never gives a value shares nothing with any other
    for slip in variant.item.misconceptions:
        source = wrong_version(variant, slip.own)
        if source is None:
            continue
        other = _remembered(variant, source, trial, wanted)
        if len(other.given) == len(seen.given) and all(
            _alike(a, b, task) for a, b in zip(other.given, seen.given, strict=True)
        ):
            if task.holds and not (other.about == seen.about and _broken_alike(other.broken, seen.broken)):
                continue
            found.append(slip.name)
    return found


_MEMORY: OrderedDict[tuple[str, int, str], Behaviour] = OrderedDict()
"""What the wrong versions gave, by item, seed and code: they are the same for every answer to a variant."""

_MOST_REMEMBERED = 100


def _remembered(variant: Variant, source: str, trial: Trial, wanted: Sequence[Values]) -> Behaviour:
    key = (variant.item.id, variant.seed, source)
    if key not in _MEMORY:
        seen = behaviour(variant, source, trial, wanted, trusted=variant.item.trusted)
        task = task_of(variant)
        _MEMORY[key] = replace(seen, given=[_compared(task, one) for one in seen.given])
        while len(_MEMORY) > _MOST_REMEMBERED:
            _MEMORY.popitem(last=False)
    return _MEMORY[key]


def _compared(task: CodeTask, one: Given) -> Given:
    """What is kept of a case for comparing: not the random results, which are large."""
    return one if one.values is None else replace(one, values={name: one.values[name] for name in task.gives})


def _alike(one: Given, other: Given, task: CodeTask) -> bool:
    if one.values is None or other.values is None or one.changed != other.changed:
        return one.values is None and other.values is None and one.word == other.word
    return all(same_data(one.values[name], other.values[name], task.tolerance) for name in task.gives)


def _broken_alike(first: Broken | None, second: Broken | None) -> bool:
    """True if the same property is broken in the same measure; or none is, in both."""
    if first is None or second is None:
        return first is second
    return first.name == second.name and (
        len(first.measured) == len(second.measured)
        and all(abs(a - b) <= 0.05 for a, b in zip(first.measured, second.measured, strict=True))
    )


def wrong_version(variant: Variant, code: Template | None) -> str | None:
    """Return a slip's code if it may be run here: the program's own always, a stranger's only where it is held."""
    if code is None or not may_run(variant.item):
        return None
    return code.fill(variant.values)
