"""Question files of somebody who means no good: each asks for as much time or memory as its place can take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_FILE = """+++
id = "hostile"
kind = "number"
section = "s"
minutes = 2
difficulty = 1
key = "KEY"
check = "CHECK"

[draw]
a = { from = 2, to = 9 }
b = { from = 2, to = 90 }
DRAW

[let]
LET

[answer]
decimals = 2

[misconception.other]
value = "MISTAKE"
ja = "MESSAGE {{a}}"
en = "MESSAGE {{a}}"
MORE
+++
# ja
STEM {{a}} {{b}}
## ヒント
HINT {{a}}
## 解説
SOLUTION {{key}}
# en
STEM {{a}} {{b}}
## Hint
HINT {{a}}
## Solution
SOLUTION {{key}}
"""
_PLAIN = {
    "KEY": "a + b", "CHECK": "sum([a, b])", "DRAW": "", "LET": "", "MISTAKE": "a - b", "MESSAGE": "", "MORE": "",
    "STEM": "", "HINT": "", "SOLUTION": "",
}  # fmt: skip

_DOUBLED = 'd0 = "[a, b]"\n' + "\n".join(f'd{n} = "[d{n - 1}, d{n - 1}]"' for n in range(1, 60))
_TEXTS = "t0 = \"join([a, b, a, b], 'xxxxxxxxxx')\"\n" + "\n".join(
    f't{n} = "join([t{n - 1}, t{n - 1}, t{n - 1}], t{n - 1})"' for n in range(1, 30)
)
_SQUARED = 's0 = "a * b + 1"\n' + "\n".join(f's{n} = "s{n - 1} * s{n - 1}"' for n in range(1, 40))
_LOOPS = "a + len([i for i in range(1000) for j in range(1000) for k in range(1000)])"
_DEAR = "sum([sqrt(i) for i in range(500)]) + a"
_WIDE = "[[(i*j + a) / (i + j + b) for i in range(40)] for j in range(40)]"

CODE = """+++
id = "hostile"
kind = "code"
section = "s"
minutes = 2
difficulty = 1

[code]
name = "f"
steps = ["y = f(x)"]
right = ['''
BODY
''', '''
def f(x):
    return np.asarray(x) * 2
''']

[code.size]
n = { from = 1, to = 5 }

[code.input]
x = { shape = ["n"] }
+++
# ja
STEM
## 解説
x
# en
STEM
## Solution
x
"""


@dataclass(frozen=True)
class Hostile:
    """A question file and what it tries."""

    name: str
    source: str


def _with(name: str, **changes: str) -> Hostile:
    source = _FILE
    for place, text in {**_PLAIN, **changes}.items():
        source = source.replace(place, text)
    return Hostile(name, source)


def formulas() -> Iterator[Hostile]:
    """Yield files whose formulas, draws and texts ask for too much."""
    yield _with("a tower of powers", KEY="a**b**a**b")
    yield _with("a power of a power", LET=_SQUARED, KEY="s39 % 7")
    yield _with("a factorial", KEY="a + factorial(10**9)")
    yield _with("a binomial coefficient", KEY="a + binomial(10**9, 10**8)")
    yield _with("a number of a million digits", KEY="a * 1" + "0" * 100_000)
    yield _with("a decimal with a huge exponent", KEY="a * 1e999999999")
    yield _with("lists that double", LET=_DOUBLED, KEY="len(d59)")
    yield _with("texts that triple", LET=_TEXTS, KEY="len(t29)")
    yield _with("three loops", KEY=_LOOPS)
    inner = "sum([sum([i*j*k for i in range(200)]) for j in range(200)])"
    yield _with("loops within loops", KEY=f"a + sum([{inner} for k in range(200)])")
    yield _with("a range of a billion", KEY="a + len(range(10**9))")
    yield _with("an inverse of a large table", LET=f'm = "{_WIDE}"', KEY="det(inverse(m))")
    yield _with("a product of products", LET=f'm = "{_WIDE}"', KEY="sum((m @ m @ m @ m @ m @ m)[0])")
    yield _with("a sum of five hundred terms", KEY=" + ".join(["a"] * 500))
    yield _with("nine hundred signs", KEY="-" * 900 + "a")
    yield _with("brackets without end", KEY="(" * 5000 + "a" + ")" * 5000)
    yield _with("a condition that never holds and is dear", DRAW=f'where = "{_DEAR} < 0"')
    yield _with("forty dear conditions", DRAW=f"where = {[_DEAR + f' > {n}' for n in range(40)]}".replace("'", '"'))
    within = "sum([sqrt(i + a) for i in range(150)])"
    yield _with("a condition that never holds, within the budget", DRAW=f'where = "{within} < 0"')
    yield _with("the same for a misconception", DRAW='separate = ["other"]', MISTAKE=f"a + b + 0*({within})")
    yield _with("a list of ten million", DRAW="xs = { from = 1, to = 9, length = 10000000 }", KEY="sum(xs)")
    yield _with("a table of a million", DRAW="xs = { from = 1, to = 9, rows = 1000, length = 1000 }", KEY="len(xs)")
    yield _with("a range of 10^30", DRAW="x = { from = 0, to = 1000000000000000000000000000000 }", KEY="x + a")
    yield _with(
        "different values out of few", DRAW="x = { from = 1, to = 900, length = 900, distinct = true }", KEY="sum(x)"
    )
    yield _with("a binomial of a billion trials", DRAW="x = { binomial = { n = 1000000000, p = 0.5 } }", KEY="x + a")
    yield _with("five hundred values", DRAW="\n".join(f"v{n} = [1, 2]" for n in range(500)), KEY="v1 + a")
    yield _with("dear values all the way", LET="\n".join(f'v{n} = "{_DEAR}"' for n in range(60)), KEY="v1 + a")
    yield _with("a text of a thousand dear formulas", STEM=("{{" + _DEAR + "}} ") * 1000)
    yield _with("a hint of dear roundings", HINT=("{{fixed(" + _DEAR + ", 1)}} ") * 200)
    yield _with("a megabyte of text", STEM="long " * 200_000)
    yield _with("LaTeX without end", SOLUTION="$" + "\\frac{" * 3000 + "$")
    yield _with("a thousand misconceptions", MORE="\n".join(
        f'[misconception.m{n}]\nvalue = "a + {n}"\nja = "x"\nen = "x"' for n in range(1000)
    ))  # fmt: skip
    yield _with("dear misconceptions", MORE="\n".join(
        f'[misconception.m{n}]\nvalue = "{_DEAR} + {n}"\nja = "x"\nen = "x"' for n in range(60)
    ))  # fmt: skip
    yield _with("a curve of dear points", STEM="\n![](figure:f)\n", MORE=(
        f'[figure.f]\nsort = "graph"\nx = [0, 9]\ny = [0, 9]\n[[figure.f.curve]]\ny = "x * 0 + {_DEAR}"'
    ))  # fmt: skip
    yield _with("many dear options of a condition", DRAW="", MORE="", MISTAKE=_LOOPS)


def codes() -> Iterator[Hostile]:
    """Yield files whose own reference does harm, or tries to."""
    bodies = {
        "a loop without end": "def f(x):\n    while True: pass",
        "as much memory as there is": "def f(x):\n    return [bytearray(10**8) for _ in range(10**4)]",
        "an array of a terabyte": "def f(x):\n    return np.ones(10**12)",
        "a flood of output": "def f(x):\n    while True: print('x' * 10**6)",
        "a result of a hundred million numbers": "def f(x):\n    return np.zeros(10**7)",
        "processes without end": "import os\ndef f(x):\n    while True: os.fork()",
        "sleep": "import time\ndef f(x):\n    time.sleep(100)\n    return x",
        "an end before the beginning": "import os\nos._exit(0)",
    }
    for name, body in bodies.items():
        yield Hostile(name, CODE.replace("BODY", body))
