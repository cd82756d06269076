"""How many layers of each sort the well-known convolutional networks have: published counts, and their layers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from solvers.registry import Between, SolverError, solver

Named = Literal["LeNet-5", "AlexNet", "VGG11", "VGG13", "VGG16", "VGG19"]
Change = Annotated[int, Between(-3, 5)]

_COUNTS: Mapping[Named, tuple[int, int, int]] = {
    "LeNet-5": (2, 3, 2),
    "AlexNet": (5, 3, 3),
    "VGG11": (8, 3, 5),
    "VGG13": (10, 3, 5),
    "VGG16": (13, 3, 5),
    "VGG19": (16, 3, 5),
}
"""Convolution, fully connected and pooling layers: LeCun et al. 1998 (C5 taken as fully connected, as its filters
cover the whole map), Krizhevsky et al. 2012, Simonyan and Zisserman 2015 (configurations A, B, D, E)."""

_LISTED: Mapping[Named, str] = {
    "LeNet-5": "6 M 16 M | 120 84 10",
    "AlexNet": "96 M 256 M 384 384 256 M | 4096 4096 1000",
    "VGG11": "64 M 128 M 256 256 M 512 512 M 512 512 M | 4096 4096 1000",
    "VGG13": "64 64 M 128 128 M 256 256 M 512 512 M 512 512 M | 4096 4096 1000",
    "VGG16": "64 64 M 128 128 M 256 256 256 M 512 512 512 M 512 512 512 M | 4096 4096 1000",
    "VGG19": "64 64 M 128 128 M 256 256 256 256 M 512 512 512 512 M 512 512 512 512 M | 4096 4096 1000",
}
"""The same networks layer by layer: filters of a convolution, M for pooling, and after the bar the widths."""


@solver
def layer_counts(network: Named) -> tuple[int, int, int]:
    """Return the numbers of convolution, fully connected and pooling layers of a network.

    >>> layer_counts("AlexNet"), layer_counts("VGG16")
    ((5, 3, 3), (13, 3, 5))
    """
    return _COUNTS[network]


@solver
def layer_list(network: Named) -> str:
    """Return a network's layers in their order, one word each: conv, pool, fc.

    >>> layer_list("LeNet-5")
    'conv → pool → conv → pool → fc → fc → fc'
    """
    before, _, after = _LISTED[network].partition("|")
    return " → ".join(["pool" if word == "M" else "conv" for word in before.split()] + ["fc"] * len(after.split()))


@solver
def changed_layers_by_listing(network: Named, convolutions: Change, dense: Change) -> tuple[int, int, int]:
    """Return (convolution, fully connected, layers with weights) of a network that is changed, by counting its layers.

    Layers are taken out of its list or put into it one by one.

    >>> changed_layers_by_listing("AlexNet", -1, 1)
    (4, 4, 8)
    """
    layers = layer_list(network).split(" → ")
    for name, change in (("conv", convolutions), ("fc", dense)):
        if change < -layers.count(name):
            raise SolverError("impossible", "changed_layers_by_listing", name, change, f">= -{layers.count(name)}")
        for _ in range(abs(change)):
            if change < 0:
                layers.remove(name)
            else:
                layers.append(name)
    return layers.count("conv"), layers.count("fc"), sum(name != "pool" for name in layers)
