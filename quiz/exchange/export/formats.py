"""The formats by their names, each imported when it is asked for."""

from __future__ import annotations

from typing import Literal, assert_never, get_args

from quiz.exchange.export.exporter import Exporter

Format = Literal["moodle-xml", "gift", "qti3", "qti21", "anki", "pdf", "html", "notebook", "csv"]
FORMATS: tuple[Format, ...] = get_args(Format)


def exporter_called(name: Format) -> Exporter:
    """Return the exporter of a format.

    >>> exporter_called("gift").ending
    'gift'
    """
    match name:
        case "moodle-xml":
            from quiz.exchange.export.moodle_xml import MoodleXml

            return MoodleXml()
        case "gift":
            from quiz.exchange.export.gift import Gift

            return Gift()
        case "qti3":
            from quiz.exchange.export.qti3 import QTI_3

            return QTI_3
        case "qti21":
            from quiz.exchange.export.qti21 import QTI_2_1

            return QTI_2_1
        case "anki":
            from quiz.exchange.export.anki_deck import AnkiDeck

            return AnkiDeck()
        case "pdf":
            from quiz.exchange.export.pdf_sheet import PdfSheet

            return PdfSheet()
        case "html":
            from quiz.exchange.export.printable_page import PrintablePage

            return PrintablePage()
        case "notebook":
            from quiz.exchange.export.notebook_cells import NotebookCells

            return NotebookCells()
        case "csv":
            from quiz.exchange.export.csv_rows import CsvRows

            return CsvRows()
        case _:
            assert_never(name)
