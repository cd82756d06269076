"""Networks layer by layer: the course's small CNNs and AlexNet, their shapes, parameters and history.

A network is a tuple of layers (kind, window, stride, padding, filters), kind ``conv`` or ``pool``; images are square.
"""

from __future__ import annotations

from typing import Annotated, Literal

from solvers.registry import Between, Length, SolverError, solver

Layer = tuple[str, int, int, int, int]
Network = Annotated[tuple[Layer, ...], Length(1, 20)]
Side = Annotated[int, Between(1, 512)]
Channels = Annotated[int, Between(1, 4096)]
Widths = Annotated[tuple[int, ...], Length(1, 6), Between(0, 1024)]
Slip = Literal["none", "no-padding", "no-pooling", "small-pools"]
Groups = Annotated[int, Between(1, 2)]
Classes = Annotated[int, Between(1, 100_000)]
ParameterLayer = Literal["conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7", "fc8"]

_POOL: Layer = ("pool", 2, 2, 0, 0)
_NETWORKS: dict[str, tuple[int, int, tuple[Layer, ...]]] = {
    # LeCun et al. 1998, with convolutions over all channels, as the course draws it
    "LeNet": (32, 1, (("conv", 5, 1, 0, 6), _POOL, ("conv", 5, 1, 0, 16), _POOL)),
    # 斎藤, ゼロから作る Deep Learning, 7.5 and 8.1.1
    "SimpleConvNet": (28, 1, (("conv", 5, 1, 0, 30), _POOL)),
    "DeepConvNet": (
        28,
        1,
        (
            ("conv", 3, 1, 1, 16),
            ("conv", 3, 1, 1, 16),
            _POOL,
            ("conv", 3, 1, 1, 32),
            ("conv", 3, 1, 2, 32),
            _POOL,
            ("conv", 3, 1, 1, 64),
            ("conv", 3, 1, 1, 64),
            _POOL,
        ),
    ),
    # Krizhevsky, Sutskever, Hinton 2012, section 3.5; the input is 227 wide, as its sizes need
    "AlexNet": (
        227,
        3,
        (
            ("conv", 11, 4, 0, 96),
            ("pool", 3, 2, 0, 0),
            ("conv", 5, 1, 2, 256),
            ("pool", 3, 2, 0, 0),
            ("conv", 3, 1, 1, 384),
            ("conv", 3, 1, 1, 384),
            ("conv", 3, 1, 1, 256),
            ("pool", 3, 2, 0, 0),
        ),
    ),
}


@solver
def course_network(name: Literal["LeNet", "SimpleConvNet", "DeepConvNet", "AlexNet"]) -> tuple[Layer, ...]:
    """Return the convolution and pooling layers of a network of the course.

    >>> course_network("SimpleConvNet")
    (('conv', 5, 1, 0, 30), ('pool', 2, 2, 0, 0))
    """
    return _NETWORKS[name][2]


@solver
def course_network_input(name: Literal["LeNet", "SimpleConvNet", "DeepConvNet", "AlexNet"]) -> tuple[int, int]:
    """Return (side, channels) of the network's input images.

    >>> course_network_input("LeNet")
    (32, 1)
    """
    return _NETWORKS[name][:2]


@solver
def conv_pool_network(windows: Widths, paddings: Widths, filters: Widths) -> tuple[Layer, ...]:
    """Return a network of convolutions (stride 1), each followed by 2x2 pooling with stride 2.

    >>> conv_pool_network((3,), (1,), (8,))
    (('conv', 3, 1, 1, 8), ('pool', 2, 2, 0, 0))
    """
    layers: list[Layer] = []
    for window, padding, count in zip(windows, paddings, filters, strict=True):
        layers += [("conv", window, 1, padding, count), _POOL]
    return tuple(layers)


@solver
def layer_name(network: Network, index: Annotated[int, Between(0, 19)]) -> str:
    """Return a layer's name: its kind, counted from 1 among its kind.

    >>> layer_name(course_network("LeNet"), 2)
    'conv2'
    """
    kinds = [layer[0] for layer in network[: index + 1]]
    return f"{kinds[-1]}{kinds.count(kinds[-1])}"


@solver
def network_table(network: Network, side: Side, channels: Channels) -> str:
    """Write a network as lines of a table: the input, then each layer with its sizes.

    >>> print(network_table(course_network("SimpleConvNet"), 28, 1))
    input   28×28×1
    conv1   5×5   stride 1   padding 0   filters 30
    pool1   2×2   stride 2   padding 0
    """
    lines = [f"input   {side}×{side}×{channels}"]
    for index, (kind, window, stride, padding, filters) in enumerate(network):
        size = f"{window}×{window}"
        line = f"{layer_name(network, index)}   {size:<{_widest(network)}}   stride {stride}   padding {padding}"
        lines.append(line + (f"   filters {filters}" if kind == "conv" else ""))
    return "\n".join(lines)


def _widest(network: tuple[Layer, ...]) -> int:
    return max(len(f"{layer[1]}×{layer[1]}") for layer in network)


@solver
def network_shapes(
    network: Network, side: Side, channels: Channels, slip: Slip = "none"
) -> tuple[tuple[int, int], ...]:
    """Return (side, channels) after each layer: floor((n + 2p - k) / s) + 1, and as many channels as filters.

    ``slip`` computes as a learner who forgets the padding, leaves pools out, or takes every pool for 2x2 with stride 2.

    >>> network_shapes(course_network("LeNet"), 32, 1)
    ((28, 6), (14, 6), (10, 16), (5, 16))
    """
    found = []
    for kind, window, stride, padding, filters in _sound(network):
        room = side + (0 if slip == "no-padding" else 2 * padding) - window
        if room < 0:
            raise SolverError("impossible", "network_shapes", "side", side, f"a side of at least {window}")
        if kind == "conv":
            side, channels = room // stride + 1, filters
        elif slip != "no-pooling":
            side = side // 2 if slip == "small-pools" else room // stride + 1
        found.append((side, channels))
    return tuple(found)


def _sound(network: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """The network, if its layers are of the two kinds and of bearable sizes."""
    for kind, window, stride, padding, filters in network:
        if kind not in ("conv", "pool") or not (1 <= window <= 64 and 1 <= stride <= 64 and 0 <= padding <= 16):
            raise SolverError("impossible", "network_shapes", "network", (kind, window, stride, padding), "real layers")
        if not 0 <= filters <= 4096:
            raise SolverError("impossible", "network_shapes", "network", filters, "at most 4096 filters")
    return network


@solver
def network_fits(network: Network, side: Side, slip: Slip = "none") -> bool:
    """True if every window fits, so that :func:`network_shapes` has an answer.

    >>> network_fits(course_network("LeNet"), 32), network_fits(course_network("LeNet"), 13)
    (True, False)
    """
    try:
        network_shapes(network, side, 1, slip)
    except SolverError:
        return False
    return True


@solver
def network_shapes_by_running(network: Network, side: Side, channels: Channels) -> tuple[tuple[int, int], ...]:
    """Return the same by sliding each layer's window over an array and looking at what comes out.

    >>> network_shapes_by_running(course_network("LeNet"), 32, 1)
    ((28, 6), (14, 6), (10, 16), (5, 16))
    """
    import numpy as np

    picture, found = np.zeros((side, side)), []
    for kind, window, stride, padding, filters in _sound(network):
        picture = np.pad(picture, padding)
        if window > len(picture):
            raise SolverError("impossible", "network_shapes_by_running", "side", side, f"a side of at least {window}")
        picture = np.lib.stride_tricks.sliding_window_view(picture, (window, window))[::stride, ::stride, 0, 0]
        channels = filters if kind == "conv" else channels
        found.append((len(picture), channels))
    return tuple(found)


@solver
def flattened_by_running(network: Network, side: Side, channels: Channels) -> tuple[int, int, int]:
    """Return (side, channels, values) of the last layer's output, by really sliding.

    >>> flattened_by_running(course_network("LeNet"), 32, 1)
    (5, 16, 400)
    """
    last, maps = network_shapes_by_running(network, side, channels)[-1]
    return last, maps, sum(last for _ in range(last * maps))


# -- AlexNet -----------------------------------------------------------------------------------------------------------

_LAYERS = ("conv1", "pool1", "conv2", "pool2", "conv3", "conv4", "conv5", "pool3", "fc6", "fc7", "fc8")
_OVER_TWO_GPUS = ("conv2", "conv4", "conv5")
_INPUTS_OF_DENSE = {"fc6": (256, 6, 4096), "fc7": (4096, 1, 4096), "fc8": (4096, 1, 1000)}


@solver
def alexnet_counts() -> tuple[int, int, int, int]:
    """Return AlexNet's numbers of convolution, fully connected, pooling and weighted layers, from its table.

    >>> alexnet_counts()
    (5, 3, 3, 8)
    """
    kinds = [name.rstrip("0123456789") for name in _LAYERS]
    convolutions, dense, pools = kinds.count("conv"), kinds.count("fc"), kinds.count("pool")
    return convolutions, dense, pools, convolutions + dense


@solver
def alexnet_counts_by_parameters() -> tuple[int, int, int, int]:
    """Return the same from the layers whose parameters add up to the published total, and from the shrinking maps.

    A layer with weights has parameters; a pool is a step after which the map is smaller without any.

    >>> alexnet_counts_by_parameters()
    (5, 3, 3, 8)
    """
    biases = (96, 256, 384, 384, 256, 4096, 4096, 1000)
    weights = (11 * 11 * 3, 5 * 5 * 48, 3 * 3 * 256, 3 * 3 * 192, 3 * 3 * 192, 6 * 6 * 256, 4096, 4096)
    assert sum(count * (fan_in + 1) for count, fan_in in zip(biases, weights, strict=True)) == _PUBLISHED[2]
    sides = (227, 55, 27, 27, 13, 13, 13, 13, 6)
    shrinking = sum(after < before for before, after in zip(sides, sides[1:], strict=False)) - 1  # conv1 has weights
    convolutions = sum(count < 1000 for count in biases)
    return convolutions, len(biases) - convolutions, shrinking, len(biases)


@solver
def alexnet_layer(layer: ParameterLayer) -> tuple[int, int, int, int]:
    """Return (input channels, window, filters, output side) of a layer with weights, not divided into groups.

    A fully connected layer is written as a convolution whose window covers its whole input.

    >>> alexnet_layer("conv2"), alexnet_layer("fc6")
    ((96, 5, 256, 27), (256, 6, 4096, 1))
    """
    if layer in _INPUTS_OF_DENSE:
        return (*_INPUTS_OF_DENSE[layer], 1)
    network = _NETWORKS["AlexNet"][2]
    shapes = ((227, 3), *network_shapes(network, 227, 3))
    place = _LAYERS.index(layer)
    return shapes[place][1], network[place][1], network[place][4], shapes[place + 1][0]


@solver
def alexnet_groups(layer: ParameterLayer, groups: Groups) -> int:
    """Return into how many groups a layer is divided: only conv2, conv4 and conv5 are, over two GPUs.

    >>> alexnet_groups("conv2", 2), alexnet_groups("conv3", 2)
    (2, 1)
    """
    return groups if layer in _OVER_TWO_GPUS else 1


@solver
def alexnet_totals(groups: Groups, classes: Classes) -> tuple[int, int]:
    """Return the parameters (with biases) of AlexNet's convolution layers and of its fully connected layers.

    ``classes`` is the number of outputs of fc8 (1000 for ImageNet).

    >>> alexnet_totals(2, 1000), alexnet_totals(1, 1000)
    ((2334080, 58631144), (3747200, 58631144))
    """
    convolutions = 0
    for layer in ("conv1", "conv2", "conv3", "conv4", "conv5"):
        channels, window, filters, _ = alexnet_layer(layer)
        convolutions += filters * (channels // alexnet_groups(layer, groups) * window**2 + 1)
    dense = (256 * 6 * 6 + 1) * 4096 + (4096 + 1) * 4096 + (4096 + 1) * classes
    return convolutions, dense


_PUBLISHED = {1: 62_378_344, 2: 60_965_224}
"""AlexNet's total with every convolution over all channels, and with the original's two groups."""


@solver
def alexnet_total_as_published(groups: Groups, classes: Classes) -> int:
    """Return the published total, with the last layer changed to ``classes`` outputs.

    >>> alexnet_total_as_published(2, 1000)
    60965224
    """
    return _PUBLISHED[groups] + (classes - 1000) * 4097


@solver
def alexnet_dense_by_arrays(classes: Classes) -> int:
    """Return the parameters of the three fully connected layers from the sizes of their arrays.

    >>> alexnet_dense_by_arrays(1000)
    58631144
    """
    from solvers.topics.cnn_cost import dense_parameters_by_arrays

    widths = (9216, 4096, 4096, classes)
    return sum(dense_parameters_by_arrays(*pair) for pair in zip(widths, widths[1:], strict=False))


# -- what was known in 2012 --------------------------------------------------------------------------------------------

Technique = Literal[
    "relu", "dropout", "augmentation", "overlapping-pooling", "local-response-normalization", "two-gpus",
    "momentum-sgd", "batch-normalization", "residual-connection", "inception-module", "global-average-pooling", "adam",
    "he-initialization",
]  # fmt: skip
_USED = {  # where Krizhevsky et al. 2012 describe it
    "relu": "3.1",
    "two-gpus": "3.2",
    "local-response-normalization": "3.3",
    "overlapping-pooling": "3.4",
    "augmentation": "4.1",
    "dropout": "4.2",
    "momentum-sgd": "5",
}
_FIRST_PAPER = {
    "relu": 2010,  # Nair, Hinton (ICML)
    "two-gpus": 2012,  # Krizhevsky et al. itself
    "local-response-normalization": 2012,  # Krizhevsky et al. itself
    "overlapping-pooling": 2012,  # Krizhevsky et al. itself, for the gain that it brought
    "augmentation": 1998,  # LeCun et al., distorted digits
    "dropout": 2012,  # Hinton et al. (arXiv:1207.0580)
    "momentum-sgd": 1964,  # Polyak
    "global-average-pooling": 2013,  # Lin et al., Network in Network (arXiv:1312.4400)
    "inception-module": 2014,  # Szegedy et al. (arXiv:1409.4842)
    "adam": 2014,  # Kingma, Ba (arXiv:1412.6980)
    "he-initialization": 2015,  # He et al. (arXiv:1502.01852)
    "batch-normalization": 2015,  # Ioffe, Szegedy (arXiv:1502.03167)
    "residual-connection": 2015,  # He et al. (arXiv:1512.03385)
}


@solver
def alexnet_uses(technique: Technique) -> bool:
    """True if the paper of 2012 describes the technique as part of the network or of its training.

    >>> alexnet_uses("relu"), alexnet_uses("batch-normalization")
    (True, False)
    """
    return technique in _USED


@solver
def technique_year(technique: Technique) -> int:
    """Return the year of the paper with which the technique entered deep learning.

    >>> technique_year("batch-normalization"), technique_year("dropout")
    (2015, 2012)
    """
    return _FIRST_PAPER[technique]
