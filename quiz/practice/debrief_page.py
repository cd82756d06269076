"""A debriefing as one web page that needs nothing else and prints well: result, topics, time, each miss explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quiz.drawing import pictures, prompt
from quiz.figures.gallery import Gallery
from quiz.language import Language, Text
from quiz.outlet.web_page import Markup, document, element
from quiz.practice.debrief import AskedQuestion, Calls, Debrief, Explained, explained, next_steps
from quiz.practice.session import Session
from quiz.render.hypertext import TEXT_STYLE, hypertext
from quiz.verdicts import WORDINGS

_STYLE = """
body { font: 16px/1.6 system-ui, sans-serif; margin: 2rem auto; max-width: 50rem; padding: 0 1rem; color: #222; }
table { border-collapse: collapse; margin: 1rem 0; } th, td { padding: .2rem .8rem .2rem 0; text-align: left; }
th, td { border-bottom: 1px solid #ddd; vertical-align: top; } td.n { text-align: right; }
pre { white-space: pre-wrap; background: #f6f6f6; padding: .8rem; } p.said { font-weight: 600; }
td.bad { color: #a40000; } td.good { color: #006400; }
section { margin: 2rem 0; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } section { break-inside: avoid; }
pre { background: none; border: 1px solid #999; } }
@media (prefers-color-scheme: dark) { @media screen { body { background: #1b1b1b; color: #ddd; }
pre { background: #262626; } th, td { border-color: #444; } td.bad { color: #ff8a80; }
td.good { color: #9ccc65; } } }
div.answer { border-left: .3rem solid #a40000; padding-left: .8rem; } li > p { display: inline; }
"""


def debrief_page(session: Session, told: Debrief, language: Language, calls: Calls) -> Iterator[str]:
    """Yield the page, part by part; ``calls`` are the commands that lead on."""
    yield from document(
        told.title.in_(language), language, _STYLE + TEXT_STYLE, _content(session, told, language, calls)
    )


def _content(session: Session, told: Debrief, language: Language, calls: Calls) -> Iterator[Markup]:
    form = told.session.form
    yield element("h1", told.title.in_(language))
    score, most, percent = f"{told.share.right:g}", told.share.asked, told.share.percent
    minutes, planned = f"{told.used_s / 60:.0f}", f"{form.minutes:g}"
    yield element(
        "p",
        Text(
            f"得点 {score} / {most}（{percent}%）　時間 {minutes} 分（目安 {planned} 分）　seed {form.seed}",
            f"score {score} of {most} ({percent}%), {minutes} min (planned {planned}), seed {form.seed}",
        ).in_(language),
        classes="said",
    )
    yield element("h2", Text("分野ごと", "By topic").in_(language))
    yield _topics(session, told, language)
    yield element("h2", Text("問題ごと", "By question").in_(language))
    yield _questions(told, language)
    yield element("h2", Text("次にすること", "What to do next").in_(language))
    steps = next_steps(told, session.question_set.course, calls)
    yield element("ul", *(element("li", step.in_(language)) for step in steps))
    for question in told.misses:
        yield _miss(explained(session, question), question, language, calls.explain(question.place))


def _topics(session: Session, told: Debrief, language: Language) -> Markup:
    days = [exam.day for exam in told.earlier]
    heads = [Text("分野", "topic").in_(language), Text("今回", "this time").in_(language), *days]
    rows = []
    for topic in told.topics:
        title = session.question_set.course.section_title(topic.section).in_(language)
        shares = [f"{topic.share.right:g}/{topic.share.asked} ({topic.share.percent}%)"]
        shares += ["-" if share is None else f"{share.percent}%" for share in topic.before]
        rows.append(element("tr", element("td", title), *(element("td", share, classes="n") for share in shares)))
    total = [f"{told.share.percent}%", *(f"{exam.share.percent}%" for exam in told.earlier)]
    cells = (element("td", share, classes="n") for share in total)
    rows.append(element("tr", element("td", Text("全体", "all").in_(language)), *cells))
    return element("table", _row("th", heads), *rows)


def _questions(told: Debrief, language: Language) -> Markup:
    heads = [
        head.in_(language)
        for head in (Text("番号", "no."), Text("問題", "question"), Text("判定", "verdict"), Text("秒", "seconds"))
    ]
    rows = []
    for question in told.questions:
        wording = WORDINGS[question.verdict]
        title = question.title.in_(language)
        linked = element("a", title, leads_to=f"q{question.number}") if question.missed else title
        rows.append(
            element(
                "tr",
                element("td", str(question.number), classes="n"),
                element("td", linked),
                element("td", f"{wording.mark} {wording.label.in_(language)}", classes=wording.style),
                element("td", f"{question.elapsed_s:.0f}", classes="n"),
            )
        )
    return element("table", _row("th", heads), *rows)


def _row(name: str, cells: Iterable[str]) -> Markup:
    return element("tr", *(element(name, cell) for cell in cells))


def _miss(found: Explained, question: AskedQuestion, language: Language, call: str) -> Markup:
    """A question with its answer, what the answer shows, and the solution."""
    shown = prompt(found.variant)
    gallery = Gallery(language, {**shown.pictures, **pictures(found.variant)})

    def typeset(text: Text) -> Markup:
        return hypertext(text.in_(language), gallery)

    parts = [element("h2", f"{question.number}. {question.title.in_(language)}"), typeset(shown.stem)]
    if shown.entries:
        parts.append(
            element("ul", *(_entry(entry.label, typeset(entry.text)) for entry in shown.entries), classes="marked")
        )
    parts += [
        element("p", Text("あなたの解答:", "your answer:").in_(language), classes="said"),
        element("div", typeset(found.shown), classes="answer"),
        *map(typeset, (diagnosis.message for diagnosis in found.diagnoses)),
        *(element("p", mark.said) for mark in question.marks if mark.said),
    ]
    if found.key is not None:
        parts += [element("p", Text("正解:", "key:").in_(language), classes="said"), typeset(found.key)]
    parts += [typeset(found.solution), element("p", element("code", call))]
    return element("section", *parts, id=f"q{question.number}")


def _entry(label: str, text: Markup) -> Markup:
    return element("li", label, " ", text)
