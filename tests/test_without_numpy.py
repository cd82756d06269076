"""Where there is neither NumPy nor SymPy, as on a page in a browser, every question but code and predictions is asked.

It is drawn, shown, explained and graded there: a right answer is right, another one isn't.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from quiz import load_bank

SCRIPT = """
import json, sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("numpy", "sympy", "mpmath"):
            raise ModuleNotFoundError(f"no {name} here", name=name)

sys.meta_path.insert(0, Missing())

import pytest

from quiz import load_bank
from quiz.drawing import draw, pictures, prompt, solution
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.model import Response

bank, played = load_bank(), []
for name in bank.paths:
    item = bank.item(name)
    if item.kind in ("code", "prediction"):
        continue
    for seed in (1, 2):
        variant = draw(item, seed)
        prompt(variant), solution(variant), pictures(variant)
        for answer in kind_of(item).answers(variant):
            assert grade(variant, Response(answer)).verdict == "correct", (name, seed, answer)
        for answer in kind_of(item).nonsense(variant):
            assert grade(variant, Response(answer)).verdict != "correct", (name, seed, answer)
    played.append(name)
print(json.dumps(played))
"""


@pytest.mark.thorough
def test_questions_without_numpy() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    bank = load_bank()
    wanted = [name for name in bank.paths if bank.item(name).kind not in ("code", "prediction")]
    assert json.loads(done.stdout) == wanted
