"""The networks of the course, ready to train; each function returns a :class:`~solvers.nn.network.Network`.

The last layer gives logits: softmax belongs to the loss.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import DTypeLike

from solvers.nn.arrays import Seed
from solvers.nn.initializers import Initializer
from solvers.nn.layers import (
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Layer,
    LocalResponseNorm,
    MaxPool2D,
    ReLU,
    activation,
)
from solvers.nn.losses import Loss
from solvers.nn.network import Network

__all__ = ["alexnet_layers", "deep_convolutional", "multi_layer_perceptron", "simple_convolutional"]

Init = Initializer | str | float


def multi_layer_perceptron(
    inputs: int,
    hidden: Sequence[int],
    outputs: int,
    *,
    activation_name: str = "relu",
    init: Init = "he",
    batch_norm: bool = False,
    dropout: float = 0.0,
    loss: Loss | None = None,
    seed: Seed = 0,
    dtype: DTypeLike = np.float32,
) -> Network:
    """Dense layers with an activation after each but the last: the course's ``MultiLayerNet``.

    With ``batch_norm`` each hidden layer is normalized before its activation; ``dropout`` follows each activation.

    >>> multi_layer_perceptron(784, [40, 20], 10).theta.size
    32430
    """
    layers: list[Layer] = []
    width = inputs
    for size in hidden:
        layers.append(Dense(width, size, init))
        if batch_norm:
            layers.append(BatchNorm(size))
        layers.append(activation(activation_name))
        if dropout:
            layers.append(Dropout(dropout))
        width = size
    layers.append(Dense(width, outputs, init))
    return Network(layers, loss, (inputs,), seed, dtype)


def simple_convolutional(
    image: tuple[int, int, int] = (1, 28, 28),
    *,
    filters: int = 30,
    kernel: int = 5,
    hidden: int = 100,
    outputs: int = 10,
    init: Init = 0.01,
    seed: Seed = 0,
    dtype: DTypeLike = np.float32,
) -> Network:
    """Convolution, pooling, ReLU, dense, ReLU, dense: the course's ``SimpleConvNet``.

    The course applies ReLU before pooling. ReLU never turns the order of two numbers round, so the maximum of a window
    may be taken first: the same network, with a quarter of the work for ReLU.

    >>> simple_convolutional().theta.size
    433890
    """
    channels, height, width = image
    convolution = Conv2D(channels, filters, kernel, init=init)
    pool = MaxPool2D(2)
    flat = int(np.prod(pool.output_shape(convolution.output_shape((channels, height, width)))))
    layers = [convolution, pool, ReLU(), Flatten(), Dense(flat, hidden, init), ReLU(), Dense(hidden, outputs, init)]
    return Network(layers, None, image, seed, dtype)


def deep_convolutional(
    image: tuple[int, int, int] = (1, 28, 28),
    *,
    outputs: int = 10,
    init: Init = "he",
    dropout: float = 0.5,
    seed: Seed = 0,
    dtype: DTypeLike = np.float32,
) -> Network:
    """Six 3x3 convolutions of 16, 16, 32, 32, 64, 64 channels in pairs, a pooling after each pair, two dense layers.

    The course's ``DeepConvNet``; a dropout follows each dense layer.

    >>> deep_convolutional().theta.size
    123552
    """
    layers: list[Layer] = []
    channels = image[0]
    for first, second, padding in ((16, 16, 1), (32, 32, 2), (64, 64, 1)):
        layers += [Conv2D(channels, first, 3, padding=1, init=init), ReLU()]
        layers += [Conv2D(first, second, 3, padding=padding, init=init), ReLU(), MaxPool2D(2)]
        channels = second
    shape = image
    for layer in layers:
        shape = layer.output_shape(shape)  # type: ignore[assignment]  # every layer here maps (C, H, W) to (C, H, W)
    layers += [Flatten(), Dense(int(np.prod(shape)), 50, init), ReLU(), Dropout(dropout), Dense(50, outputs, init)]
    return Network([*layers, Dropout(dropout)], None, image, seed, dtype)


def alexnet_layers(outputs: int = 1000) -> list[Layer]:
    """AlexNet as published (Krizhevsky, Sutskever and Hinton, 2012), for images of 3 x 227 x 227.

    The paper writes 224, from which the 55 x 55 of its first layer cannot come. Layers 2, 4 and 5 see half of the
    channels each (``groups=2``: the two graphics cards). Nothing is drawn yet: shapes and counts cost no memory.

    >>> layers, shape = alexnet_layers(), (3, 227, 227)
    >>> for layer in layers:
    ...     shape = layer.output_shape(shape)
    >>> sum(layer.parameter_count() for layer in layers), shape
    (60965224, (1000,))
    """
    return [
        Conv2D(3, 96, 11, stride=4, init=0.01), ReLU(), LocalResponseNorm(), MaxPool2D(3, 2),
        Conv2D(96, 256, 5, padding=2, groups=2, init=0.01), ReLU(), LocalResponseNorm(), MaxPool2D(3, 2),
        Conv2D(256, 384, 3, padding=1, init=0.01), ReLU(),
        Conv2D(384, 384, 3, padding=1, groups=2, init=0.01), ReLU(),
        Conv2D(384, 256, 3, padding=1, groups=2, init=0.01), ReLU(), MaxPool2D(3, 2),
        Flatten(), Dense(9216, 4096, 0.01), ReLU(), Dropout(0.5),
        Dense(4096, 4096, 0.01), ReLU(), Dropout(0.5),
        Dense(4096, outputs, 0.01),
    ]  # fmt: skip
