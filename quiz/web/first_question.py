"""The question that a visitor sees before anything runs: in the page itself, in both languages, with its solution."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quiz.language import LANGUAGES, Language, Text
from quiz.outlet.web_page import Markup, element, together
from quiz.practice.store import Store
from quiz.web.engine import Engine
from quiz.web.html_text import as_html

SET, SEED = "day2", 20260219
SOLUTION = Text("解説を見る", "Show the solution")


def first_message() -> dict[str, object]:
    """Return the message that begins the session whose first question it is."""
    return {"do": "start", "set": SET, "seed": SEED}


def first_replies() -> dict[Language, dict[str, Any]]:
    """Return what the engine replies to that message in each language."""
    return {language: replies[0] for language, replies in _told().items()}


def first_question() -> str:
    """Return the question as HTML, once for each language; without a script its solution can be opened as well."""
    return together(*(_section(language, *replies) for language, replies in _told().items())).source


def _told() -> dict[Language, tuple[dict[str, Any], dict[str, Any]]]:
    told: dict[Language, tuple[dict[str, Any], dict[str, Any]]] = {}
    for language in LANGUAGES:
        with TemporaryDirectory() as folder, Store(Path(folder)) as store:
            engine = Engine(store, language, as_html)
            told[language] = engine.reply(first_message()), engine.reply({"do": "skip"})
    return told


def _section(language: Language, asked: Mapping[str, Any], solved: Mapping[str, Any]) -> Markup:
    question = asked["question"]
    options = [
        element("ol", *(element("li", _built(entry["text"])) for entry in entries), classes="options")
        for entries in question["lists"]
    ]
    answer = element("p", question["how"], classes="how")
    solution = element(
        "details", element("summary", SOLUTION.in_(language)), _built(solved["key"]), _built(solved["solution"])
    )
    whole = element("section", element("h1", question["title"]), _built(question["stem"]), *options, answer, solution)
    return Markup(whole.source.replace("<section>", f'<section class="first" lang="{language}">', 1))


def _built(shown: str | None) -> Markup:
    """Return as markup what :func:`as_html` has built."""
    return Markup(shown or "")
