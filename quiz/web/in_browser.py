"""The engine inside a browser's own Python: text in, text out, for the worker of the static page."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from quiz.bank.cards import cache_path
from quiz.home import write_whole
from quiz.language import LANGUAGES
from quiz.outlet.json_text import json_text
from quiz.practice.store import Store
from quiz.web.engine import Engine
from quiz.web.html_text import as_html


def answerer(language: str) -> Callable[[str], str]:
    """Return what answers a message, each as JSON; the record lies where ``QUIZ_HOME`` says.

    No code of a learner's is run here, and nothing is trained: such a question is named, and can be skipped.
    """
    if not cache_path().exists():
        with suppress(OSError):
            write_whole(cache_path(), Path(__file__).parents[2].joinpath("cards.json").read_text(encoding="utf-8"))
    chosen = next((known for known in LANGUAGES if known == language), LANGUAGES[0])
    engine = Engine(Store(), chosen, as_html, runs=False)

    def answer(message: str) -> str:
        return json_text(engine.reply(json.loads(message)), exact=True)

    return answer
