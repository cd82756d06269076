"""The report on a class: a page and a table of its questions, reliability, keys in doubt, papers too alike, time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quiz.exchange.classroom.alike_papers import Alike
from quiz.exchange.classroom.class_folder import Classroom
from quiz.exchange.classroom.item_statistics import ClassStatistics, Estimate, ItemStatistics
from quiz.exchange.classroom.time_section import BY_QUESTION, middle, time_section
from quiz.exchange.classroom.time_statistics import ClassTimes, digits
from quiz.exchange.export.printable_page import STYLE
from quiz.language import Language, Text
from quiz.model import Item
from quiz.outlet.csv_text import Cell, csv_text
from quiz.outlet.svg_markup import shape, svg_picture
from quiz.outlet.web_page import Markup, document, element

NUMBERS_FROM = 200
"""From so many papers on discrimination is more than a hint."""

_STYLE = (
    STYLE
    + """\
table.items { width: 100%; font-size: 9.5pt; }
table.items td, table.items th { vertical-align: top; text-align: left; }
table.items svg { margin-right: 0.4em; }
@media (min-width: 40em) { .range { white-space: nowrap; } }
.warning { background: #fff3d6; border-left: 4px solid #c77700; padding: 0.4em 0.8em; }
@media (prefers-color-scheme: dark) { .warning { color: #111; } }
"""
)

REPORT = Text("クラスの報告", "Report on the class")
PAPERS = Text("答案", "Papers")
MEAN = Text("平均点（標準偏差）", "Mean (standard deviation)")
RELIABILITY = Text("信頼性（クロンバックの α）", "Reliability (Cronbach's alpha)")
UNKNOWN = Text("人数か問題が足りず、求められません", "not enough papers or questions")
QUESTIONS = Text("問題ごと", "Question by question")
QUESTION = Text("問題", "Question")
SHARE = Text("正答率（95% の範囲）", "Share right (95 % range)")
DISCRIMINATION = Text("識別力（95% の範囲）", "Discrimination (95 % range)")
SLIPS = Text("多い誤り", "Frequent slips")
OPEN = Text("未採点", "To be marked")
FEW = Text(
    f"識別力は {NUMBERS_FROM} 人くらいから数値として読めます。それより少ないときは目安です。",
    f"Discrimination is a figure from about {NUMBERS_FROM} papers on; below, take it as a hint.",
)
PROVISIONAL = Text(
    "未採点の答えは、人が採点するまで、プログラムの点で数えています。",
    "Answers that are still to be marked count with the program's points until a person marks them.",
)
DOUBTED = Text("正解を確かめたい問題", "Keys to be looked at")
NO_DOUBT = Text("ありません。", "None.")
WHY_DOUBT = Text(
    "上位 3 分の 1 の半数以上が同じ別の答えでした。採点から外すには quiz class grade --void ID とします。"
    "シミュレーションでは、正しい正解がここに出る割合は 20 人で 1.1%、50 人で 0.04%、200 人で 0% です。",
    "Half or more of the best third give one other answer. quiz class grade --void ID takes a question out. In "
    "simulation, 1.1 % of right keys are named here with 20 papers, 0.04 % with 50, and none with 200.",
)
ALIKE = Text("似すぎている答案", "Papers that are too alike")
WHY_ALIKE = Text(
    "自分の数値では誤りで、相手の答えと同じ解答が、偶然とは考えにくいほどあります。"
    "正直なクラスでも 100 回に 0〜2.5 回は出ます。証拠ではなく、確かめるきっかけです。",
    "They hold answers that are wrong for their own numbers and those of the other, more than chance explains. An "
    "honest class gives such an alarm in 0 to 2.5 of 100 cases: it is a reason to look, and no proof.",
)


def report_csv(statistics: ClassStatistics, times: ClassTimes, items: Mapping[str, Item]) -> str:
    """Return the table of the questions."""
    head = (
        "item", "papers", "answered", "open", "share_right", "share_low", "share_high", "discrimination",
        "discrimination_low", "discrimination_high", "slips", "suspect", "times", "median_s", "quartile_low_s",
        "quartile_high_s", "planned_s",
    )  # fmt: skip
    return csv_text([head, *((*_row(one), *_times(one.item, times, items)) for one in statistics.items)])


def _times(item: str, times: ClassTimes, items: Mapping[str, Item]) -> Sequence[Cell]:
    found = times.items.get(item)
    known = ("", "", "") if found is None else tuple(round(value, 1) for value in (found.median, found.low, found.high))
    return (0 if found is None else found.count, *known, round(60 * items[item].minutes) if item in items else "")


def _row(one: ItemStatistics) -> Sequence[Cell]:
    found = one.discrimination
    figures = (
        ("", "", "") if found is None else tuple(round(value, 3) for value in (found.value, found.low, found.high))
    )
    share = [round(value, 3) for value in (one.share.value, one.share.low, one.share.high)]
    slips = " ".join(f"{name}:{count}" for name, count in one.slips)
    return (one.item, one.papers, one.answered, one.open, *share, *figures, slips, one.suspect)


def report_page(
    room: Classroom,
    statistics: ClassStatistics,
    alike: Sequence[Alike],
    times: ClassTimes,
    items: Mapping[str, Item],
    ideas: Mapping[str, Text],
) -> str:
    """Return the page; ``items`` are the questions of the class by their names, ``ideas`` what the course calls them.

    A slip is told as the idea that is behind it, with its name in the question's file, for ``report.csv`` has that.
    """
    language = room.language
    titles = {name: item.title for name, item in items.items()}
    title = f"{room.title.in_(language)}: {REPORT.in_(language)}"
    body = [
        element("h1", title),
        _whole(statistics, language),
        *_doubts(statistics, items, ideas, language),
        *_alike(alike, titles, language),
        *time_section(times, language),
        element("h2", QUESTIONS.in_(language)),
        _table(statistics, times, items, ideas, language),
    ]
    if any(one.open for one in statistics.items):
        body.append(element("p", PROVISIONAL.in_(language), classes="about"))
    if statistics.papers < NUMBERS_FROM:
        body.append(element("p", FEW.in_(language), classes="about"))
    return "".join(document(title, language, _STYLE, [element("main", *body)]))


def _whole(statistics: ClassStatistics, language: Language) -> Markup:
    reliability = statistics.reliability
    rows = (
        (PAPERS, str(statistics.papers)),
        (MEAN, f"{statistics.mean:.2f} ({statistics.spread:.2f}) / {len(statistics.items)}"),
        (RELIABILITY, UNKNOWN.in_(language) if reliability is None else _range(reliability)),
    )
    cells = (element("tr", element("th", name.in_(language)), element("td", value)) for name, value in rows)
    return element("table", element("tbody", *cells))


def _range(estimate: Estimate) -> str:
    return f"{estimate.value:.2f} ({estimate.low:.2f} – {estimate.high:.2f})"


def _doubts(
    statistics: ClassStatistics, items: Mapping[str, Item], ideas: Mapping[str, Text], language: Language
) -> Iterator[Markup]:
    yield element("h2", DOUBTED.in_(language))
    doubted = [one for one in statistics.items if one.suspect]
    if not doubted:
        yield element("p", NO_DOUBT.in_(language))
        return
    titles = {name: item.title for name, item in items.items()}
    lines = (
        element(
            "li",
            f"{_title(one.item, titles, language)} ({one.item}): ",
            *_slip(one, one.suspect, items, ideas, language),
        )
        for one in doubted
    )
    yield element("div", element("p", WHY_DOUBT.in_(language)), element("ul", *lines), classes="warning")


def _alike(alike: Sequence[Alike], titles: Mapping[str, Text], language: Language) -> Iterator[Markup]:
    yield element("h2", ALIKE.in_(language))
    if not alike:
        yield element("p", NO_DOUBT.in_(language))
        return
    lines = []
    for one in alike:
        copy, source = one.copy.member.student, one.source.member.student
        told = Text(
            f"{copy.name or copy.id} の誤りのうち {len(one.items)} 問が {source.name or source.id} の答えと同じ"
            f"（偶然の確率 {one.chance:.1g}）",
            f"{len(one.items)} wrong answers of {copy.name or copy.id} are those of {source.name or source.id} "
            f"(by chance: {one.chance:.1g})",
        )
        named = ", ".join(_title(item, titles, language) for item in one.items)
        lines.append(element("li", told.in_(language), element("p", named, classes="about")))
    yield element("div", element("p", WHY_ALIKE.in_(language)), element("ul", *lines), classes="warning")


def _title(item: str, titles: Mapping[str, Text], language: Language) -> str:
    return titles[item].in_(language) if item in titles else item


def _table(
    statistics: ClassStatistics,
    times: ClassTimes,
    items: Mapping[str, Item],
    ideas: Mapping[str, Text],
    language: Language,
) -> Markup:
    heads = (QUESTION, SHARE, DISCRIMINATION, SLIPS, OPEN, *([BY_QUESTION] if times.items else []))
    titles = {name: item.title for name, item in items.items()}
    head = element("tr", *(element("th", name.in_(language)) for name in heads))
    rows = []
    for one in sorted(statistics.items, key=lambda item: item.share.value):
        found = one.discrimination
        rows.append(
            element(
                "tr",
                element("td", _title(one.item, titles, language), element("p", one.item, classes="about")),
                element("td", _bar(one.share, language), element("span", _range(one.share), classes="range")),
                element("td", element("span", "–" if found is None else _range(found), classes="range")),
                element("td", *_slips(one, items, ideas, language)),
                element("td", str(one.open or "")),
                *([_time(one.item, times, items, language)] if times.items else []),
            )
        )
    return element("table", element("thead", head), element("tbody", *rows), classes="items")


def _slips(
    one: ItemStatistics, items: Mapping[str, Item], ideas: Mapping[str, Text], language: Language
) -> Iterator[Markup]:
    """Yield a line for each frequent slip."""
    for name, count in one.slips:
        yield element("div", *_slip(one, name, items, ideas, language, f" ×{count}"))


def _slip(
    one: ItemStatistics,
    name: str,
    items: Mapping[str, Item],
    ideas: Mapping[str, Text],
    language: Language,
    times: str = "",
) -> Iterator[str | Markup]:
    """Yield a slip by the idea behind it, with its name beside; the name alone, or an answer as it was given, else."""
    known = items[one.item].all_misconceptions if one.item in items else ()
    idea = next((ideas[slip.idea] for slip in known if slip.name == name and slip.idea in ideas), None)
    if idea is None:
        yield f"{name}{times}"
        return
    yield f"{idea.in_(language)}{times}"
    yield element("span", f" {name}", classes="about")


def _time(item: str, times: ClassTimes, items: Mapping[str, Item], language: Language) -> Markup:
    """Return a cell with a question's time: its median, how many are known, and what is planned."""
    found = times.items.get(item)
    parts: list[str | Markup] = ["–" if found is None else f"{middle(found)}, n={found.count}"]
    if item in items:
        planned = digits(60 * items[item].minutes)
        told = Text(f"目安 {planned}", f"planned {planned}").in_(language)
        parts.append(element("p", told, classes="about"))
    return element("td", *parts)


def _bar(share: Estimate, language: Language) -> Markup:
    """Return a bar for a share, with the range as a line across its end."""
    width, height = 90, 10
    return svg_picture(
        width,
        height,
        f"{share.value:.0%}",
        language,
        shape("rect", x=0, y=0, width=width, height=height, fill="#e5e5e5"),
        shape("rect", x=0, y=2, width=width * share.value, height=height - 4, fill="#2b6cb0"),
        shape("line", x1=width * share.low, x2=width * share.high, y1=height / 2, y2=height / 2, stroke="#111"),
    )
