"""What is asked and answered about the hall's definition."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, StringConstraints

from config.worksheets import BY_NAME
from server.api.requests import Body

LARGEST_DOCUMENT = 4_000_000
"""Bytes of a definition, or of a file of one: some thousands of services."""
LARGEST_PHOTO = 600_000
Document = Annotated[dict[str, Any], Field(description="A whole definition, named as in a hall's TOML file")]
Revision = Annotated[int, Field(ge=0, le=2**31 - 1)]


class DefinitionBody(Body):
    definition: Document
    revision: Revision = Field(description="The revision that this is a change of")


class DraftBody(Body):
    definition: Document


class PasteBody(DraftBody):
    table: Annotated[str, StringConstraints(max_length=40)] = Field(
        description="One of " + ", ".join(name for name in BY_NAME)
    )
    text: str = Field(description="Cells set apart by tabs; some thousand rows at most")


class FileBody(Body):
    format: Literal["toml", "xlsx"]
    content: Annotated[Base64Bytes, Field(max_length=LARGEST_DOCUMENT)] = Field(description="The file, as Base64")


class FilePath(BaseModel):
    format: Literal["toml", "xlsx"]


class RevisionPath(BaseModel):
    revision: Revision


class RevisionBody(Body):
    revision: Revision = Field(description="The newest revision, which this takes back from")


class RevisionsQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    before: Revision | None = Field(default=None, description="Only revisions before this one")


class PhotoBody(Body):
    image: Annotated[Base64Bytes, Field(max_length=LARGEST_PHOTO)] = Field(description="JPEG or PNG, as Base64")


class Change(BaseModel):
    """``place`` is a table or the way to a setting; an entry added or removed as a whole has no ``field``."""

    place: str
    entry: str | None
    field: str | None
    before: Any
    after: Any


class Lack(BaseModel):
    """One thing that is missing in a step of setting up; ``names`` says of whom or of what."""

    step: str
    what: str
    names: list[str]


class Lacking(BaseModel):
    """``missing`` names the steps of setting up that are not complete, ``lacking`` says what each of them lacks."""

    missing: list[str]
    lacking: list[Lack]


class Defined(Lacking):
    """``enter`` names those who can sign in."""

    revision: int
    definition: dict[str, Any]
    enter: list[str]


class Changed(BaseModel):
    revision: int
    changes: list[Change]


class Preview(BaseModel):
    definition: dict[str, Any]
    changes: list[Change]


class Checked(Preview, Lacking):
    """What a definition would change, and what the hall would then lack."""


class PastedRow(BaseModel):
    line: int
    becomes: Literal["added", "changed", "same", "refused"]
    entry: dict[str, Any]
    problems: list[str]


class Pasted(Preview):
    """``passed_over`` are the headings of columns that were not understood."""

    passed_over: list[str]
    rows: list[PastedRow]


class KnownRevision(BaseModel):
    revision: int
    at: str
    by: str
    restores: int | None
    changes: list[Change]


class Revisions(BaseModel):
    revisions: list[KnownRevision]


class Photo(BaseModel):
    photo: str
