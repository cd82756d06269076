"""The statistics as one web page that needs nothing else: charts as drawings with words beside them, good to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from quiz.bank.blueprint import QuestionSet
from quiz.language import Language, Text
from quiz.outlet.svg_markup import shape, svg_picture
from quiz.outlet.web_page import Markup, document, element
from quiz.practice import statistics_words as words
from quiz.practice.mastery import Estimate
from quiz.practice.readiness import PASS_MARK
from quiz.practice.statistics import Statistics

_STYLE = """
body { font: 16px/1.6 system-ui, sans-serif; margin: 2rem auto; max-width: 50rem; padding: 0 1rem; color: #222; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } p.big { font-size: 1.2rem; font-weight: 600; }
table { border-collapse: collapse; } th, td { padding: .2rem .6rem; border-bottom: 1px solid #ddd; text-align: left; }
td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } svg { max-width: 100%; }
.sure { fill: #1f6feb; } .likely { fill: #6ea8fe; } .possible { fill: #c6dcff; } .rest { fill: #ececec; }
.mark { stroke: #444; stroke-dasharray: 3 2; } .line { fill: none; stroke: #1f6feb; stroke-width: 1.5; }
.d0 { fill: #ececec; } .d1 { fill: #c6dcff; } .d2 { fill: #6ea8fe; } .d3 { fill: #1f6feb; } .d4 { fill: #0b3d91; }
text { font-size: 10px; fill: #555; } .small { color: #666; font-size: .85rem; }
@media (prefers-color-scheme: dark) { body { background: #1b1b1b; color: #ddd; } th, td { border-color: #444; }
.rest, .d0 { fill: #333; } text, .small { fill: #aaa; color: #aaa; } }
@media (max-width: 40rem) { table, tbody { display: block; }
tr { display: grid; grid-template-columns: 1fr 3.5rem 5rem 4rem 3rem; border-bottom: 1px solid #ddd; }
th, td { border: 0; padding: .1rem .2rem; } td.chart { grid-column: 1 / -1; } th.chart { display: none; }
td.chart svg { width: 100%; height: auto; } }
@media print { body { background: #fff; color: #000; margin: 0; max-width: none; } h2 { break-after: avoid; }
tr, svg { break-inside: avoid; } svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""

_HEADS = (Text("分野", "topic"), Text("習熟度", "mastery"), Text("幅", "range"), Text("経験", "seen"),
          Text("解答", "answers"))  # fmt: skip
_CHART = Text("図", "chart")
_MARKS = Text(
    f"棒の濃い部分は下限まで、次が見込みまで、薄い部分が上限まで。破線は {PASS_MARK:.0%} です。",
    f"bars: dark to the lower end of the range, then to the estimate, light to its upper end; dashed: {PASS_MARK:.0%}",
)
BAR_WIDTH, BAR_HEIGHT = 240.0, 12.0
CELL = 13.0
WEEKS = 26
TREND_WIDTH, TREND_HEIGHT, TREND_DAYS = 600.0, 80.0, 120


def statistics_page(found: Statistics, question_set: QuestionSet, language: Language) -> Iterator[str]:
    """Yield the page, part by part."""
    title = f"{words.TITLE.in_(language)} - {question_set.course.title.in_(language)}"
    yield from document(title, language, _STYLE, _content(found, question_set, title, language))


def _content(found: Statistics, question_set: QuestionSet, title: str, language: Language) -> Iterator[Markup]:
    yield element("h1", title)
    yield element("p", found.today.isoformat(), classes="small")
    if not found.attempts:
        yield element("p", words.EMPTY.in_(language))
        return
    yield element("p", words.answers_told(found).in_(language))
    head, *rest = words.readiness_told(found)
    yield element("p", head.in_(language), classes="big")
    if found.outlook is not None:
        rest += words.outlook_told(found.outlook, found)
    if rest:
        yield _listed(rest, language)
    yield element("h2", words.TOPICS.in_(language))
    heads = [*(element("th", head.in_(language)) for head in _HEADS),
             element("th", _CHART.in_(language), classes="chart")]  # fmt: skip
    yield element("table", element("tr", *heads), *_topics(found, question_set, language))
    yield element("p", _MARKS.in_(language), classes="small")
    yield element("h2", words.DAYS.in_(language))
    yield _calendar(found, language)
    shares = words.trend(found, TREND_DAYS)
    if len(shares) > 1:
        yield element("h2", words.TREND.in_(language))
        yield _trend(shares, language)
    if found.ideas:
        yield element("h2", words.IDEAS.in_(language))
        yield _listed((words.idea_told(shown, question_set) for shown in found.ideas), language)
    pace = words.pace_told(found, question_set)
    if pace:
        yield element("h2", words.PACE.in_(language))
        yield _listed(pace, language)
    yield element("details", element("summary", words.HOW.in_(language)),
                  element("p", words.EXPLANATION.in_(language), classes="small"))  # fmt: skip


def _listed(told: Iterable[Text], language: Language) -> Markup:
    return element("ul", *(element("li", one.in_(language)) for one in told))


def _topics(found: Statistics, question_set: QuestionSet, language: Language) -> Iterator[Markup]:
    for one in found.topics:
        title = question_set.course.section_title(one.topic).in_(language)
        numbers = (words.percent(one.mastery.value), words.span(one.mastery), f"{one.seen}/{one.families}",
                   str(one.attempts))  # fmt: skip
        alternative = f"{title}: {numbers[0]} ({numbers[1]})"
        chart = element("td", _bar(one.mastery, alternative, language), classes="chart")
        cells = (element("td", number, classes="n") for number in numbers)
        yield element("tr", element("td", title), *cells, chart)


def _bar(estimate: Estimate, alternative: str, language: Language) -> Markup:
    edges = [0.0, estimate.low, estimate.value, estimate.high, 1.0]
    parts = [
        shape("rect", x=BAR_WIDTH * left, y=0.0, width=BAR_WIDTH * (right - left), height=BAR_HEIGHT, **{"class": name})
        for left, right, name in zip(edges, edges[1:], ("sure", "likely", "possible", "rest"), strict=False)
    ]
    mark = BAR_WIDTH * PASS_MARK
    parts.append(shape("line", x1=mark, y1=0.0, x2=mark, y2=BAR_HEIGHT, **{"class": "mark"}))
    return svg_picture(BAR_WIDTH, BAR_HEIGHT, alternative, language, *parts)


def _calendar(found: Statistics, language: Language) -> Markup:
    first = found.today - timedelta(days=found.today.weekday() + 7 * (WEEKS - 1))
    shown = {day: count for day, count in found.days.items() if first <= day <= found.today}
    most = max((count.attempts for count in shown.values()), default=0)
    cells: list[Markup] = []
    for number in range((found.today - first).days + 1):
        day = first + timedelta(days=number)
        week, weekday = divmod(number, 7)
        count = shown[day].attempts if day in shown else 0
        level = 0 if not count else 1 + min(4 * count // (most + 1), 3)
        at = {"x": CELL * week, "y": CELL * weekday + CELL}
        cells.append(shape("rect", width=CELL - 2, height=CELL - 2, **at, **{"class": f"d{level}"}))
        if day.day == 1:
            cells.append(shape("text", str(day.month), x=CELL * week, y=CELL - 3))
    return svg_picture(CELL * WEEKS, CELL * 8, words.days_told(found, first).in_(language), language, *cells)


def _trend(shares: list[float], language: Language) -> Markup:
    step = TREND_WIDTH / max(len(shares) - 1, 1)
    points = " ".join(f"{step * n:.1f},{TREND_HEIGHT * (1.0 - share):.1f}" for n, share in enumerate(shares))
    level = TREND_HEIGHT * (1.0 - PASS_MARK)
    return svg_picture(
        TREND_WIDTH, TREND_HEIGHT, words.trend_told(shares).in_(language), language,
        shape("line", x1=0.0, y1=level, x2=TREND_WIDTH, y2=level, **{"class": "mark"}),
        shape("polyline", points=points, **{"class": "line"}),
    )  # fmt: skip
