"""Every question and every view of the static page, with nothing but the unpacked program that it is sent.

Called by a test with the folder of that program: what is missing there can't be imported.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

VIEWS: tuple[dict[str, Any], ...] = (
    {"do": "stop"},
    {"do": "hello"},
    {"do": "goal", "unit": "minutes", "amount": 15},
    {"do": "statistics"},
    {"do": "marks"},
    {"do": "review", "count": 3},
    {"do": "question"},
    {"do": "skip"},
    {"do": "mark", "mark": "flag"},
    {"do": "next"},
    {"do": "export"},
    {"do": "exam", "set": "day2-exam", "count": 4, "seed": 4},
    {"do": "exam-time"},
    {"do": "hand-in", "sure": True},
    {"do": "debrief"},
    {"do": "debrief-question", "number": 1},
)


def main(folder: str) -> None:
    sys.path[:] = [folder, *(path for path in sys.path if "site-packages" not in path)]
    with tempfile.TemporaryDirectory() as home:
        os.environ["QUIZ_HOME"] = home
        from quiz.courses import built_in_bank
        from quiz.drawing import draw
        from quiz.kinds import kind_called, kind_names, kind_of
        from quiz.web import in_browser

        assert Path(in_browser.__file__).is_relative_to(folder)
        page = in_browser.BrowserEngine("ja", True, lambda done, most: None)
        page.inside()

        def reply(**message: Any) -> dict[str, Any]:
            told: dict[str, Any] = json.loads(page.answer(json.dumps(message)))
            assert "error" not in told, (message, told)
            return told

        bank = built_in_bank()
        for name in bank.paths:
            item = bank.item(name)
            kind = kind_of(item)
            if kind.runs_after_answer or kind.runs_code:  # which NumPy alone can judge: it is asked for
                reply(do="start", set="day2", item=name, seed=7, fresh=True)
                assert kind.runs_code or reply(do="skip") == {"package": "numpy"}, name
                continue
            asked = reply(do="start", set="day2", item=name, seed=7, fresh=True)["question"]
            variant = draw(item, asked["seed"])
            if variant.parts:
                assert reply(do="skip")["stage"] == "solution", name
            else:
                assert reply(do="answer", text=kind.answers(variant)[0])["stage"] == "answered", name
                assert reply(do="solution")["solution"], name
        assert all(kind_called(name).label for name in kind_names())
        for message in VIEWS:
            reply(**message)


if __name__ == "__main__":
    main(sys.argv[1])
