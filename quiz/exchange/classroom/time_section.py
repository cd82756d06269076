"""The part of a class's report that tells of time; where nothing is known of it, one line says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quiz.exchange.classroom.time_statistics import ClassTimes, PaperTime, Spread, clock, digits
from quiz.language import Language, Text, counted
from quiz.outlet.svg_markup import shape, svg_picture
from quiz.outlet.web_page import Markup, element

TIME = Text("時間", "Time")
NOTHING = Text(
    "記録がありません。Moodle の所要時間、フォームの開始時刻と完了時刻、seconds（秒）の列などが答えといっしょにあれば、"
    "ここに出ます。",
    "Nothing is known: it is shown here where times come with the answers (Moodle's time taken, a form's start and "
    "completion time, a column of seconds).",
)
BY_QUESTION = Text("時間（分:秒、中央値と四分位範囲）", "Time (min:s, median and middle half)")
TYPICAL = Text("中央値（四分位範囲）", "Median (middle half)")
RANGE = Text("最短・最長", "Least, most")
PLANNED = Text("目安", "Planned")
OVER = Text("目安を超えた答案", "Papers over it")
HISTOGRAM = Text("答案の時間の分布（線は目安）", "How long papers took; the line is the planned time")
PARTLY = Text("時間のわかる答案だけの値です。", "These are the papers whose time is known.")

BARS = 12
"""At most so many bars a picture has."""

WIDTHS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 480)
"""So many minutes a bar may stand for."""

FAR = 3.0
"""What took longer than so many times the plan stands together in the last bar: a page was left open."""


def time_section(times: ClassTimes, language: Language) -> Iterator[Markup]:
    """Yield the section."""
    yield element("h2", TIME.in_(language))
    if times.whole is None:
        yield element("p", NOTHING.in_(language), classes="about")
        return
    plans = sorted({one.planned for one in times.papers})
    known = Text(
        f"{times.whole.count} 件（{times.handed_in} 件の答案のうち）",
        f"{times.whole.count} of {counted(times.handed_in, 'paper')}",
    )
    rows = (
        (Text("わかる答案", "Known"), known.in_(language)),
        (TYPICAL, _middle(times.whole, language)),
        (RANGE, f"{clock(times.whole.least).in_(language)}, {clock(times.whole.most).in_(language)}"),
        (PLANNED, ", ".join(clock(plan).in_(language) for plan in plans)),
        (OVER, str(times.over)),
    )
    cells = (element("tr", element("th", name.in_(language)), element("td", value)) for name, value in rows)
    yield element("table", element("tbody", *cells))
    yield _histogram(times.papers, plans, language)
    if times.whole.count < times.handed_in:
        yield element("p", PARTLY.in_(language), classes="about")


def _middle(spread: Spread, language: Language) -> str:
    low, median, high = (clock(seconds).in_(language) for seconds in (spread.low, spread.median, spread.high))
    return f"{median} ({low} – {high})"


def middle(spread: Spread) -> str:
    """Return the median with the quartiles, in minutes and seconds, for a narrow column."""
    return f"{digits(spread.median)} ({digits(spread.low)} – {digits(spread.high)})"


def _histogram(papers: Sequence[PaperTime], plans: Sequence[float], language: Language) -> Markup:
    minutes = [one.seconds / 60 for one in papers]
    top = min(max(minutes), FAR * plans[-1] / 60)
    width = next((one for one in WIDTHS if top / one < BARS - 1), WIDTHS[-1])
    bars = min(BARS, int(max(top, plans[-1] / 60) // width) + 1)
    counts = [0] * bars
    for value in minutes:
        counts[min(bars - 1, int(value // width))] += 1
    beyond = max(minutes) >= bars * width
    wide, high, left = 34.0, 90.0, 8.0
    most = max(counts)
    parts = []
    for place, count in enumerate(counts):
        x, tall = left + place * wide, high * count / most
        parts.append(shape("rect", x=x + 2, y=20 + high - tall, width=wide - 4, height=tall, fill="#2b6cb0"))
        if count:
            parts.append(_label(str(count), x + wide / 2, 15 + high - tall))
        parts.append(_label(f"{place * width}{'+' if beyond and place == bars - 1 else ''}", x, 36 + high))
    parts.append(_label("分" if language == "ja" else "min", left + bars * wide + 6, 36 + high))
    for plan in plans:
        x = left + min(bars, plan / 60 / width) * wide
        parts.append(shape("line", x1=x, x2=x, y1=8, y2=20 + high, stroke="#c53030", stroke_width=2))
    picture = svg_picture(left + bars * wide + 40, high + 44, HISTOGRAM.in_(language), language, *parts)
    return element("figure", picture, element("figcaption", HISTOGRAM.in_(language)))


def _label(text: str, x: float, y: float) -> Markup:
    return shape("text", text, x=x, y=y, text_anchor="middle", font_size=10, fill="currentColor")
