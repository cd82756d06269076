"""The sorts of figures: one module each, with the keys of its table and how it is drawn.

A new sort is a module with ``FIELDS`` and ``draw``, and its name here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from quiz.figures.given import Field, Given
from quiz.figures.picture import Figure
from quiz.figures.sorts import (
    bar_chart,
    computation_graph,
    contours,
    descent_paths,
    function_graph,
    heat_table,
    layer_network,
    learning_curves,
    sliding_window,
)


class _Sort(Protocol):
    """What a module of this package holds."""

    FIELDS: dict[str, Field]

    def draw(self, given: Given, /) -> Figure:
        """Return the figure."""


_SORTS: dict[str, _Sort] = {
    "graph": function_graph,
    "curves": learning_curves,
    "contours": contours,
    "paths": descent_paths,
    "window": sliding_window,
    "computation": computation_graph,
    "network": layer_network,
    "table": heat_table,
    "bars": bar_chart,
}

SORTS: tuple[str, ...] = tuple(_SORTS)
"""The names of all sorts, as ``sort`` gives them."""


def fields_of(sort: str) -> Mapping[str, Field]:
    """Return the keys of a sort of figure."""
    return _SORTS[sort].FIELDS


def drawn(sort: str, given: Given) -> Figure:
    """Return a figure; raise :class:`quiz.figures.given.FigureFault` for values that can't be drawn."""
    return _SORTS[sort].draw(given)
