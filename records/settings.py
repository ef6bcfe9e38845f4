"""Where the records and their keys are kept: as the environment says, else clinic.yaml, else in the usual folders."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_config_path, user_data_path

from forms import load_clinic
from forms.authoring import SourceError
from records.errors import RecordsError

APP = "ketamine-screening"
URL, KEY, KEY_FILE = "SCREENING_RECORDS_URL", "SCREENING_RECORDS_KEY", "SCREENING_RECORDS_KEY_FILE"


@dataclass(frozen=True)
class Settings:
    """`url` of the database, as SQLAlchemy writes it. `key`: the text of a keyring; None to read it from `key_file`."""

    url: str = field(repr=False)  # may contain a password
    key_file: Path
    key: str | None = field(default=None, repr=False)


def settings_here() -> Settings:
    """Returns the settings of this process. Raises RecordsError if clinic.yaml has errors."""
    try:
        clinic = load_clinic()
    except SourceError as error:
        raise RecordsError(str(error)) from None
    data = user_data_path(APP, appauthor=False) / "records.sqlite"
    key_file = user_config_path(APP, appauthor=False) / "records-keys.json"
    url = os.environ.get(URL) or clinic.records_url or f"sqlite:///{data}"
    return Settings(url, Path(os.environ.get(KEY_FILE) or clinic.records_key_file or key_file),
                    os.environ.get(KEY) or None)
