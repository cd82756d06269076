"""The audit as one web page that needs nothing else: the table, the defects, and every question to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quiz.audit import Audit, ItemReport, summary
from quiz.drawing import draw, pictures, prompt, solution
from quiz.errors import QuizError
from quiz.figures.gallery import Gallery
from quiz.language import LANGUAGES, Language, Text
from quiz.model import ORIGINAL, Item
from quiz.outlet.web_page import Markup, document, element
from quiz.render import terminal

_STYLE = """
body { font: 16px/1.6 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #222; }
table { border-collapse: collapse; margin: 1rem 0; } th, td { padding: .2rem .6rem; border-bottom: 1px solid #ddd; }
td.n { text-align: right; font-variant-numeric: tabular-nums; } tr.bad { background: #fdecea; }
pre { white-space: pre-wrap; background: #f6f6f6; padding: .8rem; } details { margin: .4rem 0; }
@media (prefers-color-scheme: dark) { body { background: #1b1b1b; color: #ddd; } pre { background: #262626; }
tr.bad { background: #4a1f1b; } th, td { border-color: #444; } }
"""
_HEADS = (
    Text("問題", "question"), Text("題数", "variants"), Text("異なる題", "distinct"), Text("引き直し", "redraws"),
    Text("最長の選択肢が正解", "key is longest"), Text("読む秒", "reading s"), Text("分", "minutes"),
    Text("ms/題", "ms each"), Text("誤り", "defects"),
)  # fmt: skip


def audit_page(audit: Audit, language: Language) -> Iterator[str]:
    """Yield the page, part by part."""
    title = Text("問題の検査", "Audit of the questions").in_(language)
    yield from document(title, language, _STYLE, _content(audit, title, language))


def _content(audit: Audit, title: str, language: Language) -> Iterator[Markup]:
    yield element("h1", title)
    yield element("p", summary(audit).in_(language))
    if found := [*audit.defects, *audit.notices]:
        defects = [f"{defect.path}:{defect.line} [{defect.rule}] {defect.detail.in_(language)}" for defect in found]
        yield element("ul", *(element("li", defect) for defect in defects))
    yield element("table", _heads(_HEADS, language), *map(_row, audit.reports))
    for report in audit.reports:
        yield from _question(report, language)


def _heads(heads: Iterable[Text], language: Language) -> Markup:
    return element("tr", *(element("th", head.in_(language)) for head in heads))


def _row(report: ItemReport) -> Markup:
    measures, item = report.measures, report.item
    longest = f"{measures.longest / measures.with_options:.0%}" if measures.with_options else "-"
    cells = [
        measures.variants, len(report.measures.distinct), measures.redraws, longest, f"{measures.effort.reading_s:.0f}",
        f"{item.minutes:g}", f"{1000 * measures.seconds / max(measures.variants, 1):.2f}", len(report.defects),
    ]  # fmt: skip
    name = element("td", element("a", item.id, leads_to=item.id))
    numbers = (element("td", str(cell), classes="n") for cell in cells)
    return element("tr", name, *numbers, classes="bad" if report.defects else "")


def _question(report: ItemReport, language: Language) -> Iterator[Markup]:
    item = report.item
    yield element("h2", item.id, id=item.id)
    if report.slips:
        heads = (
            Text("誤り", "misconception"), Text("正解と区別できる", "told from the key"),
            Text("ほかとも区別できる", "told from all others"), Text("選択肢に出る", "shown as an option"),
        )  # fmt: skip
        rows = []
        for name, share in report.slips.items():
            counts = (share.apart_from_key, share.apart_from_all, share.shown)
            shares = (element("td", f"{count / max(share.possible, 1):.0%}", classes="n") for count in counts)
            rows.append(element("tr", element("td", name), *shares))
        yield element("table", _heads(heads, language), *rows)
    for seed in ([ORIGINAL] if item.has_original else []) + [1]:
        for each in LANGUAGES:
            text, drawn = _shown(item, seed, each)
            yield element("details", element("summary", f"{each}, seed {seed}"), element("pre", text), *drawn)


def _shown(item: Item, seed: int, language: Language) -> tuple[str, list[Markup]]:
    """The question with its solution, in plain text, and its pictures; a question that can't be drawn says why."""
    try:
        variant = draw(item, seed)
        shown = prompt(variant)
        parts = [shown.stem.in_(language)]
        parts += [f"{entry.label} {entry.text.in_(language)}" for entry in shown.entries]
        parts += ["---", solution(variant).in_(language)]
        found = {**shown.pictures, **pictures(variant)}
    except QuizError as error:
        return error.in_(language), []
    # The page shows the pictures themselves, below: here they are told in words, which a search finds.
    gallery = Gallery(language, found, in_words=True)
    text = terminal("\n\n".join(parts), width=90, color=False, ascii=False, pictures=gallery)
    return text, [element("p", picture.markup(language, "")) for picture in found.values()]
