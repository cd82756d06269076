"""Which network a report speaks of: the slots of its printed program, and those that a sentence or a label names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from quiz.reading.late_patterns import late

if TYPE_CHECKING:
    from solvers.nn.experiments import Run

_PROGRAM = late(r"MultiLayerNet\w{0,20}\s*\((?P<given>[^()]{0,600})")
_KERAS = late(r"Sequential\s*\(")
_SIZES_IN_CODE = late(r"hidden_size(?:_list)?\s*=\s*\[(?P<sizes>[\d,\s]{1,60})\]")
_ACTIVATION_IN_CODE = late(r"(?:activation\s*=|Activation\s*\()\s*['\"](?P<name>\w{2,12})['\"]")
_INIT_IN_CODE = late(r"weight_init(?:_std)?\s*=\s*(?:['\"](?P<name>\w{2,12})['\"]|(?P<std>\d{0,2}\.\d{1,6}|\d{1,2}))")
_NORMAL = late(r"RandomNormal\s*\(\s*mean\s*=\s*(?P<mean>[\d.]{1,6})\s*,\s*stddev\s*=\s*(?P<std>[\d.]{1,6})")
_BATCH_NORM_IN_CODE = late(r"use_batchnorm\s*=\s*(?P<on>True|False)|BatchNormalization\s*\(")
_UNITS = late(r"Dense\s*\([^()]{0,120}?units\s*=\s*(?P<units>\w{1,12})")
_OPTIMIZER = late(r"\b(?P<name>SGD|Momentum|Nesterov|AdaGrad|RMSprop|Adam)\s*\(", re.I)
_BY_HAND = late(r"\b(?:momentum|rho|beta_?[12]|decay_rate)\s*=|\b[vhm]\[key\]")
_RATE = late(r"\blearning_rate\s*=\s*(?P<rate>\d{0,3}\.?\d{1,6})")
_SPECIAL = late(
    r"use_dropout\s*=\s*True|Dropout\s*\(|weight_decay_lambda\s*=\s*0?\.\d|x_train\s*=\s*x_train\[:|kernel_regularizer"
)
_CONVOLUTIONAL = late(r"(?P<kind>Simple|Double|Deep)Conv\w*Net\w*\s*\(")
_CONVOLUTIONS = {"simple": 1, "double": 2, "deep": 6}
"""The course's convolutional networks by their names, and how many convolutions each has."""
_COMMENT = late(r"(?m)^\s*#.*$")

_ACTIVATIONS = {"sigmoid": r"sigmoid|シグモイド", "relu": r"relu|ランプ関数", "tanh": r"tanh|双曲線正接"}
_ANY_ACTIVATION = late("|".join(_ACTIVATIONS.values()))
_INITS = {
    "xavier": r"xavier|ザビエル|glorot",
    "he": r"(?<![a-z])he(?![a-z])|kaiming|(?<![ァ-ヺ])ヒー?の初期値",
    "gauss": r"gauss|ガウス|(?<![\d.])0\.01(?!\d)",
}
_NETWORKS = {
    1: r"simple[ _]?co[mn]v|(?:シンプル|単純)な(?:畳み込み|cnn)|(?:1|一)層の(?:畳み込み|cnn)",
    2: r"double[ _]?co[mn]v|(?:2|二)層の(?:畳み込み|cnn)|畳み込み(?:層)?(?:が|を)?(?:2|二)(?:層|つ|回)",
    6: r"deep[ _]?co[mn]v|(?:深い|深層の?)(?:畳み込み|cnn)|(?:6|六)層の(?:畳み込み|cnn)"
    r"|畳み込み(?:層)?(?:が|を)?(?:6|六)(?:層|つ|回)|\b(?:6|six)[- ](?:layer|convolution)",
}
"""What names one of them: its notebook, its class, or how deep it is; by the number of its convolutions."""
_ANY_CONVOLUTION = late(r"畳み込み|cnn|\bconv")
_CUES_OF_NETWORKS = ("畳み込み", "cnn", "conv", "comv", "layer")
"""Of these one stands in whatever names one of them."""
_SIZES = late(r"\[(?P<sizes>\s*\d{1,4}(?:\s*,\s*\d{1,4})*\s*,?\s*)\]")
_LAYERS = late(r"(?:中間|隠れ|hidden\s?)?(?P<count>[1-9])\s*(?:レイヤー?|層|hidden\s+layers?|layers?)(?!目)")
_BATCH_NORM = late(r"バッチ正[規則]化|batch\s?norm|(?<![a-z])bn(?![a-z])")
_WITHOUT = late(r"\s*(?:層)?\s*(?:なし|無し|を?使わ|を?用い(?:ない|なかった)|を?入れ(?:ない|なかった))")


@dataclass(frozen=True, slots=True)
class Network:
    """What is said of a network; None where nothing is.

    ``layers`` counts hidden layers whose sizes are not said; ``convolutions`` counts convolutions, of which a network
    of dense layers has none; ``special`` tells that there is dropout, a penalty on the
    weights or a training set that was cut down.
    """

    activation: str | None = None
    init: str | None = None
    hidden: tuple[int, ...] | None = None
    batch_norm: bool | None = None
    optimizer: str | None = None
    layers: int | None = None
    rate: float | None = None
    special: bool | None = None
    convolutions: int | None = None

    @property
    def said(self) -> bool:
        """Whether anything is said."""
        return self != Network()

    def fits(self, other: Network) -> bool:
        """Whether nothing that both say differs.

        >>> Network(activation="relu").fits(Network("relu", "he")), Network(init="xavier").fits(Network("relu", "he"))
        (True, False)
        """
        for slot in fields(self):
            mine, theirs = getattr(self, slot.name), getattr(other, slot.name)
            if mine is not None and theirs is not None and mine != theirs:
                return False
        counted = (
            len(self.hidden) if self.hidden else self.layers,
            len(other.hidden) if other.hidden else other.layers,
        )
        return None in counted or counted[0] == counted[1]

    def over(self, other: Network) -> Network:
        """Return what is said here, and for the rest what ``other`` says; sizes are not taken over a layer count."""
        own = {slot.name: value for slot in fields(self) if (value := getattr(self, slot.name)) is not None}
        if self.layers is not None and self.hidden is None:
            own["hidden"] = None
        return replace(other, **own)


def networks_in_code(code: str) -> Iterator[Network]:
    """Yield the networks that a program builds, in its order; comments build none.

    >>> program = "net = MultiLayerNet(784, hidden_size_list=[40, 20], activation='relu', weight_init_std='He')"
    >>> found = next(networks_in_code(program))
    >>> found.activation, found.init, found.hidden
    ('relu', 'he', (40, 20))
    """
    bare = _COMMENT.sub("", code)
    optimizer, rate = _OPTIMIZER.search(bare), _RATE.search(bare)
    trained = Network(
        optimizer=optimizer["name"].lower() if optimizer else "another" if _BY_HAND.search(bare) else None,
        rate=float(rate["rate"]) if rate else None,
        special=bool(_SPECIAL.search(bare)),
    )
    for program in _PROGRAM.finditer(bare):
        given = program["given"]
        sizes, activation = _SIZES_IN_CODE.search(given), _ACTIVATION_IN_CODE.search(given)
        batch_norm = _BATCH_NORM_IN_CODE.search(given)
        yield replace(
            trained,
            activation=activation["name"].lower() if activation else None,
            init=_init(given),
            hidden=_numbers(sizes["sizes"]) if sizes else None,
            batch_norm=bool(batch_norm and batch_norm["on"] != "False"),
            optimizer=trained.optimizer or "sgd",
            convolutions=0,
        )
    for program in _CONVOLUTIONAL.finditer(bare):
        yield Network(convolutions=_CONVOLUTIONS[program["kind"].lower()])
    if _KERAS.search(bare):
        yield replace(_keras(bare), optimizer=trained.optimizer, special=trained.special)


def _keras(code: str) -> Network:
    activation, normal = _ACTIVATION_IN_CODE.search(code), _NORMAL.search(code)
    units = [_value(code, found["units"]) for found in _UNITS.finditer(code)]
    hidden = tuple(unit for unit in units[:-1] if unit is not None)
    return Network(
        activation=activation["name"].lower() if activation else None,
        init=f"n{float(normal['mean']):g}{float(normal['std']):g}" if normal else None,
        hidden=hidden if hidden and len(hidden) == len(units) - 1 else None,
        batch_norm="BatchNormalization" in code,
        convolutions=1 if "Conv2D" in code else 0,
    )


def _value(code: str, written: str) -> int | None:
    """The number of units: as written, or that of the name that is written instead."""
    if written.isdecimal():
        return int(written[:6])
    assigned = re.search(rf"(?m)^\s*{re.escape(written)}\s*=\s*(\d{{1,6}})\b", code)
    return int(assigned[1]) if assigned else None


def _init(given: str) -> str | None:
    found = _INIT_IN_CODE.search(given)
    if found is None:
        return None
    if found["name"]:
        name = found["name"].lower()
        return {"relu": "he", "sigmoid": "xavier"}.get(name, name)  # the notebook's class takes either name
    return "gauss" if float(found["std"]) == 0.01 else f"std {float(found['std']):g}"


def _numbers(sizes: str) -> tuple[int, ...]:
    return tuple(int(size) for size in re.findall(r"\d{1,5}", sizes))


def network_in_words(text: str) -> Network:
    """Return the slots that a sentence or a heading names; one that it names twice differently is not said.

    >>> network_in_words("sigmoid と xavier で [30, 15] のとき") == Network("sigmoid", "xavier", (30, 15))
    True
    """
    lower = text.lower()
    sizes = {_numbers(found["sizes"]) for found in _SIZES.finditer(lower)}
    counts = {int(found["count"]) for found in _LAYERS.finditer(lower)}
    normal = _BATCH_NORM.search(lower)
    return Network(
        activation=_only(lower, _ACTIVATIONS),
        init=_only(lower, _INITS),
        hidden=sizes.pop() if len(sizes) == 1 else None,
        batch_norm=None if normal is None else not _WITHOUT.match(lower, normal.end()),
        layers=counts.pop() if len(counts) == 1 and not sizes else None,
        convolutions=convolutions_named(lower),
    )


def convolutions_named(text: str) -> int | None:
    """Return how many convolutions the network has that a text names; None where it names none, or two of them.

    >>> convolutions_named("2_8_deep_convolution_net.ipynb"), convolutions_named("シンプルな畳み込みネットワーク")
    (6, 1)
    """
    lower = text.lower()
    if not any(cue in lower for cue in _CUES_OF_NETWORKS):
        return None
    found = [count for count, words in _NETWORKS.items() if re.search(words, lower)]
    return found[0] if len(found) == 1 else None


def names_convolution(text: str) -> bool:
    """Whether a text speaks of convolutions at all."""
    return _ANY_CONVOLUTION.search(text.lower()) is not None


def names_activation(text: str) -> bool:
    """Whether a text has a word for an activation function at all."""
    return _ANY_ACTIVATION.search(text.lower()) is not None


def inits_named(text: str) -> list[str]:
    """Return the initial weights that a text names.

    >>> inits_named("XavierもHeも")
    ['xavier', 'he']
    """
    return [name for name, words in _INITS.items() if re.search(words, text.lower())]


def is_ambiguous(text: str) -> bool:
    """Whether a text speaks of more than one network: what it says can't be held against one run.

    >>> is_ambiguous("XavierもHeも上昇した"), is_ambiguous("sigmoidのXavierでは上昇した")
    (True, False)
    """
    lower = text.lower()
    return any(sum(bool(re.search(words, lower)) for words in names.values()) > 1 for names in (_ACTIVATIONS, _INITS))


def _only(text: str, names: dict[str, str]) -> str | None:
    found = [name for name, words in names.items() if re.search(words, text)]
    return found[0] if len(found) == 1 else None


def network_of(run: Run) -> Network:
    """Return a run of the lab in the same words as what a report says.

    >>> from solvers.nn.experiments import RUNS
    >>> network_of(RUNS["sigmoid-gauss-40"]).fits(Network("sigmoid", "gauss", layers=1))
    True
    """
    init = run.init
    if isinstance(init, float):
        named = "gauss" if init == 0.01 else f"std {init:g}"
    else:
        named = init if isinstance(init, str) else f"n{getattr(init, 'mean', 0):g}{getattr(init, 'std', 0):g}"
    if run.convolutions:
        return Network(convolutions=run.convolutions)
    special = bool(run.dropout or run.penalty or run.train_only)
    return Network(
        run.activation, named, run.hidden, run.batch_norm, run.optimizer, rate=run.rate, special=special, convolutions=0
    )
