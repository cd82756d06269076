"""Shapes, followed through a program: each way in which they can fit or not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

MISFITS = {
    "a number by its name": ("n = 3\nx = np.zeros((2, n))\ny = x @ np.zeros((4, 2))", "shape-product"),
    "a number of the program in a function": (
        "n = 3\ndef f():\n    return np.dot(np.zeros((2, n)), np.zeros((4, 2)))",
        "shape-product",
    ),
    "reshape to a tuple": ("a = np.zeros((2, 3))\nb = a.reshape((3, 3))", "shape-reshape"),
    "a product of numbers": ("a = np.zeros((5, 28 * 28))\nb = a.reshape(5, 28, 27)", "shape-reshape"),
    "axes exchanged": ("a = np.zeros((2, 3, 4)).transpose(0, 2, 1)\nb = a + np.zeros((3, 4))", "shape-sum"),
    "an axis summed": ("a = np.sum(np.zeros((2, 3)), axis=0)\nb = a + np.zeros(2)", "shape-sum"),
    "an axis kept": ("a = np.zeros((2, 3)).sum(axis=1, keepdims=True)\nb = a + np.zeros((3, 3))", "shape-sum"),
    "lists": ("a = np.array([[1, 2], [3, 4]])\nb = np.dot(a, np.array([1, 2, 3]))", "shape-product"),
    "by keyword": ("a = np.random.normal(0, 1, size=(2, 3))\nb = a.T + a", "shape-sum"),
    "flattened": ("a = np.zeros((2, 3)).flatten()\nb = a + np.arange(5)", "shape-sum"),
    "a comment": ("a = np.zeros((2, 3)).T  # shape: (2, 3)", "shape-comment"),
}


@pytest.mark.parametrize(("code", "rule"), MISFITS.values(), ids=MISFITS.keys())
def test_a_misfit_is_told_once(code: str, rule: str, broken: Callable[[str], list[str]]) -> None:
    assert broken(code) == [rule]


FITS = {
    "an axis from the end": "a = np.zeros((2, 3)).sum(axis=-1)\nb = a + np.zeros(2)",
    "a rest": "a = np.zeros((4, 6)).reshape(2, -1)\nb = np.dot(a, np.zeros((12, 5)))",
    "vectors": "a = np.dot(np.zeros(3), np.zeros((3, 4)))\nb = a + np.zeros(4)",
    "numbers": "a = np.zeros((2, 3)) * 2 + 1\nb = a + 0.5",
    "not known": "a = np.zeros(x.shape)\nb = a + np.zeros(3)",
    "ragged": "a = np.array([[1, 2], [3]])\nb = a + np.zeros(7)",
    "in a try": "try:\n    a = np.zeros(2) + np.zeros(3)\nexcept ValueError:\n    pass",
    "a fault that is announced": "a = np.zeros(2)\n# 形が合わない\nb = a + np.zeros(3)",
}


@pytest.mark.parametrize("code", FITS.values(), ids=FITS.keys())
def test_what_fits_or_may_fit_is_left_alone(code: str, broken: Callable[[str], list[str]]) -> None:
    assert broken(code) == []
