"""Answers in code and predictions on the static page, in a real browser: judged there, held there, ended in time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from served_sites import (
    DESK,
    NUMPY_RUNTIME,
    PHONE,
    RUNTIME,
    Visit,
    lay_out,
    needs_numpy,
    needs_runtime,
    opened_browser,
    serving,
    with_stub_of_numpy,
)

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.kinds import kind_of
from quiz.web.in_browser import BrowserEngine
from quiz.web.runtime_files import RUNTIME as AT

pytestmark = [pytest.mark.slow, pytest.mark.thorough]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def stub_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("stub")
    lay_out(folder, with_stub_of_numpy(RUNTIME, tmp_path_factory.mktemp("copy") / "pyodide"))
    with serving(folder) as address:
        yield address


@pytest.fixture(scope="module")
def numpy_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("numpy")
    lay_out(folder, NUMPY_RUNTIME)
    with serving(folder) as address:
        yield address


def order(source: str, cases: list[dict[str, Any]], seconds: float = 3) -> dict[str, Any]:
    steps = [{"do": "call", "name": "f", "with": [[None, "x", None]], "gives": "y", "times": 0}]
    job = json.dumps({"source": source, "expression": False, "steps": steps, "gives": ["y"]})
    return {"name": source, "job": job, "trusted": False, "first": 0, "cases": cases, "seconds": seconds}


RUN = """async ([order, runtime]) => {
  const runs = await import("./runs.js");
  const found = await runs.run(order, runtime.runtime, runtime.inside);
  runs.done();
  return found;
}"""

REACH = """
def f(x):
    try:
        import js
    except BaseException as error:
        return "no js"
    return "js"
"""


@needs_runtime
def test_a_frame_runs_code_and_ends_what_doesnt_end(browser: Any, stub_site: str) -> None:
    visit = Visit(browser, stub_site, PHONE, "ja")
    runtime = {
        "runtime": {"address": stub_site + AT, "module": "pyodide.asm.mjs"},
        "inside": json.loads(BrowserEngine.inside()),
    }

    def run(*given: Any, **more: Any) -> dict[str, Any]:
        told: dict[str, Any] = visit.page.evaluate(RUN, [order(*given, **more), runtime])
        return told

    twice = run("def f(x):\n    return 2 * x\n", [{"x": 21}, {"x": 4}])
    assert twice["ending"] == "done"
    assert [case["values"] for case in twice["cases"]] == [{"y": 42}, {"y": 8}]
    endless = run("def f(x):\n    while x != 5:\n        pass\n    return 1\n", [{"x": 5}, {"x": 6}], seconds=2)
    assert (endless["ending"], len(endless["cases"])) == ("timeout", 1)
    never = run("while True:\n    pass\n", [{"x": 5}], seconds=1)
    assert (never["ending"], never["definition"]) == ("timeout", None)
    raised = run("def f(x):\n    return 1 / x\n", [{"x": 0}, {"x": 1}])
    assert raised["cases"][0]["raised"]["type"] == "ZeroDivisionError"
    assert raised["cases"][1]["values"] == {"y": 1.0}
    broken = run("import nothing\n", [{"x": 1}])
    assert broken["ending"] == "raised"
    left = run("import os\ndef f(x):\n    os._exit(0)\n", [{"x": 1}])
    assert left["ending"] in ("exited", "timeout", "crashed")
    assert run(REACH, [{"x": 1}])["cases"][0]["values"] == {"y": "no js"}
    assert visit.page.locator("iframe").count() <= 1  # the spare one: what ran an answer is gone
    visit.close()


@needs_runtime
def test_nothing_can_be_reached_from_a_frame(browser: Any, stub_site: str) -> None:
    visit = Visit(browser, stub_site, DESK, "en")
    text = visit.page.evaluate("fetch('frame.html').then((response) => response.text())")
    # The frame's own script is the only one that runs there; here the worker tries what code might.
    tried = visit.page.evaluate(
        """([page, address]) => new Promise((resolve) => {
          const frame = document.createElement("iframe");
          frame.setAttribute("sandbox", "allow-scripts");
          addEventListener("message", ({ source, data }) => {
            if (source !== frame.contentWindow || data !== "open") return;
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = ({ data }) => resolve(data);
            const script = `self.onmessage = async ({ data }) => {
              const told = {};
              const attempt = async (name, action) => {
                try { told[name] = String(await action()); } catch (error) { told[name] = error.name; }
              };
              await attempt("fetch", () => fetch("${address}index.html").then(() => "reached"));
              await attempt("elsewhere", () => fetch("https://example.com/").then(() => "reached"));
              await attempt("socket", () => new Promise((resolve, reject) => {
                const socket = new WebSocket("${address}".replace("http", "ws"));
                socket.onopen = () => resolve("reached");
                socket.onerror = () => reject(new Error("refused"));
              }));
              await attempt("script", () => (importScripts("${address}app.js"), "reached"));
              await attempt("code", () => eval("'reached'"));
              await attempt("database", () => (indexedDB.open("record"), "reached"));
              await attempt("storage", () => navigator.storage.getDirectory().then(() => "reached"));
              data.port.postMessage(told);
            };`;
            frame.contentWindow.postMessage({ script, setup: {} }, "*", [port2]);
          });
          frame.srcdoc = page;
          document.body.append(frame);
        })""",
        [text, stub_site],
    )
    assert set(tried) == {"fetch", "elsewhere", "socket", "script", "code", "database", "storage"}
    assert "reached" not in tried.values(), tried
    visit.close()


@needs_runtime
def test_without_numpy_the_page_says_so_and_goes_on(browser: Any, tmp_path: Path) -> None:
    lay_out(tmp_path, RUNTIME)
    with serving(tmp_path) as address:
        for language, size, practicals, go_on in (
            ("ja", PHONE, "実装と実行", "次の問題へ"),
            ("en", DESK, "Practicals", "Go on to the next question"),
        ):
            visit = Visit(browser, address, size, language)
            again(visit)
            visit.press(practicals)
            visit.page.wait_for_selector(".unavailable")
            visit.press(go_on)
            visit.page.locator("#place", has_text="2 / 15" if language == "ja" else "2 of 15").wait_for()
            visit.close()


def again(visit: Visit) -> None:
    """Load the page as on a later visit: it begins with the list of sets."""
    visit.page.evaluate("localStorage.setItem('begun', 'yes')")
    visit.page.reload()
    visit.page.wait_for_selector(".sets")


def right_answer(question: dict[str, Any]) -> str:
    variant = draw(built_in_bank().item(question["item"]), question["seed"])
    return kind_of(variant.item).answers(variant)[0]


@needs_numpy
def test_code_is_judged_on_the_page(browser: Any, numpy_site: str) -> None:
    for size, language in ((PHONE, "ja"), (DESK, "en")):
        visit = Visit(browser, numpy_site, size, language)
        again(visit)
        reply = visit.send(do="start", set="practicals", seed=5, language=language)
        while reply["question"]["sort"] != "code":
            visit.send(do="skip")
            reply = visit.send(do="next")
        right = right_answer(reply["question"])
        endless = visit.send(do="answer", text=right + "\nwhile True:\n    pass\n")
        assert endless["outcome"]["verdict"] == "wrong"
        assert ("終わりません" if language == "ja" else "end in time") in endless["outcome"]["evidence"]
        visit.send(do="retry")
        assert visit.send(do="answer", text=right)["outcome"]["verdict"] == "correct"
        variant = draw(built_in_bank().item(reply["question"]["item"]), reply["question"]["seed"])
        slip = next(slip for slip in variant.item.misconceptions if slip.own is not None)
        visit.send(do="another")
        visit.send(do="retry")
        wrong = visit.send(do="answer", text=slip.own.fill(variant.values))
        assert wrong["outcome"]["verdict"] == "wrong"
        assert wrong["outcome"]["diagnoses"]
        visit.close()


@needs_numpy
def test_a_prediction_is_trained_on_the_page(browser: Any, numpy_site: str) -> None:
    visit = Visit(browser, numpy_site, PHONE, "ja")
    again(visit)
    reply = visit.send(do="start", set="optimizers", seed=5, language="ja")
    while reply["question"].get("runs") != "training":
        visit.send(do="skip")
        reply = visit.send(do="next")
    told = visit.send(do="answer", text="1")
    assert told["outcome"]["verdict"] in ("correct", "wrong")
    assert told["outcome"]["evidence"]
    visit.close()
