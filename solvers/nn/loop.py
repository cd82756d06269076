"""Training in fifteen lines, to be read: what :class:`~solvers.nn.trainer.Trainer` does when it does nothing else.

There are no curves, no test set, no clipping, no penalty and no file to resume from here; for those take the trainer.
"""

from __future__ import annotations

from solvers.nn.arrays import Seed, generator
from solvers.nn.data import Dataset
from solvers.nn.exceptions import SpecificationError
from solvers.nn.network import Network
from solvers.nn.optimizers import Optimizer

__all__ = ["training_loop"]


def training_loop(
    network: Network, optimizer: Optimizer, samples: Dataset, *, epochs: int = 1, batch_size: int = 100, seed: Seed = 0
) -> list[float]:
    """Train ``network`` in place on mini-batches, and return the loss of every step.

    ``samples.x`` has the shape ``(N, *network.input_shape)``, ``samples.t`` one class number for each of the ``N``. An
    epoch sees every sample once, in an order drawn from ``seed`` (an integer or a ``Generator``), in
    ``ceil(N / batch_size)`` steps, the last of which is shorter where ``batch_size`` does not divide ``N``. A step is

    ``theta <- theta - rate dE/dtheta``, with ``E`` the mean loss of the batch,

    or what the optimizer makes of it; its weight decay acts on the first ``network.weight_count`` values. A loss is
    that of the parameters *before* their step. A :class:`~solvers.nn.trainer.Trainer` with the same seeds and settings
    makes the same steps, to the bit.

    >>> from solvers.nn import data, models, optimizers
    >>> train, test = data.synthetic(200, test=50)
    >>> network = models.multi_layer_perceptron(784, [20], 10, seed=0)
    >>> losses = training_loop(network, optimizers.SGD(0.1), train.flat(), epochs=20, batch_size=20, seed=0)
    >>> len(losses), losses[-1] < losses[0] / 10, network.accuracy(test.flat().x, test.t) > 0.9
    (160, True, True)

    Nothing is trained on nothing: fewer than 1 epoch, sample or sample per batch raises ``SpecificationError``.
    """
    if min(epochs, batch_size, len(samples)) < 1:
        found = f"{epochs} epochs of {len(samples)} samples in batches of {batch_size}"
        raise SpecificationError(f"training_loop: each number must be at least 1, found {found}")
    rng, losses = generator(seed), []
    for _ in range(epochs):
        order = rng.permutation(len(samples))
        for start in range(0, len(samples), batch_size):
            batch = order[start : start + batch_size]
            outputs = network.forward(samples.x[batch], train=True)
            losses.append(float(network.loss.forward(outputs, samples.t[batch])))
            network.body.backward(network.loss.backward())
            optimizer.step(network.theta, network.gradient, network.weight_count)
    return losses
