"""Values that every sort of figure can draw, drawn by hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from quiz.language import Text

numbers = st.one_of(st.integers(-1000, 1000), st.fractions(-50, 50, max_denominator=40), st.floats(-1e6, 1e6))
labels = st.builds(
    Text, st.sampled_from(["訓練", "a", "正解の予測（正）", "<b>&\"'"]), st.sampled_from(["x", "train <&>", "w1"])
)


def span() -> st.SearchStrategy[tuple[Any, Any]]:
    return st.tuples(numbers, numbers).map(lambda ends: tuple(sorted(ends))).filter(lambda e: e[1] - e[0] > 1e-3)


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, Any]:
    slope, height = draw(st.floats(-5, 5)), draw(st.floats(-5, 5))
    return {
        "x": draw(span()),
        "y": (-10, 10),
        "curve": ({"y": lambda x: max(min(slope * x + height, 9), -9), "label": draw(labels)},),
    }


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    rows, columns = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    line = st.tuples(*[numbers] * columns)
    return {
        "values": draw(st.tuples(*[line] * rows)),
        "rows": draw(st.tuples(*[labels] * rows)),
        "column_title": draw(labels),
    }


@st.composite
def windows(draw: st.DrawFn) -> dict[str, Any]:
    rows, columns, padding = draw(st.integers(1, 14)), draw(st.integers(1, 14)), draw(st.integers(0, 4))
    high, wide = draw(st.integers(1, min(14, rows))), draw(st.integers(1, min(14, columns)))
    at = draw(st.integers(0, rows + 2 * padding - high)), draw(st.integers(0, columns + 2 * padding - wide))
    stride = draw(st.integers(1, 4))
    return {"size": (rows, columns), "window": (high, wide), "at": at, "padding": padding, "stride": stride}


@st.composite
def computations(draw: st.DrawFn) -> dict[str, Any]:
    count = draw(st.integers(1, 16))
    nodes: list[dict[str, Any]] = []
    for place in range(count):
        node: dict[str, Any] = {"name": Text.both(f"n{place}"), "label": draw(labels)}
        sources = draw(st.lists(st.integers(0, place - 1), max_size=3, unique=True)) if place else []
        if sources:
            node["from"] = tuple(Text.both(f"n{source}") for source in sources)
        if draw(st.booleans()):
            node["value"] = draw(labels)
        nodes.append(node)
    return {"node": tuple(nodes)}


@st.composite
def networks(draw: st.DrawFn) -> dict[str, Any]:
    layers = tuple(draw(st.lists(st.integers(1, 5000), min_size=2, max_size=7)))
    return {"layers": layers, "names": draw(st.tuples(*[labels] * len(layers)))}


positive = st.floats(0.01, 1e4)
VALUES: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "graph": graphs(),
    "curves": st.fixed_dictionaries(
        {
            "series": st.lists(
                st.fixed_dictionaries(
                    {"values": st.lists(numbers, min_size=2, max_size=20).map(tuple), "label": labels}
                ),
                min_size=1,
                max_size=5,
            ).map(tuple)
        }
    ),
    "contours": st.fixed_dictionaries(
        {
            "centre": st.tuples(numbers, numbers),
            "levels": st.lists(positive, min_size=1, max_size=8).map(tuple),
            "stretch": st.tuples(positive, positive),
            "region": st.sampled_from(["circle", "diamond", ("circle", "diamond")]),
            "size": positive,
            "point": st.lists(
                st.fixed_dictionaries({"at": st.tuples(numbers, numbers), "label": labels}), max_size=4
            ).map(tuple),
        }
    ),
    "paths": st.fixed_dictionaries(
        {
            "x": st.just((-10, 10)),
            "y": st.just((-5, 5)),
            "levels": st.lists(positive, min_size=1, max_size=8).map(tuple),
            "stretch": st.tuples(positive, positive),
            "path": st.lists(
                st.fixed_dictionaries(
                    {
                        "points": st.lists(
                            st.tuples(st.floats(-10, 10), st.fractions(-5, 5, max_denominator=40)),
                            min_size=2,
                            max_size=40,
                        ).map(tuple),
                        "label": labels,
                    }
                ),
                min_size=1,
                max_size=6,
            ).map(tuple),
        }
    ),
    "window": windows(),
    "computation": computations(),
    "network": networks(),
    "table": tables(),
    "bars": st.fixed_dictionaries(
        {
            "bar": st.lists(st.fixed_dictionaries({"value": numbers, "label": labels}), min_size=1, max_size=12).map(
                tuple
            ),
            "y_label": labels,
        }
    ),
}
"""For each sort, what its keys may hold."""
