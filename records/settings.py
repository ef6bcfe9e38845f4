"""Where the records and their keys are kept: from the environment, or in the usual folders of this account."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_config_path, user_data_path

APP = "ketamine-screening"
URL, KEY, KEY_FILE = "SCREENING_RECORDS_URL", "SCREENING_RECORDS_KEY", "SCREENING_RECORDS_KEY_FILE"


@dataclass(frozen=True)
class Settings:
    """`url` of the database, as SQLAlchemy writes it. `key`: the text of a keyring; None to read it from `key_file`."""

    url: str
    key_file: Path
    key: str | None = field(default=None, repr=False)


def settings_here() -> Settings:
    """Returns the settings of this process."""
    data = user_data_path(APP, appauthor=False) / "records.sqlite"
    key_file = user_config_path(APP, appauthor=False) / "records-keys.json"
    return Settings(os.environ.get(URL) or f"sqlite:///{data}", Path(os.environ.get(KEY_FILE) or key_file),
                    os.environ.get(KEY) or None)
