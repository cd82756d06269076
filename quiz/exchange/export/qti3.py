"""QTI 3: the current version, whose elements are also those of a page."""

from __future__ import annotations

from quiz.exchange.export.qti_items import Dialect
from quiz.exchange.export.qti_package import Qti

QTI_3 = Qti(
    Dialect(
        item_space="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
        package_space="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
        schema=("QTI Package", "3.0.0"),
        item_sort="imsqti_item_xmlv3p0",
        test_sort="imsqti_test_xmlv3p0",
        kebab=True,
    )
)
