"""What is known of a network that a report prints or tells: its layers in order, their sizes and parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quiz.report.sizes.layer_arithmetic import MOST, Count, Pair, Window, dense_count

LayerKind = Literal["convolution", "pooling", "dense", "normalization", "flatten", "other"]


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer: the size of its output (height, width, channels; or units), None where it can't be told, and its
    parameters, None for one without any or where they can't be told. ``shape`` is that of its weights, in the order of
    the network's own arrays, ``name`` what the program calls it, ``line`` (1-based) where it makes it. ``moved`` is a
    convolution's or pooling's window with the input that it moves over, as far as that is known.
    """

    kind: LayerKind
    output: tuple[int, ...] | None
    count: Count | None
    shape: tuple[int, ...] | None = None
    known: bool = True
    name: str = ""
    line: int = 0
    moved: Window | None = None

    @property
    def window(self) -> Pair | None:
        """The sides of the filter or window."""
        return self.moved.kernel if self.moved is not None else None


@dataclass(frozen=True, slots=True)
class PrintedNetwork:
    """The layers of a network, in the order of their use where that is known.

    ``beside`` are the layers whose output a line of the program has, by that line. ``keyed`` tells that its arrays are
    called W1, b1, W2 ...; ``scale`` is how they are drawn: ``"xavier"``, ``"he"`` or a standard deviation.
    """

    layers: tuple[Layer, ...]
    beside: tuple[tuple[int, Layer], ...] = ()
    keyed: bool = False
    scale: str | float | None = None

    def of_kind(self, kind: LayerKind) -> list[Layer]:
        """The layers of one kind."""
        return [layer for layer in self.layers if layer.kind == kind]

    @property
    def fits_together(self) -> bool:
        """Whether each dense layer behind a flattening takes as many values as that gives, as far as it is known."""
        pairs = zip(self.layers, self.layers[1:], strict=False)
        return all(
            one.output == (other.shape[0],)
            for one, other in pairs
            if one.kind == "flatten" and one.output is not None and other.kind == "dense" and other.shape is not None
        )

    def weighted(self) -> list[Layer]:
        """The layers with a W and a b, where these are numbered."""
        return [layer for layer in self.layers if layer.kind in ("convolution", "dense")] if self.keyed else []

    def total(self) -> Count | None:
        """All weights and biases together, those of a layer that is used twice once; None where some can't be told."""
        if not all(layer.known for layer in self.layers):
            return None
        own = {(layer.name or str(at)): layer.count for at, layer in enumerate(self.layers) if layer.count is not None}
        counts = list(own.values())
        weights, biases = sum(one.weights for one in counts), sum(one.biases for one in counts)
        return Count(weights, biases, " + ".join(one.factors for one in counts)) if counts else None


def dense_network(sizes: Sequence[int], scale: str | float | None = None) -> PrintedNetwork | None:
    """Return the network of fully connected layers between layers of these sizes.

    >>> [layer.shape for layer in dense_network([784, 50, 10]).layers]
    [(784, 50), (50, 10)]
    """
    if len(sizes) < 2 or max(sizes) > MOST or min(sizes) < 1:
        return None
    layers = (
        Layer("dense", (out,), dense_count(into, out), (into, out)) for into, out in zip(sizes, sizes[1:], strict=False)
    )
    return PrintedNetwork(tuple(layers), keyed=True, scale=scale)
