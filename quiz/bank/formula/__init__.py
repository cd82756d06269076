"""The authors' expression language: what stands in ``key``, ``check``, ``where``, ``{{...}}`` and the like.

The grammar is that of Python's expressions, without anything that runs code of the author's: names, exact numbers,
texts, lists, arithmetic, comparisons, ``and``/``or``/``not``, ``a if c else b``, positions and slices, a list mapped by
``[f(x) for x in xs]``, and calls of the language's own functions and of registered solvers. Whole numbers and decimals
stay exact (``7 / 2`` is 7/2, ``0.1`` is 1/10). A formula is parsed and checked once and then evaluated over the drawn
values. Its size, and that of every value on the way, is held against :mod:`solvers.budget` before it is computed with,
and its steps are paid for.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from quiz.bank.formula.compiler import Compiler, Environment, Evaluator
from quiz.bank.formula.operations import Value, exact, parts_of
from quiz.bank.formula.own_functions import FUNCTIONS
from quiz.bank.formula.refusals import (
    TOO_LARGE,
    FormulaError,
    divided_by_zero,
    near_names,
    over_budget,
    solver_message,
    unknown_value,
)
from quiz.bank.formula.syntax import below, parsed
from quiz.language import Text
from solvers import budget
from solvers.budget import OverBudget
from solvers.registry import SolverError

__all__ = ["Environment", "Formula", "FormulaError", "Value", "exact", "near_names", "parts_of"]


_DECLARE = Text("[draw] か [let] に書くか、名前を直してください", "declare it in [draw] or [let], or mend the name")


class Formula:
    """A parsed formula: ``source``, the ``names`` that it needs, and its value over an environment.

    >>> Formula("(n + 2*p - k) // s + 1").value({"n": 6, "p": 1, "k": 2, "s": 1})
    7
    >>> Formula("0.1 + 1/5").value({})
    Fraction(3, 10)
    >>> Formula("sum([x**2 for x in xs if x > 1])").value({"xs": (1, 2, 3)})
    13
    """

    __slots__ = ("_entries", "_evaluate", "_steps", "calls", "names", "source")
    _entries: frozenset[str]
    _evaluate: Evaluator
    _steps: int
    calls: frozenset[str]
    names: frozenset[str]

    def __init__(self, source: str) -> None:
        self.source = source
        read = _READ.get(source) if type(self) is Formula else None
        if read is None:
            self._read(source)
            if type(self) is Formula and not self.calls and len(source) <= _SHORT:
                if len(_READ) >= _REMEMBERED:
                    _READ.clear()
                _READ[source] = self
            return
        self._steps, self._evaluate = read._steps, read._evaluate
        self.names, self.calls, self._entries = read.names, read.calls, read._entries

    @classmethod
    def read_before(cls, source: str) -> Self:
        """Return a formula that was read before and has no fault: it is taken apart once more is asked of it.

        >>> Formula.read_before("2*n").value({"n": 3})
        6
        """
        formula = cls.__new__(cls)
        formula.source = source
        return formula

    if not TYPE_CHECKING:  # which would believe that there is every attribute

        def __getattr__(self, name: str) -> object:
            """Take apart a formula that was read before."""
            if name == "source" or name not in Formula.__slots__:
                raise AttributeError(name)
            Formula.__init__(self, self.source)
            return getattr(self, name)

    def _read(self, source: str) -> None:
        """Parse the formula, measure it and make ready what computes its value."""
        written = source.strip()
        compiler = self.compiler(written)
        try:
            tree = parsed(written)
            self._steps = budget.measured(tree, below, budget.FORMULA_NODES, budget.FORMULA_DEPTH)
            self._evaluate = compiler.compile(tree)
        except OverBudget as over:
            raise over_budget(over) from None
        except FormulaError as error:
            error.column += len(source) - len(source.lstrip())
            raise
        self.names = frozenset(compiler.names)
        self.calls = frozenset(compiler.calls)
        self._entries = frozenset(compiler.entries)

    def compiler(self, written: str) -> Compiler:
        """Return what compiles the formula's tree."""
        return Compiler(written)

    def value(self, environment: Environment) -> Value:
        """Return the value; raise :class:`FormulaError` where there is none (a zero divisor, a refused call)."""
        try:
            with budget.at_most(budget.EVALUATION):
                budget.spend(self._steps)
                return self._evaluate(environment)
        except FormulaError as error:
            raise error.of(self.names) from None
        except OverBudget as over:
            raise over_budget(over).of(self.names) from None
        except SolverError as error:
            raise FormulaError(solver_message(error)).of(self.names) from None
        except ZeroDivisionError:
            raise divided_by_zero("").of(self.names) from None
        except OverflowError:  # of a float
            raise FormulaError(TOO_LARGE).of(self.names) from None
        except (TypeError, ValueError, ArithmeticError, IndexError) as error:
            # Values of the wrong kind meet in a solver: a text for a number, the logarithm of a negative number.
            raise FormulaError(Text(f"計算できません: {error}", f"it can't be computed: {error}")).of(
                self.names
            ) from None

    @property
    def is_constant(self) -> bool:
        """True if nothing drawn and no solver decides the value: the author has typed it."""
        return not self.names and not self.calls

    def require(self, known: Collection[str]) -> None:
        """Raise :class:`FormulaError` if a name is used that is not among ``known``, or given to an entry that is."""
        for name in sorted(self.names - set(known)):
            error = FormulaError(
                unknown_value(name, known, FUNCTIONS),
                max(self.source.find(name), 0),
                None if name == "key" else _DECLARE,
            )
            error.unknown = name
            raise error
        for name in sorted(self._entries & set(known)):
            raise FormulaError(
                Text(f"{name} は引いた値の名前です", f"{name} is the name of a value already"),
                max(self.source.find(f"for {name}"), 0),
                Text("for のあとの名前を変えてください", "take another name after for"),
            )

    def __repr__(self) -> str:
        return f"Formula({self.source!r})"


_READ: dict[str, Formula] = {}
"""Short formulas that were read, by their text: in a course most stand in many places. Those with a solver aren't kept,
since another may stand under its name later."""
_REMEMBERED, _SHORT = 4_000, 60
