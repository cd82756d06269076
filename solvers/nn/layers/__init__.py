"""The layers of the training core, one topic per module; see :class:`Layer` for what they all promise."""

from solvers.nn.layers.activation import (
    ELU,
    GELU,
    SELU,
    Activation,
    Identity,
    LeakyReLU,
    LogSoftmax,
    ReLU,
    Sigmoid,
    Softmax,
    Softplus,
    Step,
    Tanh,
    activation,
)
from solvers.nn.layers.base import Layer
from solvers.nn.layers.container import Residual, Sequential, leaves
from solvers.nn.layers.convolution import Conv2D, ConvTranspose2D
from solvers.nn.layers.dense import Dense, Flatten
from solvers.nn.layers.dropout import Dropout
from solvers.nn.layers.normalization import BatchNorm, InstanceNorm, LayerNorm, LocalResponseNorm
from solvers.nn.layers.pooling import AveragePool2D, GlobalAveragePool, MaxPool2D

__all__ = [
    "ELU",
    "GELU",
    "SELU",
    "Activation",
    "AveragePool2D",
    "BatchNorm",
    "Conv2D",
    "ConvTranspose2D",
    "Dense",
    "Dropout",
    "Flatten",
    "GlobalAveragePool",
    "Identity",
    "InstanceNorm",
    "Layer",
    "LayerNorm",
    "LeakyReLU",
    "LocalResponseNorm",
    "LogSoftmax",
    "MaxPool2D",
    "ReLU",
    "Residual",
    "Sequential",
    "Sigmoid",
    "Softmax",
    "Softplus",
    "Step",
    "Tanh",
    "activation",
    "leaves",
]
