"""The rows of a report -> what it says that its experiments showed, each with the runs of the lab that can check it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from quiz.reading.late_patterns import late
from quiz.report.results.printed_networks import (
    Network,
    convolutions_named,
    inits_named,
    is_ambiguous,
    names_activation,
    names_convolution,
    network_in_words,
    network_of,
    networks_in_code,
)
from quiz.report.results.stated_results import Showed, showed
from quiz.report.rows import Row, sentences

PROGRAM_ROWS = 60
"""So many rows from where a network is built belong to its program."""
NEAR_ROWS = 150
"""As far above may the program stand of which a sentence speaks without naming anything of it."""
FAR_ROWS = 400
MAX_LABEL = 60
LABEL_ROWS = 4

_OF_BATCH = late(r"\s*\w*train\w*\s*=\s*\w+\.accuracy\(\s*\w*batch\w*\s*,")
_LIKENED = late("[^、,。はがで]{1,40}と(?:は)?(?:ほぼ|大体)?(?:同程度|同じ|同等|同様|変わら)")
"""What only tells what another network's result is like."""
_USUAL = Network(hidden=(40, 20), batch_norm=False, optimizer="sgd", rate=0.1, special=False)
"""The notebooks' network, where a heading names only its activation and its initial weights."""


@dataclass(frozen=True, slots=True)
class StatedResult:
    """What a sentence says that an experiment showed.

    ``run`` is the run of the lab that is built alike, ``other`` the one that it is compared with. ``differs`` counts
    the settings in which the two differ: from two on, no comparison tells which of them it was. ``measured`` is the
    line of the program above that takes a single mini-batch for the training accuracy.
    """

    row: Row
    column: int
    written: str
    showed: Showed
    run: str
    other: str | None = None
    differs: int = 0
    measured: str | None = None

    @property
    def runs(self) -> tuple[str, ...]:
        """The runs that check it."""
        return (self.run,) if self.other is None else (self.run, self.other)

    @property
    def command(self) -> str:
        """The command that shows the runs."""
        return f"quiz lab {self.run}" if self.other is None else f"quiz lab compare {self.run} {self.other}"


def stated_results(rows: Sequence[Row]) -> list[StatedResult]:
    """Return what a report says of its experiments, in the order of its rows."""
    printed = _printed(rows)
    if not printed:
        return []
    batches = [place for place, row in enumerate(rows) if _OF_BATCH.match(row.line.text)]
    place_of = {id(row.line): place for place, row in enumerate(rows)}
    found: list[StatedResult] = []
    seen: set[tuple[int, object]] = set()
    runs: dict[str, Network] = {}
    for pieces in sentences([row for row in rows if not row.quoted]):
        text = "".join(piece for piece, _ in pieces)
        for one in showed(text):
            if not runs:
                from solvers.nn.experiments import RUNS  # NumPy is loaded only for a report that speaks of experiments

                runs = {name: network_of(run) for name, run in RUNS.items() if name != "plateau"}
            row = _row_at(pieces, one.start)
            result = _matched(row, text, one, _Place(rows, place_of[id(row.line)], printed), runs)
            if result is None:
                continue
            key = (id(row.line), (one.trend, one.value, one.measure, one.step, result.runs))
            if key not in seen:
                seen.add(key)
                found.append(_with_measure(result, rows, place_of[id(row.line)], batches))
    return sorted(found, key=lambda result: place_of[id(result.row.line)])


def _with_measure(result: StatedResult, rows: Sequence[Row], at: int, batches: Sequence[int]) -> StatedResult:
    """Add to a training accuracy the line that measured it, where that is the accuracy of one mini-batch."""
    above = [place for place in batches if at - NEAR_ROWS <= place < at]
    if not result.showed.on_training or not above:
        return result
    return replace(result, measured=rows[above[-1]].line.text.strip())


def _row_at(pieces: Sequence[tuple[str, Row]], start: int) -> Row:
    for text, row in pieces:
        if start < len(text):
            return row
        start -= len(text)
    return pieces[-1][1]


@dataclass(frozen=True, slots=True)
class _Printed:
    """A network of the report and the row where it is built or announced."""

    place: int
    network: Network


def _place_of(printed: _Printed) -> int:
    return printed.place


def _printed(rows: Sequence[Row]) -> list[_Printed]:
    """Return the networks of a report's programs and headings, in its order."""
    found: list[_Printed] = []
    builds = [place for place, row in enumerate(rows) if _builds(row.line.text)]
    for number, place in enumerate(builds):
        keras = "Sequential" in rows[place].line.text
        until = min(builds[number + 1] if number + 1 < len(builds) else len(rows), place + PROGRAM_ROWS)
        above = max(place - PROGRAM_ROWS, builds[number - 1] if number else 0) if keras else place
        code = "\n".join(row.line.text for row in rows[above:until])
        found += [_Printed(place, network) for network in networks_in_code(code)]
    for place, row in enumerate(rows):
        if row.kind == "heading" or (row.kind == "text" and len(row.plain) <= MAX_LABEL and " - " in row.plain):
            if not names_activation(row.plain):
                continue
            named = network_in_words(row.plain)
            if named.activation and named.init:
                found.append(_Printed(place, named.over(_USUAL)))
    for place, row in enumerate(rows):
        if row.kind in ("text", "heading") and not row.quoted and len(row.plain) <= MAX_LABEL:
            convolutions = convolutions_named(row.plain)
            if convolutions is not None and not _is_result(row):
                found.append(_Printed(place, Network(convolutions=convolutions)))
    return sorted(found, key=lambda each: each.place)


def _is_result(row: Row) -> bool:
    return next(showed(row.plain), None) is not None


def _builds(text: str) -> bool:
    bare = text.lstrip()
    if bare.startswith("#"):
        return False
    return ("MultiLayerNet" in bare and "(" in bare) or "Sequential(" in bare or "ConvNet(" in bare


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence stands: its report, its row, and the networks that the report prints."""

    rows: Sequence[Row]
    at: int
    printed: Sequence[_Printed]

    def label(self) -> Network:
        """What a short line above says of the network (「hidden_size_list=[30, 15] のとき」)."""
        for row in reversed(self.rows[max(0, self.at - LABEL_ROWS) : self.at]):
            if row.kind in ("text", "heading") and len(row.plain) <= MAX_LABEL and not list(showed(row.plain)):
                named = network_in_words(row.plain)
                if named.said:
                    return named
        return Network()

    def section(self) -> str:
        """The heading that it stands under."""
        above = (
            row.plain for row in reversed(self.rows[max(0, self.at - NEAR_ROWS) : self.at]) if row.kind == "heading"
        )
        return next(above, "")

    def nearest(self, said: Network) -> Network | None:
        """The network of the nearest program above that fits what is said."""
        first, above = self.at - (FAR_ROWS if said.said else NEAR_ROWS), _place_of
        within = self.printed[
            bisect_left(self.printed, first, key=above) : bisect_left(self.printed, self.at, key=above)
        ]
        return next((each.network for each in reversed(within) if said.fits(each.network)), None)


def _matched(row: Row, text: str, one: Showed, place: _Place, runs: Mapping[str, Network]) -> StatedResult | None:
    if is_ambiguous(one.subject):
        return None
    spoken_of = (_LIKENED.sub("", part) for part in (one.subject, one.before))
    said = next((named for part in spoken_of if (named := network_in_words(part)).said), place.label())
    network = place.nearest(said)
    if network is None:
        return None
    if network.convolutions == 0 and any(map(names_convolution, (one.subject, one.before, place.section()))):
        return None  # the program of a convolutional network isn't printed
    run = _run(said.over(network), runs)
    if run is None:
        return None
    result = StatedResult(row, one.start + 1, text, one, run)
    if one.than is None:
        return result
    other = _other(said.over(network), one, place, runs)
    if other is None or other == run:
        return None
    return replace(result, other=other, differs=_differences(runs[run], runs[other]))


def _other(network: Network, one: Showed, place: _Place, runs: Mapping[str, Network]) -> str | None:
    """The run that a clause compares with: a program above that fits what is said of it, else this one but for that."""
    named = network_in_words(one.than or "")
    inits = [init for init in inits_named(one.than or "") if init != network.init]
    if named.init == network.init or named.init is None:
        named = replace(named, init=inits[0] if len(inits) == 1 else None)
    if not named.said:
        return None
    printed = place.nearest(named)
    alike = named.over(network)
    for candidate in (alike, printed):
        if candidate is not None and (run := _run(candidate, runs)) is not None and (
            candidate is printed or not named.init or printed is None or printed.fits(alike)
        ):  # fmt: skip
            return run
    return None


def _run(network: Network, runs: Mapping[str, Network]) -> str | None:
    """The run that is built as a network; None where the activation or the initial weights are not known."""
    if network.convolutions:
        return next((name for name, run in runs.items() if run.convolutions == network.convolutions), None)
    if network.activation is None or network.init is None or (network.hidden is None and network.layers is None):
        return None
    return next((name for name, run in runs.items() if network.fits(run)), None)


def _differences(one: Network, other: Network) -> int:
    return sum(getattr(one, slot.name) != getattr(other, slot.name) for slot in fields(one))
