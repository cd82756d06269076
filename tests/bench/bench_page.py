"""What a visitor of the page waits for, beside a bare start of the runtime in the same run; what it weighs and holds.

    QUIZ_RUNTIME=node_modules/pyodide python tests/bench/bench_page.py [RUNS]

The static page is opened in Chromium from a plain file server, in turn with a page that starts the runtime, as it lies
in its folder, in a worker and does nothing else. `quiz web` is asked for its first question in turn with `quiz run`,
each as a whole process.
Medians are printed and the median of the ratios of neighbours: another program on the machine slows down both.
"""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
from served_sites import PHONE, RUNTIME, lay_out, opened_browser, serving

BARE = "bare.html"
BARE_PAGE = (
    '<script type="module">new Worker("bare.js", { type: "module" }).onmessage = () => (window.ready = 1);</script>'
)
AS_IT_LIES = "delivered"
BARE_WORKER = """import { loadPyodide } from "./delivered/pyodide.mjs";
const python = await loadPyodide({ indexURL: new URL("delivered/", self.location.href).href });
self.postMessage(python.runPython("1 + 1"));
"""
SEEN = "document.querySelector('form.answer') && (window.seen ??= performance.now())"
WATCH = f"new MutationObserver(() => {SEEN}).observe(document, {{ childList: true, subtree: true }})"


def resident(browser: Any) -> float:
    """Return the megabytes that the browser's pages hold: their processes' own share, where the system tells it."""
    session = browser.new_browser_cdp_session()
    total = 0
    for process in session.send("SystemInfo.getProcessInfo")["processInfo"]:
        told = Path(f"/proc/{process['id']}/smaps_rollup")
        if process["type"] == "renderer" and told.exists():
            total += int(re.search(r"^Pss:\s+(\d+)", told.read_text(), re.M)[1])  # type: ignore[index]
    return total / 1024


def weight(path: Path) -> int:
    """Return the bytes of a file as a server sends it: compressed where that helps."""
    return min(len(gzip.compress(path.read_bytes(), 9)), path.stat().st_size)


def page_times(browser: Any, address: str) -> tuple[dict[str, float], dict[str, float]]:
    """Open both pages once; return the seconds until each thing has happened, and the megabytes held then."""
    seconds, held = {}, {}
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    began = time.perf_counter()
    page.goto(address + BARE)
    page.wait_for_function("window.ready", timeout=180_000)
    seconds["bare start of the runtime"] = time.perf_counter() - began
    held["bare start of the runtime"] = resident(browser)
    context.close()
    context = browser.new_context(viewport=PHONE, locale="ja-JP", service_workers="block")
    page = context.new_page()
    page.add_init_script(WATCH)
    began = time.perf_counter()
    page.goto(address)
    page.wait_for_selector("form.answer")
    page.fill("#field", "2*(x+y)")
    page.keyboard.press("Enter")
    page.wait_for_selector("section.card", timeout=180_000)
    seconds["first graded answer"] = time.perf_counter() - began
    seconds["first question seen"] = page.evaluate("window.seen") / 1000
    held["first graded answer"] = resident(browser)
    context.close()
    return seconds, held


def first_question_of_run(environment: dict[str, str]) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "quiz", "run", "day2", "--new"]
    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return time.perf_counter() - began


def first_question_of_web(environment: dict[str, str]) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "quiz", "web", "--no-browser"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        host, token = re.search(r"http://([\d.:]+)/\?token=(\S+)", process.stdout.readline()).groups()  # type: ignore[union-attr]
        connection = http.client.HTTPConnection(host)
        port = host.partition(":")[2]
        headers = {
            "Cookie": f"quiz-{port}={token}", "Origin": f"http://{host}", "Content-Type": "application/json",
        }  # fmt: skip
        connection.request("POST", "/message", '{"do": "start", "set": "day2", "fresh": true}', headers)
        assert b'"question"' in connection.getresponse().read()
        return time.perf_counter() - began
    finally:
        process.terminate()
        process.wait()


def tell(times: list[dict[str, float]], beside: str) -> None:
    for name in times[0]:
        ratio = median(one[name] / one[beside] for one in times)
        print(f"{median(one[name] for one in times):8.2f} s  {ratio:5.2f}x  {name}")


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "QUIZ_HOME": home}
        first_question_of_run(environment), first_question_of_web(environment)  # bytecode and the cache of cards
        both = [
            {"quiz run, first question": first_question_of_run(environment),
             "quiz web, first question": first_question_of_web(environment)}
            for _ in range(runs)
        ]  # fmt: skip
    tell(both, "quiz run, first question")
    with tempfile.TemporaryDirectory() as folder:
        lay_out(Path(folder), RUNTIME)
        weights = {path.name: weight(path) for path in Path(folder).iterdir() if path.is_file()}
        later = weights.pop("training.bin")
        ours = sum(weight(path) for path in Path(folder, "runtime").iterdir())
        lying = sum(weight(RUNTIME / path.name) for path in Path(folder, "runtime").iterdir())
        shutil.copytree(RUNTIME, Path(folder, AS_IT_LIES))
        Path(folder, BARE).write_text(BARE_PAGE, encoding="utf-8")
        Path(folder, "bare.js").write_text(BARE_WORKER, encoding="utf-8")
        with serving(Path(folder)) as address, opened_browser() as browser:
            page_times(browser, address)
            found = [page_times(browser, address) for _ in range(runs)]
    tell([seconds for seconds, _ in found], "bare start of the runtime")
    for name in found[0][1]:
        print(f"{median(held[name] for _, held in found):8.0f} MB held  {name}")
    whole = sum(weights.values()) / 1e6
    print(f"{whole:8.2f} MB beside the runtime, compressed; {later / 1e6:.2f} MB more for predictions")
    print(f"{(ours - lying) / 1e6:8.2f} MB more than in its folder for the runtime itself, compressed")


if __name__ == "__main__":
    main()
