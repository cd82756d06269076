"""Work that makes much and throws next to nothing away, without the collector of garbage.

The collector goes through all that there is again and again while more is made: where hundreds of questions and claims
are read, or a long report, that is a third of the time, and it finds nothing. What no longer is referred to is freed at
once all the same; only what refers to itself in a circle waits.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Do something without the collector, and with it again afterwards if it was at work before.

    >>> with uncollected(), uncollected():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()
