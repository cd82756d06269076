"""An archive of several files as bytes: the same files give the same archive, whenever it is made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_MADE = (1980, 1, 1, 0, 0, 0)


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of these files, by their names, in their order.

    >>> zip_bytes({"a.txt": b"a"}) == zip_bytes({"a.txt": b"a"})
    True
    """
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as into:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            into.writestr(entry, data)
    return archive.getvalue()
