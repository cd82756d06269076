"""QTI 2.1: what most learning systems read."""

from __future__ import annotations

from quiz.exchange.export.qti_items import Dialect
from quiz.exchange.export.qti_package import Qti

QTI_2_1 = Qti(
    Dialect(
        item_space="http://www.imsglobal.org/xsd/imsqti_v2p1",
        package_space="http://www.imsglobal.org/xsd/imscp_v1p1",
        schema=("QTIv2.1 Package", "1.0.0"),
        item_sort="imsqti_item_xmlv2p1",
        test_sort="imsqti_test_xmlv2p1",
        kebab=False,
    )
)
