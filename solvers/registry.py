"""The catalogue of solver functions that question files may call, by name, with typed and bounded parameters.

A topic module marks a pure function with ``@solver``; its annotations say what may be passed, and every call through
the registry is checked against them first, so that a question file from a stranger can ask for nothing that is
enormous or of the wrong kind.
"""

from __future__ import annotations

import importlib
import inspect
import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

__all__ = [
    "TOPICS",
    "Between",
    "Fault",
    "Length",
    "Numbers",
    "Real",
    "Solver",
    "SolverError",
    "all_solvers",
    "find",
    "solver",
]

_FOLDER = Path(__file__).with_name("topics")

TOPICS = tuple(sorted(path.stem for path in _FOLDER.glob("[a-z]*.py")))
"""The modules of :mod:`solvers.topics`: a new one is found because it is there."""

Real = int | Fraction | float
Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Between:
    """A bound on a number: ``low`` and ``high`` are both allowed."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Length:
    """A bound on the length of a tuple or a text."""

    low: int
    high: int


Numbers = Annotated[tuple[Real, ...], Length(1, 1000)]

Fault = Literal["unknown", "missing", "surplus", "type", "range", "length", "impossible"]


class SolverError(ValueError):
    """A call that a solver refuses: what kind of fault, in which function and parameter, what was found and expected.

    ``fault`` is a word of :data:`Fault`, so that another layer can say it in the reader's language.
    """

    def __init__(
        self, fault: Fault, function: str, parameter: str = "", found: object = "", expected: str = ""
    ) -> None:
        super().__init__(f"{function}: {fault} {parameter} (found {found!r}, expected {expected})")
        self.fault = fault
        self.function = function
        self.parameter = parameter
        self.found = found
        self.expected = expected


@dataclass(frozen=True)
class Solver:
    """A registered function with its topic; calling it checks the arguments first."""

    name: str
    topic: str
    function: Callable[..., Any]

    @cached_property
    def parameters(self) -> Mapping[str, tuple[Any, inspect.Parameter]]:
        """The declared type and the signature entry of every parameter, in order."""
        hints = typing.get_type_hints(self.function, include_extras=True)
        signature = inspect.signature(self.function)
        return {name: (hints.get(name, Any), parameter) for name, parameter in signature.parameters.items()}

    def bind(self, count: int, keywords: tuple[str, ...]) -> None:
        """Check the number of positional arguments and the keywords' names; raise :class:`SolverError`.

        This needs no values, so a question file is held against it when it is loaded.
        """
        names = list(self.parameters)
        if count > len(names):
            raise SolverError("surplus", self.name, "", count, str(len(names)))
        given = set(names[:count])
        for keyword in keywords:
            if keyword not in names or keyword in given:
                raise SolverError("surplus", self.name, keyword, keyword, ", ".join(names))
            given.add(keyword)
        for name, (_, parameter) in self.parameters.items():
            if name not in given and parameter.default is inspect.Parameter.empty:
                raise SolverError("missing", self.name, name, "", ", ".join(names))

    def __call__(self, *values: object, **keywords: object) -> Any:
        """Return the function's value for arguments that fit its declared types."""
        self.bind(len(values), tuple(keywords))
        checks = self._checks
        arguments = dict(zip(checks, values, strict=False))
        arguments.update(keywords)
        return self.function(**{name: checks[name](value) for name, value in arguments.items()})

    @cached_property
    def _checks(self) -> dict[str, Callable[[object], object]]:
        return {name: _check(self.name, name, hint) for name, (hint, _) in self.parameters.items()}


_MISFIT = object()
"""What a fitter returns for a value of another kind."""

Fitter = Callable[[Any], Any]


def _check(function: str, parameter: str, hint: Any) -> Callable[[object], object]:
    """Return a function that passes a fitting value on and raises :class:`SolverError` for any other."""
    bounds: tuple[Any, ...] = ()
    if typing.get_origin(hint) is Annotated:
        hint, *found = typing.get_args(hint)
        bounds = tuple(found)
    fit = _fitter(hint)

    def check(value: object) -> object:
        fitted = fit(value)
        if fitted is _MISFIT:
            raise SolverError("type", function, parameter, value, _type_name(hint))
        for bound in bounds:
            if isinstance(bound, Between):
                numbers = fitted if isinstance(fitted, tuple) else (fitted,)
                if not all(bound.low <= number <= bound.high for number in numbers):
                    raise SolverError("range", function, parameter, value, f"{bound.low}..{bound.high}")
            elif isinstance(bound, Length) and not bound.low <= len(fitted) <= bound.high:
                raise SolverError("length", function, parameter, value, f"{bound.low}..{bound.high}")
        return fitted

    return check


def _fitter(hint: Any) -> Fitter:
    """Return a function that gives a value as the declared type wants it, or ``_MISFIT``."""
    if typing.get_origin(hint) is Annotated:
        hint = typing.get_args(hint)[0]
    origin = typing.get_origin(hint)
    if hint is Any:
        return lambda value: value
    if hint is int:
        return _fit_whole
    if hint == Real:
        return lambda value: value if type(value) in _REALS else _MISFIT
    if origin is Literal:
        choices = typing.get_args(hint)
        return lambda value: value if value in choices else _MISFIT
    if origin is tuple:
        return _tuple_fitter(typing.get_args(hint))
    if origin in (typing.Union, types.UnionType):
        return _union_fitter([_fitter(part) for part in typing.get_args(hint)])
    kind: type = hint
    return lambda value: value if isinstance(value, kind) else _MISFIT


_REALS = frozenset({int, Fraction, float})


def _fit_whole(value: Any) -> Any:
    if type(value) is int:
        return value
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else _MISFIT


def _tuple_fitter(inner: tuple[Any, ...]) -> Fitter:
    every = _fitter(inner[0]) if len(inner) == 2 and inner[1] is Ellipsis else None
    each = () if every else tuple(_fitter(part) for part in inner)

    def fit(value: Any) -> Any:
        if not isinstance(value, tuple | list) or (every is None and len(value) != len(each)):
            return _MISFIT
        fitted = tuple(map(every, value)) if every else tuple(one(part) for one, part in zip(each, value, strict=True))
        return _MISFIT if _MISFIT in fitted else fitted

    return fit


def _union_fitter(fitters: list[Fitter]) -> Fitter:
    def fit(value: Any) -> Any:
        return next((fitted for one in fitters if (fitted := one(value)) is not _MISFIT), _MISFIT)

    return fit


def _type_name(hint: Any) -> str:
    if typing.get_origin(hint) is Literal:
        return " | ".join(repr(choice) for choice in typing.get_args(hint))
    if hint == Real:
        return "number"
    name = getattr(hint, "__name__", str(hint))
    return {"int": "integer", "str": "text", "Node": "expression", "tuple": "list"}.get(name, name)


def solver(function: Function) -> Function:
    """Register ``function`` under its own name, in the topic of its module; return it unchanged."""
    topic = function.__module__.rpartition(".")[2]
    registered = _SOLVERS.get(function.__name__)
    if registered is not None and registered.topic != topic:
        raise ValueError(f"two solvers are called {function.__name__}: in {registered.topic} and in {topic}")
    _SOLVERS[function.__name__] = Solver(function.__name__, topic, function)
    return function


_SOLVERS: dict[str, Solver] = {}


@cache
def _load(topic: str) -> None:
    importlib.import_module(f"solvers.topics.{topic}")


@cache
def _homes() -> dict[str, str]:
    """The topic of every solver, read from the modules as text: a question loads only the topics that it names."""
    homes = {}
    for topic in TOPICS:
        source = (_FOLDER / f"{topic}.py").read_text(encoding="utf-8")
        homes.update(dict.fromkeys(_MARKED.findall(source), topic))
    return homes


_MARKED = re.compile(r"^@solver\ndef (\w+)", re.M)


def find(name: str) -> Solver:
    """Return the solver called ``name`` (``conv_output_size`` or ``cnn_sizes.conv_output_size``).

    Raises :class:`SolverError` with the fault ``unknown`` and the nearest names as ``expected``.

    >>> find("cnn_sizes.conv_output_size")(6, 6, 2, 1, 1)
    (7, 7)
    """
    topic, _, bare = name.rpartition(".")
    if bare not in _SOLVERS and (home := _homes().get(bare)) is not None:
        _load(home)
    registered = _SOLVERS.get(bare)
    if registered is None or topic not in ("", registered.topic):
        import difflib

        near = difflib.get_close_matches(bare, [known.name for known in all_solvers()], n=3)
        raise SolverError("unknown", name, "", name, ", ".join(near))
    return registered


def all_solvers() -> Iterator[Solver]:
    """Yield every registered solver, by topic and name."""
    for topic in TOPICS:
        _load(topic)
    yield from sorted(_SOLVERS.values(), key=lambda entry: (TOPICS.index(entry.topic), entry.name))
