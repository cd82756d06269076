"""What an experiment returns: its settings, tables, curves and pictures as plain data, without a word of any language.

Names in it are keys (``"test-accuracy"``); whoever shows a result translates them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from solvers.nn.data import Dataset, idx_folder, mnist_subset, synthetic
from solvers.nn.exceptions import SpecificationError

__all__ = ["Curve", "Panel", "Picture", "Progress", "Result", "Settings", "Table", "load_data"]

Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and the key of what is running."""

Cell = str | int | float | None


@dataclass(frozen=True)
class Settings:
    """What a person may choose for any experiment; ``iterations=None`` is the experiment's own number.

    >>> Settings(seed=3).iterations is None
    True
    """

    seed: int = 0
    iterations: int | None = None
    data: str = "mnist"

    def __post_init__(self) -> None:
        """Refuse what no experiment can run with."""
        if self.seed < 0:
            raise SpecificationError(f"a seed is a whole number >= 0, found {self.seed}")
        if self.iterations is not None and self.iterations < 1:
            raise SpecificationError(f"iterations are a whole number >= 1, found {self.iterations}")


@dataclass(frozen=True)
class Table:
    """Rows of cells under column keys; ``None`` means that it never happened."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Curve:
    """Points of one line; ``label`` names it."""

    label: str
    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True)
class Panel:
    """Curves that share their axes. ``kind`` is ``"line"`` or ``"bar"``; ``log`` names axes to draw logarithmically."""

    name: str
    x: str
    y: str
    curves: tuple[Curve, ...]
    kind: str = "line"
    log: str = ""


@dataclass(frozen=True)
class Picture:
    """A grey image with values from 0 to 1, row by row."""

    label: str
    rows: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Result:
    """Everything that an experiment found.

    >>> Result("mine", {"seed": 0}, (Table("t", ("a",), ((float("nan"),),)),)).as_data()["tables"]
    [{'name': 't', 'columns': ['a'], 'rows': [[None]]}]
    """

    experiment: str
    settings: dict[str, Cell]
    tables: tuple[Table, ...] = ()
    panels: tuple[Panel, ...] = ()
    pictures: tuple[Picture, ...] = field(default=())

    def as_data(self) -> dict[str, Any]:
        """Return dictionaries, lists and finite numbers only, as JSON can hold them; what has diverged is ``None``."""
        data: dict[str, Any] = _finite(asdict(self))
        return data


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def numbers(values: Any) -> tuple[float, ...]:
    """Return Python floats, rounded to what a reader can use, so that results read the same everywhere."""
    return tuple(float(f"{float(v):.6g}") for v in np.asarray(values).ravel())


def load_data(settings: Settings) -> tuple[Dataset, Dataset]:
    """Return the images that the settings name: ``"mnist"``, ``"synthetic"``, or a folder of IDX files."""
    if settings.data == "mnist":
        return mnist_subset()
    if settings.data == "synthetic":
        return synthetic()
    if not Path(settings.data).is_dir():
        raise SpecificationError(f'data is "mnist", "synthetic" or a folder of IDX files, found {settings.data!r}')
    return idx_folder(settings.data)
