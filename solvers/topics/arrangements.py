"""Orders and pairs of names, for any topic: the slips of questions in which things are put in order or matched."""

from __future__ import annotations

from typing import Annotated

from solvers.registry import Length, SolverError, solver

Name = Annotated[str, Length(1, 60)]
Names = Annotated[tuple[str, ...], Length(1, 30)]


@solver
def moved_before(order: Names, name: Name, other: Name) -> Names:
    """Return the order with ``name`` put directly before ``other``; unchanged if one of them isn't in it.

    >>> moved_before(("a", "b", "c"), "c", "b")
    ('a', 'c', 'b')
    """
    if name == other or name not in order or other not in order:
        return tuple(order)
    rest = [one for one in order if one != name]
    rest.insert(rest.index(other), name)
    return tuple(rest)


@solver
def moved_last(order: Names, name: Name) -> Names:
    """Return the order with ``name`` at its end; unchanged if it isn't in it.

    >>> moved_last(("a", "b", "c"), "a")
    ('b', 'c', 'a')
    """
    if name not in order:
        return tuple(order)
    return (*(one for one in order if one != name), name)


@solver
def partners_swapped(lefts: Names, partners: Names, one: Name, other: Name) -> Names:
    """Return the partners of ``lefts`` with those of ``one`` and ``other`` exchanged; unchanged if one is not there.

    >>> partners_swapped(("a", "b"), ("x", "y"), "a", "b")
    ('y', 'x')
    """
    _as_long("partners_swapped", lefts, partners)
    if one not in lefts or other not in lefts:
        return tuple(partners)
    turned = {one: partners[lefts.index(other)], other: partners[lefts.index(one)]}
    return tuple(turned.get(left, partner) for left, partner in zip(lefts, partners, strict=True))


@solver
def partner_replaced(lefts: Names, partners: Names, left: Name, partner: Name) -> Names:
    """Return the partners of ``lefts`` with ``partner`` for ``left``; unchanged if that isn't there.

    >>> partner_replaced(("a", "b"), ("x", "y"), "b", "z")
    ('x', 'z')
    """
    _as_long("partner_replaced", lefts, partners)
    return tuple(partner if one == left else own for one, own in zip(lefts, partners, strict=True))


def _as_long(function: str, lefts: Names, partners: Names) -> None:
    if len(lefts) != len(partners):
        raise SolverError("length", function, "partners", len(partners), str(len(lefts)))
