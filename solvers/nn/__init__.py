"""The training core: a small deep-learning library in NumPy, written to be read.

>>> from solvers.nn import Trainer, data, models, optimizers
>>> train, test = data.mnist_subset()
>>> network = models.multi_layer_perceptron(784, [40, 20], 10, activation_name="relu", init="he", seed=0)
>>> trainer = Trainer(network, optimizers.SGD(0.1), train.flat(), test.flat(), batch_size=100, seed=0)
>>> trainer.run(100).test_accuracy[-1] > 0.7
True

Start reading with :mod:`solvers.nn.layers.dense`, then :mod:`solvers.nn.network` and :mod:`solvers.nn.loop`: training
in fifteen lines. :mod:`solvers.nn.trainer` makes the same steps, and watches, keeps and resumes them.
"""

from solvers.nn.data import Dataset
from solvers.nn.exceptions import DataError, LabelError, NetworkError, NotReadyError, ShapeError, SpecificationError
from solvers.nn.loop import training_loop
from solvers.nn.network import Network
from solvers.nn.trainer import History, Trainer

__all__ = [
    "DataError",
    "Dataset",
    "History",
    "LabelError",
    "Network",
    "NetworkError",
    "NotReadyError",
    "ShapeError",
    "SpecificationError",
    "Trainer",
    "training_loop",
]
