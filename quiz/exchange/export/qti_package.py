"""A package of QTI items: manifest, a test over all of them, the items and their pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quiz.exchange.export.exported_question import ExportedQuestion
from quiz.exchange.export.exporter import BY_HAND, INEXACT, NO_FOLLOWING, ExportedSet, Exporter, is_decimal
from quiz.exchange.export.page_texts import PageTexts
from quiz.exchange.export.qti_items import Dialect, ItemWriter, identifier, is_by_hand, qti_name
from quiz.language import Text
from quiz.outlet.xml_text import Xml, xml, xml_document
from quiz.outlet.zip_bytes import zip_bytes
from quiz.render.mathml import mathml

NO_HINTS = Text("ヒントは入りません", "hints have no place there")


class Qti(Exporter):
    """A package of QTI items with a test over all of them."""

    ending = "zip"

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect

    def refused(self, question: ExportedQuestion) -> Text | None:
        """Numbers that no decimal is equal to."""
        return INEXACT if not all(is_decimal(number) for asked in question.asked for number in asked.numbers) else None

    def lost(self, question: ExportedQuestion) -> Iterator[Text]:
        """Hints; what a person grades; credit for what follows from a wrong part."""
        if question.hints:
            yield NO_HINTS
        if any(is_by_hand(one) for asked in question.asked for one in asked.interactions):
            yield BY_HAND
        if len(question.asked) > 1:
            yield NO_FOLLOWING

    def file(self, questions: Sequence[ExportedQuestion], whole: ExportedSet) -> bytes:
        """Return the package."""
        texts = PageTexts(whole.languages, mathml, "images/")
        items = {f"{identifier(one)}.xml": ItemWriter(one, texts, self.dialect).document() for one in questions}
        pictures = {f"images/{name}": data for one in questions for name, data in texts.files(one).items()}
        files = {
            "imsmanifest.xml": self._manifest(questions, texts, whole).encode(),
            "test.xml": self._test(questions, texts, whole).encode(),
            **{name: content.encode() for name, content in items.items()},
            **pictures,
        }
        return zip_bytes(files)

    def _manifest(self, questions: Sequence[ExportedQuestion], texts: PageTexts, whole: ExportedSet) -> str:
        dialect = self.dialect

        def resource(name: str, sort: str, href: str, more: Iterable[str] = ()) -> Xml:
            files = (xml("file", attributes={"href": one}) for one in (href, *more))
            return xml("resource", *files, attributes={"identifier": name, "type": sort, "href": href})

        resources = [
            resource(
                f"r-{identifier(one)}",
                dialect.item_sort,
                f"{identifier(one)}.xml",
                (f"images/{name}" for name in texts.files(one)),
            )
            for one in questions
        ]
        schema, version = dialect.schema
        return xml_document(
            xml(
                "manifest",
                xml("metadata", xml("schema", schema), xml("schemaversion", version)),
                xml("organizations"),
                xml("resources", resource("test", dialect.test_sort, "test.xml"), *resources),
                attributes={"xmlns": dialect.package_space, "identifier": qti_name(whole.id)},
            )
        )

    def _test(self, questions: Sequence[ExportedQuestion], texts: PageTexts, whole: ExportedSet) -> str:
        q, title = self.dialect.q, texts.plain(whole.title)
        items = (q("assessmentItemRef", identifier=identifier(one), href=f"{identifier(one)}.xml") for one in questions)
        section = q("assessmentSection", *items, identifier="section", title=title, visible="true")
        part = q("testPart", section, identifier="part", navigationMode="nonlinear", submissionMode="individual")
        total = q("setOutcomeValue", q("sum", q("testVariables", variableIdentifier="SCORE")), identifier="SCORE")
        score = q("outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
        return xml_document(
            q(
                "assessmentTest",
                score,
                part,
                q("outcomeProcessing", total),
                xmlns=self.dialect.item_space,
                identifier=qti_name(whole.id),
                title=title,
            )
        )
