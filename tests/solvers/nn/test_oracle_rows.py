"""Every exported layer, optimizer and initializer has its row in the tables of oracles: a new one cannot come without.

The tables are read from the test modules beside this one, and without PyTorch: which rows exist does not depend on what
is installed. A row counts for the class of what it builds, whatever it is called.
"""

from __future__ import annotations

import contextlib
import importlib.util
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from solvers.nn import initializers, layers, optimizers


@cache
def beside(name: str) -> ModuleType:
    """Import a test module of this folder, which is no package, by its path."""
    specification = importlib.util.spec_from_file_location(f"tables_of_{name}", Path(__file__).with_name(f"{name}.py"))
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    # Where PyTorch is not installed, the module ends at the line that skips; its tables stand above that line.
    with contextlib.suppress(pytest.skip.Exception):
        specification.loader.exec_module(module)
    return module


def exported(package: ModuleType) -> tuple[set[str], set[str]]:
    """Return the names of the classes that a package exports, and of everything else."""
    classes = {name for name in package.__all__ if isinstance(getattr(package, name), type)}
    return classes, set(package.__all__) - classes


def kinds(built: Iterable[object]) -> set[str]:
    return {type(thing).__name__ for thing in built}


def layers_by_formula() -> set[str]:
    return kinds(row.make() for row in beside("test_against_formulas").LAYERS.values())


def layers_by_differences() -> set[str]:
    module = beside("test_gradients")
    return kinds(make() for make, _ in module.LAYERS.values()) | module.WITHOUT_GRADIENT


def layers_by_contract() -> set[str]:
    return kinds(make() for make, _ in beside("test_layer_contract").MAKERS.values())


def optimizers_by_formula() -> set[str]:
    return kinds(make(0.1) for make, _ in beside("test_against_formulas").OPTIMIZERS.values())


def optimizers_by_pytorch() -> set[str]:
    return kinds(make(0.1) for make, _ in beside("test_against_pytorch").TRAJECTORIES.values())


def initializers_by_moments() -> set[str]:
    return kinds(initializers.initializer(rule) for rule, *_ in beside("test_models").INITIALIZERS.values())


# The package, the patterns that only say what the others are, the functions, and where each of the rest has a row.
ORACLES: dict[str, tuple[ModuleType, set[str], set[str], list[Callable[[], set[str]]]]] = {
    "layers": (
        layers, {"Layer"}, {"activation", "leaves"}, [layers_by_formula, layers_by_differences, layers_by_contract],
    ),
    "optimizers": (optimizers, {"Optimizer"}, {"optimizer"}, [optimizers_by_formula, optimizers_by_pytorch]),
    "initializers": (initializers, {"Initializer"}, {"initializer"}, [initializers_by_moments]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "table"), [(name, table) for name, row in ORACLES.items() for table in row[3]])
def test_everything_exported_has_its_row(name: str, table: Callable[[], set[str]]) -> None:
    package, patterns, functions, _ = ORACLES[name]
    classes, others = exported(package)
    assert others == functions, "a new function needs a test of its own, and its name here"
    missing, unknown = classes - patterns - table(), table() - classes
    assert not missing, f"{table.__name__}: no row for {', '.join(sorted(missing))}"
    assert not unknown, f"{table.__name__}: rows for {', '.join(sorted(unknown))}, which {name} does not export"


def test_every_activation_is_compared_with_pytorch() -> None:
    activations = {name for name in exported(layers)[0] if issubclass(getattr(layers, name), layers.Activation)}
    compared = kinds(layer for layer, _ in beside("test_against_pytorch").ACTIVATIONS.values())
    # PyTorch has no step function, and an activation of one's own functions is no function of its own.
    assert activations - compared == {"Step", "Activation"}
