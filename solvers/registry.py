"""The catalogue of solver functions that question files may call, by name, with typed and bounded parameters.

A topic module marks a pure function with ``@solver``; its annotations say what may be passed, and every call through
the registry is checked against them first, so that a question file from a stranger can ask for nothing that is
enormous or of the wrong kind.

An installed distribution may bring solvers of its own (:mod:`solvers.installed`); a formula calls them by the plug-in's
name, a point and the function's.
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
from functools import cache, cached_property, wraps
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
    "unchecked_parameters",
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

Fault = Literal[
    "unknown", "missing", "surplus", "type", "range", "length", "impossible",
    "absent", "clash", "broken", "here", "unmarked", "signature", "raised", "result",
]  # fmt: skip
"""What a call is refused for; those of the second line are faults of a plug-in."""


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
            raise SolverError("surplus", self.name, "", count, ", ".join(names))
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


def _unbounded(hint: Any) -> bool:
    """True for a type that a call can't be checked against: of any size, or none that formulas have."""
    limits: tuple[Any, ...] = ()
    if typing.get_origin(hint) is Annotated:
        hint, *found = typing.get_args(hint)
        limits = tuple(found)
    if typing.get_origin(hint) is Literal or hint is bool or hint == Real or getattr(hint, "__name__", "") == "Node":
        return False  # a tree is bounded when it is read, a Real is never a size
    if hint in (int, float):
        return not any(isinstance(limit, Between) for limit in limits)
    if hint is str:
        return not any(isinstance(limit, Length) for limit in limits)
    parts = typing.get_args(hint)
    if typing.get_origin(hint) is tuple:
        return Ellipsis in parts and not any(isinstance(limit, Length) for limit in limits)
    return typing.get_origin(hint) not in (typing.Union, types.UnionType) or any(map(_unbounded, parts))


def unchecked_parameters(function: Callable[..., Any]) -> list[str]:
    """Return the parameters of a function that a call can't be held against, each with what is wrong.

    >>> def f(n, m: int, k: Annotated[int, Between(1, 9)], *rest: int): ...
    >>> unchecked_parameters(f)
    ['n: no type', 'm: no bounds', 'rest: *']
    """
    try:
        hints = typing.get_type_hints(function, include_extras=True)
    except Exception as error:  # an annotation is a program's text: it may name what isn't there
        return [f"{type(error).__name__}: {error}"]
    found = []
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD):
            found.append(f"{name}: *")
        elif parameter.kind is inspect.Parameter.POSITIONAL_ONLY:
            found.append(f"{name}: /")
        elif name not in hints:
            found.append(f"{name}: no type")
        elif _unbounded(hints[name]):
            found.append(f"{name}: no bounds")
    return found


def solver(function: Function) -> Function:
    """Register ``function`` under its own name, in the topic of its module; return it unchanged.

    A function of any other package is marked, and is found by its plug-in's name alone.
    """
    if not function.__module__.startswith("solvers.topics."):
        _MARKED_ELSEWHERE.append(function)
        return function
    topic = function.__module__.rpartition(".")[2]
    registered = _SOLVERS.get(function.__name__)
    if registered is not None and registered.topic != topic:
        raise ValueError(f"two solvers are called {function.__name__}: in {registered.topic} and in {topic}")
    _SOLVERS[function.__name__] = Solver(function.__name__, topic, function)
    return function


_SOLVERS: dict[str, Solver] = {}
_MARKED_ELSEWHERE: list[Callable[..., Any]] = []


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
    """Return the solver called ``name`` (``conv_output_size``, ``cnn_sizes.conv_output_size``, ``plugin.function``).

    Raises :class:`SolverError` with the fault ``unknown`` and the nearest names as ``expected``, or with that of the
    plug-in.

    >>> find("cnn_sizes.conv_output_size")(6, 6, 2, 1, 1)
    (7, 7)
    """
    topic, _, bare = name.rpartition(".")
    if topic and topic not in TOPICS and _is_plugin(topic, bare):
        return _of_plugin(topic, bare)
    if bare not in _SOLVERS and (home := _homes().get(bare)) is not None:
        _load(home)
    registered = _SOLVERS.get(bare)
    if registered is None or topic not in ("", registered.topic):
        import difflib

        near = difflib.get_close_matches(bare, [known.name for known in all_solvers()], n=3)
        raise SolverError("unknown", name, "", name, ", ".join(near))
    return registered


def _is_plugin(topic: str, bare: str) -> bool:
    """True unless only the topic before a function of the program's own is wrong."""
    from solvers.installed import plugin_names

    return bare not in _homes() or topic in plugin_names()


def plugin_calls() -> int:
    """Return how often a plug-in's function has been asked for so far: what is read meanwhile may depend on one."""
    asked = _of_plugin.cache_info()
    return asked.hits + asked.misses


@cache
def _of_plugin(plugin: str, bare: str) -> Solver:
    """Return a solver of an installed distribution; its signature is checked before it is called."""
    from solvers.installed import PluginError, function_of

    name = f"{plugin}.{bare}"
    try:
        function = function_of(plugin, bare, lambda found: any(found is one for one in _MARKED_ELSEWHERE))
    except PluginError as error:
        raise SolverError(error.trouble, name, plugin, error.found) from error
    unchecked = unchecked_parameters(function)
    if unchecked:
        raise SolverError("signature", name, plugin, ", ".join(unchecked), "Annotated[int, Between(1, 100)]")
    return Solver(name, plugin, _guarded(name, function))


def _guarded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a plug-in's function that ends with a value of the formulas or a :class:`SolverError`, nothing else."""
    from solvers.installed import plain

    @wraps(function)
    def call(*values: Any, **keywords: Any) -> Any:
        try:
            found = function(*values, **keywords)
        except SolverError:
            raise
        except Exception as error:  # of a program that is not ours
            raise SolverError("raised", name, "", f"{type(error).__name__}: {error}"[:200]) from error
        try:
            return plain(found)
        except TypeError as error:
            raise SolverError("result", name, "", error, "") from None

    return call


def all_solvers() -> Iterator[Solver]:
    """Yield every registered solver, by topic and name."""
    for topic in TOPICS:
        _load(topic)
    yield from sorted(_SOLVERS.values(), key=lambda entry: (TOPICS.index(entry.topic), entry.name))
