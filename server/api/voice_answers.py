"""What routes answer about the voice and its clips, for the OpenAPI document."""

from __future__ import annotations

from pydantic import BaseModel


class SpeakingRight(BaseModel):
    """``seconds`` is how long the right lasts from the moment it was asked for, 0 when another terminal has it."""

    speaks: bool
    seconds: int
    spoken: int
    volume: int


class Clip(BaseModel):
    token: str
    recorded: bool
    own: bool
    milliseconds: int | None
    at: str | None


class ClipsOfLanguage(BaseModel):
    language: str
    synthesised: bool
    missing: int
    clips: list[Clip]


class Clips(BaseModel):
    """``sample`` is a call to listen to."""

    languages: list[ClipsOfLanguage]
    sample: dict[str, str]


class KeptClip(BaseModel):
    language: str
    token: str
    milliseconds: int
