"""Where the learner's data live: the platform's user data folder, or the one that ``QUIZ_HOME`` names."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """Return the folder of the learner's record and caches; it need not exist yet."""
    given = os.environ.get("QUIZ_HOME")
    if given:
        return Path(given).expanduser()
    from platformdirs import user_data_path

    return user_data_path("quiz", appauthor=False)
