"""What is looked at again and again is looked at again whatever went wrong."""

import pytest
import structlog
from structlog.testing import capture_logs

from server.rounds import again_and_again
from server.store.database import NoFreeConnection


class Enough(BaseException):
    """Ends what otherwise goes on for as long as the hub runs."""


def test_a_look_that_fails_is_told_of_and_the_next_one_comes_after_a_pause() -> None:
    happened: list[str] = []
    looks = iter([NoFreeConnection("away"), ValueError("broken"), None])

    def look() -> None:
        happened.append("look")
        wrong = next(looks)
        if wrong is not None:
            raise wrong

    def pause() -> None:
        happened.append("pause")
        if len(happened) == 6:
            raise Enough

    with capture_logs() as said, pytest.raises(Enough):
        again_and_again(look, pause=pause, could_not="could not look", log=structlog.get_logger("jiaohao.test"))
    assert happened == ["look", "pause"] * 3
    assert [(each["event"], each["log_level"]) for each in said] == [("could not look; trying again", "error")]
