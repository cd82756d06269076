"""Which version of the program this is: what is written out, or reported to an author, says so."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """Return the version of the program; "" where it runs without having been installed.

    >>> isinstance(program_version(), str)
    True
    """
    try:
        return version("kakunin-test")
    except PackageNotFoundError:
        return ""
