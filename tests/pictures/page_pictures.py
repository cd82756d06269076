"""Pictures of the page: question, diagnosis, solution, review, statistics; light and dark, phone and desk.

    python tests/pictures/page_pictures.py [FOLDER]

Everything is the real program: a record is laid by answering real questions by a given clock, `quiz web`'s server shows
the page, and Chromium photographs it. A view that the page doesn't have is left out, and said so. With Pillow the
pictures are made small; without it they are three times as large.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from quiz.courses import built_in_bank, open_set  # noqa: E402
from quiz.drawing import draw  # noqa: E402
from quiz.forms import make_form  # noqa: E402
from quiz.kinds import kind_of  # noqa: E402
from quiz.model import Response  # noqa: E402
from quiz.practice.session import Session  # noqa: E402
from quiz.practice.store import Store  # noqa: E402
from quiz.web.engine import Engine  # noqa: E402
from quiz.web.html_text import as_html  # noqa: E402
from quiz.web.server import PageServer  # noqa: E402

TODAY = datetime(2026, 11, 26, 11, 30, tzinfo=UTC)
DAYS, PER_DAY = 18, 10
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1100, "height": 780}
COLOURS = 96
MOST_BYTES = 1_000_000
"""All pictures together: they travel with every clone."""
SET, SEED, WRONG = "cnn", 7, "4x4"


def lay_record(folder: Path) -> None:
    """Answer questions on many days, most of them rightly."""
    chance = random.Random(20261126)
    for day in range(DAYS, 0, -1):
        then = TODAY - timedelta(days=day)
        with Store(folder, now=lambda then=then: then) as store:  # type: ignore[misc]  # mypy can't type a default
            question_set = open_set("day2")
            session = Session.begin(question_set, store, make_form(question_set, day), f"pictures {day}", exam=False)
            for _ in range(PER_DAY):
                question = session.next_question()
                if question is None:
                    break
                kind = kind_of(question.variant.item)
                if kind.runs_code or kind.runs_after_answer or kind.self_assessed:
                    session.skip(question, 5)
                    continue
                right = kind.answers(question.variant)[0]
                wrong = next(iter(kind.nonsense(question.variant)), right)
                session.answer(question, Response(right if chance.random() < 0.72 else wrong, chance.uniform(20, 150)))
            session.finish()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the page for this record."""
    server = PageServer(
        lambda: Engine(Store(folder, now=lambda: TODAY), "ja", as_html, seed=lambda: SEED, now=lambda: TODAY).reply
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.address
    finally:
        server.stop()
        thread.join()
        server.close()


class Camera:
    """Photographs a page and keeps what it made, by name."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser, self.address = browser, address
        self.made: dict[str, bytes] = {}

    @contextmanager
    def visit(self, language: str, size: dict[str, int], scheme: str = "light") -> Iterator[Any]:
        """Open the page, on a phone or at a desk."""
        context = self.browser.new_context(
            viewport=size,
            locale={"ja": "ja-JP", "en": "en-US"}[language],
            color_scheme=scheme,
            reduced_motion="reduce",
            device_scale_factor=1.5 if size is PHONE else 1,
            is_mobile=size is PHONE,
            has_touch=size is PHONE,
        )
        page = context.new_page()
        page.goto(self.address)
        page.wait_for_selector(".sets")
        yield page
        context.close()

    def take(self, name: str, page: Any) -> None:
        """Take a picture of what is seen."""
        page.evaluate("document.activeElement?.blur()")
        page.wait_for_timeout(150)
        self.made[name] = smaller(page.screenshot())


def smaller(picture: bytes) -> bytes:
    """Return a picture with few colours, as a page of text has them; unchanged without Pillow."""
    with suppress(ImportError):
        from PIL import Image

        made = BytesIO()
        Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS).save(made, "PNG", optimize=True)
        return made.getvalue()
    return picture


def press(page: Any, *names: str) -> bool:
    """Press the first button that has one of these names; False where there is none."""
    for name in names:
        found = page.get_by_role("button", name=name)
        if found.count():
            found.first.click()
            return True
    return False


def to_the_question(page: Any, section: str, skip: str, go_on: str) -> None:
    """Go to a question that is answered by writing a size."""
    press(page, section)
    page.wait_for_selector("form.answer")
    while not page.query_selector("input#field:enabled"):
        if not page.query_selector("section.card"):
            press(page, skip)
            page.wait_for_selector("section.card")
        press(page, go_on)
        page.wait_for_selector("section.card", state="detached")
        page.wait_for_selector("form.answer")


def a_question(camera: Camera, language: str, size: dict[str, int], scheme: str, end: str = "") -> None:
    """A question, its diagnosis, and the solution; where the name has an end, the diagnosis alone."""
    section, skip, go_on, solution = (
        ("畳み込みニューラルネットワーク", "わからない", "次へ", "解説を見る")
        if language == "ja"
        else ("Convolutional", "I don't know", "Next", "Show the solution")
    )
    with camera.visit(language, size, scheme) as page:
        to_the_question(page, section, skip, go_on)
        if not end:
            camera.take("page-question", page)
        page.fill("#field", wrong_answer(page))
        page.keyboard.press("Enter")
        page.wait_for_selector("section.card")
        page.locator("section.card").first.scroll_into_view_if_needed()
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        camera.take(f"page-diagnosis{end}", page)
        if end:
            return
        press(page, solution)
        page.wait_for_selector("section.card + section.card")
        page.locator("section.card").last.evaluate("card => card.scrollIntoView({ block: 'start' })")
        page.evaluate("scrollBy(0, -90)")
        camera.take("page-solution", page)


def wrong_answer(page: Any) -> str:
    """Return an answer that a named slip leads to, for the question that the page shows."""
    reply = page.evaluate("async () => (await import('./engine.js')).send({ do: 'question' })")
    variant = draw(built_in_bank().item(reply["question"]["item"]), reply["question"]["seed"])
    named = [distractor for distractor in variant.distractors if distractor.misconceptions]
    return str(named[0].value if named else WRONG)


def take_all(camera: Camera) -> None:
    """Take every picture."""
    with camera.visit("ja", PHONE) as page:
        camera.take("page-start", page)
        press(page, "今日の復習")
        page.wait_for_selector("form.answer")
        camera.take("page-review", page)
    with camera.visit("ja", PHONE) as page:
        if press(page, "成績"):
            page.wait_for_selector("svg, table")
            camera.take("page-statistics", page)
        else:
            print("no statistics on this page", file=sys.stderr)
    a_question(camera, "ja", PHONE, "light")
    a_question(camera, "ja", PHONE, "dark", "-dark")
    a_question(camera, "en", DESK, "light", "-desk")


def main() -> None:
    """Write the pictures into a folder."""
    from playwright.sync_api import sync_playwright

    into = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder:
        lay_record(Path(folder))
        with served(Path(folder)) as address, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            camera = Camera(browser, address)
            take_all(camera)
            browser.close()
    whole = sum(map(len, camera.made.values()))
    if whole > MOST_BYTES:
        raise SystemExit(f"{whole} bytes of pictures: more than {MOST_BYTES}")
    into.mkdir(parents=True, exist_ok=True)
    for name, content in camera.made.items():
        (into / f"{name}.png").write_bytes(content)
        print(f"{len(content):8} {name}.png")


if __name__ == "__main__":
    main()
