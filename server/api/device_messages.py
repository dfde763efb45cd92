"""What new screens, devices and their managers send and are told."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints, model_validator

from server.api.requests import Body, EmptyBody, Identifier

Kind = Literal["kiosk", "display", "evaluator", "wall"]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=r"^[^\x00-\x1f]*$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{3}[- ]?[A-Za-z]{3}$")]


class PairingBody(EmptyBody):
    hall: Identifier | None = Field(default=None, description="Code of the hall; may be left out where there is one")


class PairingBegun(BaseModel):
    """RFC 8628, 3.2, by the names of this interface."""

    poll: str = Field(description="The screen's secret: whoever holds it gets the token")
    code: str = Field(description="What the screen shows, six letters")
    approve_at: str = Field(description="The page where a manager approves it")
    expires_in: int = Field(description="Seconds")
    interval: int = Field(description="Seconds between two polls")


class PollPath(BaseModel):
    poll: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{20,64}$")]


class PairingOutcome(BaseModel):
    """``pending`` is RFC 8628's authorization_pending, ``refused`` its access_denied, ``expired`` its expired_token.

    ``used``: the token was used, and is told no more.
    """

    state: Literal["pending", "approved", "refused", "expired", "used"]
    interval: int | None = Field(default=None, description="While pending: seconds until the next poll")
    token: str | None = Field(default=None, description="While approved, until it is first used")
    device: str | None = None
    kind: Kind | None = None
    window: str | None = None
    name: str | None = None


class CodePath(BaseModel):
    code: Code


class ApproveBody(Body):
    """A new device (``kind``, ``name`` and, for an evaluator, ``window``), or one that is known (``device``)."""

    kind: Kind | None = None
    name: Name | None = None
    window: Identifier | None = None
    device: Identifier | None = Field(default=None, description="Let the screen in as this device, beside what it has")

    @model_validator(mode="after")
    def _one_way(self) -> ApproveBody:
        new = self.kind is not None and self.name is not None
        if self.device is None and not new:
            raise ValueError("name a kind and a name, or a known device")
        if self.device is not None and (self.kind, self.name, self.window) != (None, None, None):
            raise ValueError("a known device keeps its kind, name and window")
        return self


class DevicePath(BaseModel):
    device: Identifier


class RenameBody(Body):
    name: Name


class BoardBody(Body):
    board: Identifier | None = Field(description="Code of one of the hall's boards, null for the whole hall")


class ReportBody(Body):
    """What a device could not do; what is left out stays as it was said before."""

    version: Annotated[str, StringConstraints(max_length=40, pattern=r"^[^\x00-\x1f]*$")] | None = None
    sound: Literal["ok", "blocked"] | None = None
    unsent: Annotated[int, Field(ge=0, le=100_000)] | None = Field(default=None, description="Ratings it still keeps")
    clock_off_seconds: Annotated[int, Field(ge=-(2**31) + 1, le=2**31 - 1)] | None = Field(
        default=None, description="Its own clock minus the hub's"
    )


class DeviceCard(BaseModel):
    device: str
    kind: Kind
    window: str | None
    name: str
    board: str | None = Field(description="The hall board that this screen was chosen to show")
    paired_at: str


class DeviceReport(BaseModel):
    version: str | None
    sound: Literal["ok", "blocked"] | None
    unsent: int | None
    clock_off_seconds: int | None


class ListedDevice(DeviceCard, DeviceReport):
    online: bool
    since: str | None = Field(description="When it came if it is online, else when it was seen last")
    paper: Literal["yes", "no", "unknown"] | None = Field(description="Kiosks only")
    reported_at: str | None
    troubles: list[Literal["sound_blocked", "paper_out", "clock_off", "unsent"]]


class BoardName(BaseModel):
    code: str
    name: dict[str, str]


class Devices(BaseModel):
    devices: list[ListedDevice]
    boards: list[BoardName] = Field(description="What a screen of the hall may show beside the whole hall")
