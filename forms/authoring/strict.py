"""The base of what is read from YAML files: it refuses unknown keys, and does not change once it is read."""

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """A part of a file. Every key in the file must be a field of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
