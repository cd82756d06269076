"""The views around a question in a real browser: by touch on a phone in Japanese, by keyboard at a desk in English."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_visits import CHROMIUM, DESK, LOCALES, NO_BROWSER, PHONE, Visit, opened_browser, served

from quiz.courses import add_course
from quiz.practice.record_merge import written_out
from quiz.practice.store import Store
from quiz.web.engine import Engine
from quiz.web.html_text import as_html

pytest.importorskip("playwright.sync_api")
pytestmark = [pytest.mark.thorough, pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER)]

COURSES = Path(__file__).parents[2] / "courses"
WAYS = [pytest.param(PHONE, "ja", id="touch-ja"), pytest.param(DESK, "en", id="keyboard-en"),
        pytest.param(PHONE, "en", id="touch-en"), pytest.param(DESK, "ja", id="keyboard-ja")]  # fmt: skip
EVIL = "<img src=x onerror=document.title=1><script>1</script>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened_browser() as opened:
        yield opened


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "quiz-home"


@pytest.fixture
def address(record: Path) -> Iterator[str]:
    with served(lambda: Engine(Store(record), "ja", as_html, seed=lambda: 7).reply) as address:
        yield address


def play(record: Path, *, exam: bool = True) -> None:
    """Let a learner have answered some questions, and handed in an exam."""
    with Store(record) as store:
        engine = Engine(store, "ja", lambda text, drawn, language: text, seed=lambda: 7)
        engine.reply({"do": "start", "set": "activations", "count": 3})
        engine.reply({"do": "mark", "mark": "note", "said": "平均を見直す"})
        for _ in range(3):
            engine.reply({"do": "answer", "text": "1", "elapsed": 20})
            engine.reply({"do": "next"})
        if exam:
            reply = engine.reply({"do": "exam", "count": 3, "choices": True})
            label = reply["question"]["lists"][0][0]["label"]
            engine.reply({"do": "exam-answer", "text": label, "elapsed": 100})
            assert engine.reply({"do": "hand-in", "sure": True})["stage"] == "debriefing"


@pytest.mark.parametrize(("size", "language"), WAYS)
def test_an_exam_from_its_beginning_to_the_next_try(browser: Any, address: str, size: Any, language: str) -> None:
    visit = Visit(browser, address, size, language)
    page = visit.page
    visit.press("選択式", "Multiple choice")
    page.wait_for_selector("form.answer .options")
    assert "36:00" in page.inner_text("#place") or "35:5" in page.inner_text("#place")
    option = page.locator("form.answer .options button").nth(1)
    if visit.touch:
        option.tap()
    else:
        page.keyboard.press("2")
    page.locator("#saved", has_text=visit.said("記録しました", "recorded")).wait_for()
    visit.press("次へ", "Next", exact=True)
    page.locator(".number", has_text="2").wait_for()
    visit.press("旗", "Flag", exact=True)
    page.locator(".mark[aria-pressed=true]").wait_for()
    visit.press("前へ", "Back")
    page.locator("#saved", has_text=visit.said("記録しました", "recorded")).wait_for()
    assert option.get_attribute("aria-pressed") == "true"
    title = page.inner_text("h1")
    page.reload()
    page.locator("h1", has_text=title).wait_for()
    assert page.locator("form.answer .options button").nth(1).get_attribute("aria-pressed") == "true"
    visit.press("一覧", "Overview")
    page.wait_for_selector(".places")
    assert page.locator(".places .answered").count() == 1
    assert page.locator(".places .flagged").count() == 1
    assert visit.fits()
    visit.press("提出する", "Hand in", exact=True)
    page.wait_for_selector("[role=alert]")
    visit.press("このまま提出する", "Hand in as it is")
    page.wait_for_selector(".shares")
    assert visit.fits()
    assert page.locator(".times li").count() == 30
    visit.press_on(page.locator(".times button").first)
    page.wait_for_selector("section.card")
    mine = page.locator(".shown li.chosen")  # the second option was
    assert mine.count() == 1
    assert mine.inner_text() == page.locator(".shown li").nth(1).inner_text()
    assert visit.said("あなたの解答", "Your answer") in mine.inner_text()
    assert visit.fits()
    visit.press("同じ数値でもう一度", "Again, same numbers")
    page.wait_for_selector("form.answer .options button:not(:disabled)")
    visit.press("わからない", "I don't know")
    page.wait_for_selector("section.card")
    visit.press("次へ", "Next", exact=True)
    page.wait_for_selector(".shares")
    visit.close()


def test_what_cant_be_read_in_an_exam_is_left_only_on_a_second_press_and_is_still_there(
    browser: Any, address: str
) -> None:
    visit = Visit(browser, address, PHONE, "ja")
    page = visit.page
    visit.press("記述式")
    page.wait_for_selector(".exam-ways")
    while not page.query_selector("input#field"):
        number = page.inner_text(".number")
        visit.press("次へ", exact=True)
        page.wait_for_function("number => document.querySelector('.number').textContent !== number", arg=number)
    number = page.inner_text(".number")
    page.fill("#field", "(((")
    visit.press("次へ", exact=True)
    page.wait_for_selector("[role=alert]")
    assert (page.inner_text(".number"), page.input_value("#field")) == (number, "(((")
    page.fill("#field", "((((")  # what was changed is looked at again
    visit.press("次へ", exact=True)
    page.wait_for_function("document.querySelector('#field').value === '(((('")
    page.wait_for_selector("[role=alert]")
    assert page.inner_text(".number") == number
    visit.press("次へ", exact=True)
    page.wait_for_function("number => document.querySelector('.number').textContent !== number", arg=number)
    visit.press("前へ")
    page.locator(".number", has_text=number).wait_for()
    assert page.input_value("#field") == "(((("
    visit.close()


def test_an_exam_ends_by_its_clock_in_the_open_page(browser: Any, address: str) -> None:
    visit = Visit(browser, address, PHONE, "ja")
    page = visit.page
    page.clock.install()
    visit.press("選択式")
    page.wait_for_selector("form.answer .options")
    page.clock.fast_forward("36:05")
    page.wait_for_selector(".shares")
    visit.close()


@pytest.mark.parametrize(("size", "language"), WAYS)
def test_statistics_marks_and_the_goal(browser: Any, address: str, record: Path, size: Any, language: str) -> None:
    play(record)
    visit = Visit(browser, address, size, language)
    page = visit.page
    visit.press_on(page.locator("summary").first)
    page.fill("#goal-amount", "9")
    page.select_option("#goal-unit", "questions")
    visit.press("決める", "Set", exact=True)
    page.locator("summary", has_text="9").wait_for()
    visit.press("成績", "Statistics")
    page.wait_for_selector(".topics")
    assert page.locator(".topics svg[role=img] title").count() == page.locator(".topics li").count()
    page.fill("#exam-date", "2099-02-19")
    page.locator("main", has_text="2099-02-19").wait_for()
    assert visit.fits()
    before = page.inner_text("h1")
    visit.press("English", "日本語")
    page.wait_for_function("before => document.querySelector('h1').textContent !== before", arg=before)
    visit.press("日本語", "English")
    page.locator("h1", has_text=before).wait_for()
    visit.press_on(page.locator("ul.plain button").last)
    page.wait_for_selector(".shares")
    visit.press("quiz", exact=True)
    page.wait_for_selector(".sets")
    visit.press("印とメモ", "Marks, notes")
    page.locator(".note", has_text="平均を見直す").wait_for()
    visit.press("この問題を解く", "Ask me this")
    page.wait_for_selector("form.answer")
    visit.press("メモ", "Note", exact=True)
    page.fill("#note", EVIL)
    visit.press("記録する", "Record", exact=True)
    page.locator(".marks .note", has_text="onerror").wait_for()
    assert page.title() == "quiz"
    assert visit.fits()
    visit.close()


@pytest.mark.parametrize(("size", "language"), WAYS[:2])
def test_a_question_of_several_parts(browser: Any, record: Path, tmp_path: Path, size: Any, language: str) -> None:
    add_course(str(COURSES / "composed"))
    with served(lambda: Engine(Store(record), "ja", as_html, seed=lambda: 7).reply) as address:
        visit = Visit(browser, address, size, language)
        page = visit.page
        page.evaluate(
            "import('/frame.js').then((frame) => frame.go({do: 'start', set: 'composed', item: 'attention-in-order'}))"
        )
        page.wait_for_selector(".part")
        order, pairs, several = (page.locator(".part").nth(number) for number in range(3))
        for number in (4, 2, 1, 3, 0):
            visit.press_on(order.locator(".options button").nth(number))
        assert order.locator(".turn").all_inner_texts() == ["5", "3", "2", "4", "1"]
        visit.press_on(pairs.locator(".pair").nth(0).locator("button").nth(0))
        page.reload()
        page.wait_for_selector(".part")
        assert order.locator(".turn").all_inner_texts() == ["5", "3", "2", "4", "1"]
        assert pairs.locator(".pair").nth(0).locator("button").nth(0).get_attribute("aria-pressed") == "true"
        visit.press("解答する", "Answer", exact=True)
        page.locator(".part [role=alert]").wait_for()
        assert pairs.locator("[role=alert]").count() == 1
        visit.press_on(pairs.locator(".pair").nth(1).locator("button").nth(2))
        visit.press_on(several.get_by_role("button", name=visit.said("あてはまるものはない", "None of them")))
        visit.press("解答する", "Answer", exact=True)
        page.wait_for_selector("section.card")
        assert page.locator("section.card li").count() == 3
        assert visit.fits()
        visit.close()


@pytest.mark.parametrize("kind", ["ordering", "matching"])
def test_an_order_and_pairs_by_buttons_alone(browser: Any, address: str, kind: str) -> None:
    items = {"ordering": "backprop-step-order", "matching": "optimizer-formula-match"}
    visit = Visit(browser, address, PHONE, "ja")
    page = visit.page
    page.evaluate(
        "item => import('/frame.js').then((frame) => frame.go({do: 'start', set: 'day2', item}))", items[kind]
    )
    page.wait_for_selector("form.answer")
    if kind == "ordering":
        for one in page.locator("form.answer .options button").all():
            one.tap()
    else:
        for row in page.locator(".pair").all():
            row.locator("button").first.tap()
    visit.press("解答する")
    page.wait_for_selector("section.card")
    assert "読み取れません" not in page.inner_text("main")
    visit.close()


def test_what_is_being_written_outlives_a_reload(browser: Any, address: str) -> None:
    visit = Visit(browser, address, PHONE, "ja")
    page = visit.page
    visit.press("畳み込み")
    visit.to_a_field()
    page.fill("#field", "半分まで書いた")
    visit.press("メモ", exact=True)
    page.fill("#note", "先生に聞く")
    title = page.inner_text("h1")
    page.reload()
    page.locator("h1", has_text=title).wait_for()
    assert page.input_value("#field") == "半分まで書いた"
    assert page.input_value("#note") == "先生に聞く"
    visit.press("記録する", exact=True)
    page.locator(".marks .note", has_text="先生に聞く").wait_for()
    page.reload()
    page.locator(".marks .note", has_text="先生に聞く").wait_for()
    assert not page.locator("#note").count()
    visit.close()


@pytest.mark.parametrize(("size", "language"), WAYS[:2])
def test_the_record_goes_to_the_terminal_and_back(
    browser: Any, address: str, record: Path, tmp_path: Path, run_quiz: Any, size: Any, language: str
) -> None:
    play(record)
    visit = Visit(browser, address, size, language)
    page = visit.page
    visit.press("持ち運び", "Carry it")
    with page.expect_download() as coming:
        visit.press("ファイルに書き出す", "Write it to a file")
    file = tmp_path / coming.value.suggested_filename
    coming.value.save_as(file)
    terminal = tmp_path / "terminal"
    for known in ("", "0 sessions, 0 answers, 0 marks"):
        done = run_quiz("data", "import", str(file), "--lang", "en", QUIZ_HOME=str(terminal))
        assert done.returncode == 0, done.stderr
        assert known in done.stdout
    answered = run_quiz(
        "run", "day2", "--item", "conv-output-size", "--lang", "en", stdin="7x7\n", QUIZ_HOME=str(terminal)
    )
    assert answered.returncode == 0, answered.stderr
    back = tmp_path / "back.jsonl"
    assert run_quiz("data", "export", str(back), QUIZ_HOME=str(terminal)).returncode == 0
    with page.expect_file_chooser() as choosing:
        visit.press("ファイルを取り込む", "Take in a file")
    choosing.value.set_files(back)
    page.locator(".told", has_text=visit.said("練習 1 回、解答 1 件", "1 session, 1 answer")).wait_for()
    with Store(record) as here, Store(terminal) as there:
        assert sorted(list(written_out(here, "0"))[1:]) == sorted(list(written_out(there, "0"))[1:])
    for wrong in (b"\xff\xfe", b"{}", b"<script>alert(1)</script>"):
        with page.expect_file_chooser() as choosing:
            visit.press("ファイルを取り込む", "Take in a file")
        choosing.value.set_files({"name": f"{EVIL[:20]}.jsonl", "mimeType": "text/plain", "buffer": wrong})
        page.wait_for_selector(".complaint")
        assert page.locator(".complaint *:not(p)").count() == 0
        page.evaluate("document.querySelector('.complaint').remove()")
    visit.close()


def hostile(lines: list[str]) -> str:
    """Return a record in which every free text is markup that would act."""
    found = []
    for line in lines:
        row = json.loads(line)
        for key in ("response", "understood_as", "said", "started_at", "marked_at", "answered_at"):
            if isinstance(row.get(key), str):
                row[key] = EVIL
        if "diagnoses" in row:
            row["diagnoses"] = [EVIL]
        if row["line"] == "session" and row["exam"] is False:
            row["set_name"], row["course"] = EVIL, row["course"]
        found.append(json.dumps(row, ensure_ascii=False))
    return "\n".join(found) + "\n"


def test_a_hostile_record_injects_nothing(browser: Any, address: str, tmp_path: Path) -> None:
    play(tmp_path / "other")
    with Store(tmp_path / "other") as store:
        file = tmp_path / "hostile.jsonl"
        file.write_text(hostile(list(written_out(store, "0"))), encoding="utf-8")
    visit = Visit(browser, address, PHONE, "ja")
    page = visit.page
    visit.press("持ち運び")
    page.set_input_files("#record-file", file)
    page.locator(".told", has_text="取り込みました").wait_for()
    for name, wanted in (("成績", ".topics"), ("印とメモ", ".note")):
        visit.press("quiz", exact=True)
        page.wait_for_selector(".sets")
        visit.press(name)
        page.wait_for_selector(wanted)
        assert page.locator("main img, main script").count() == 0
    assert "onerror" in page.inner_text(".note")
    page.evaluate("import('/frame.js').then((frame) => frame.go({do: 'debrief'}))")
    page.wait_for_selector(".shares")
    visit.press_on(page.locator(".times button").first)
    page.wait_for_selector("section.card")
    assert "onerror" in page.inner_text("section.card")
    assert page.locator("main img, main script").count() == 0
    assert page.title() == "quiz"
    visit.close()


def test_a_strangers_bank_injects_nothing(browser: Any, record: Path, tmp_path: Path) -> None:
    folder = tmp_path / "strange"
    (folder / "one").mkdir(parents=True)
    quoted = json.dumps(EVIL)
    folder.joinpath("course.toml").write_text(
        f'format_version = 1\nid = "strange"\nversion = "1"\nlicence = {quoted}\nauthors = [{quoted}]\n'
        f'[title]\nja = {quoted}\nen = {quoted}\n[[section]]\nid = "one"\nja = {quoted}\nen = {quoted}\n',
        encoding="utf-8",
    )
    folder.joinpath("one", "evil.md").write_text(
        f'+++\nid = "evil"\nkind = "number"\nsection = "one"\nminutes = 1\ndifficulty = 1\nkey = "a + 1"\n'
        f'check = "sum([a, 1])"\nreferences = [{quoted}]\n[draw]\na = {{ from = 2, to = 9 }}\n[title]\nja = {quoted}\n'
        f'en = {quoted}\n[misconception.off]\nvalue = "a"\nja = {quoted}\nen = {quoted}\n+++\n'
        + "".join(
            f"# {language}\n{EVIL} {{{{a}}}} [x](javascript:alert(1))\n## {hint}\n{EVIL}\n## {solution}\n{EVIL}\n"
            for language, hint, solution in (("ja", "ヒント", "解説"), ("en", "Hint", "Solution"))
        ),
        encoding="utf-8",
    )
    add_course(str(folder))
    with served(lambda: Engine(Store(record), "ja", as_html, seed=lambda: 7).reply) as address:
        visit = Visit(browser, address, PHONE, "ja")
        page = visit.page
        visit.press("onerror")
        page.wait_for_selector("form.answer")
        visit.press("ヒント")
        page.wait_for_selector(".card")
        page.fill("#field", EVIL)
        visit.press("解答する")
        page.wait_for_selector("form.answer .card, section.card")
        visit.press("わからない")
        page.wait_for_selector("section.card")
        visit.press("次へ", exact=True)
        page.locator("table").wait_for()
        visit.press("もっと解く")
        page.wait_for_selector(".sets")
        visit.press("成績")
        page.wait_for_selector("h1")
        assert page.locator("main img, main script, main a").count() == 0
        assert page.title() == "quiz"
        visit.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_accessibility_is_broken(browser: Any, record: Path, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    play(record)
    add_course(str(COURSES / "composed"))
    with served(lambda: Engine(Store(record), "ja", as_html, seed=lambda: 7).reply) as address:
        # The checker is a script of its own, which the page's policy keeps out.
        context = browser.new_context(viewport=PHONE, color_scheme=scheme, locale=LOCALES["ja"], bypass_csp=True)
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(".sets")
        broken = []
        for message, wanted in (
            ({"do": "hello"}, ".sets"), ({"do": "statistics", "exam_date": "2099-02-19"}, ".topics"),
            ({"do": "marks"}, ".note"), ({"do": "debrief"}, ".shares"),
            ({"do": "debrief-question", "number": 1}, "section.card"),
            ({"do": "exam", "choices": True, "count": 3}, ".exam-ways"), ({"do": "exam-answer", "go": 4}, ".places"),
            ({"do": "hand-in"}, "[role=alert]"),
            ({"do": "start", "set": "composed", "item": "attention-in-order"}, ".pair"),
            ({"do": "start", "set": "composed", "item": "one-step-downhill"}, "textarea"),
        ):  # fmt: skip
            page.evaluate("message => import('/frame.js').then((frame) => frame.go(message))", message)
            page.wait_for_selector(wanted)
            page.wait_for_timeout(300)  # until a card has appeared: half-shown letters lack contrast
            broken += axe.run(page).response["violations"]
        page.locator(".mark", has_text="メモ").click()
        page.wait_for_selector("#note")
        broken += axe.run(page).response["violations"]
        page.locator("#home").click()
        page.wait_for_selector(".sets")
        page.get_by_role("button", name="持ち運び").click()
        page.wait_for_selector("#record-file", state="attached")
        page.wait_for_timeout(300)
        broken += axe.run(page).response["violations"]
        assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in broken]
        context.close()
