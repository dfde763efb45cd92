"""What the drivers make of the bytes of a serial line: whole frames, broken ones, noise, in any pieces."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from evaluator.keypads.framed import RATING, START, Frame, Framed
from evaluator.keypads.single import SingleByte

ratings = st.builds(
    Frame, address=st.integers(0, 255), function=st.just(RATING), data=st.integers(1, 5).map(lambda n: bytes([n]))
)
frames = st.builds(
    Frame, address=st.integers(0, 255), function=st.integers(0, 255), data=st.binary(min_size=0, max_size=30)
)
quiet_noise = st.binary(max_size=12).map(lambda noise: noise.replace(bytes([START]), b""))
"""Noise in which no frame can seem to begin."""


def test_the_frame_of_the_makers_manual() -> None:
    frame = bytes.fromhex("FF 68 03 03 68 01 11 05 17 16")
    assert Frame(address=1, function=RATING, data=b"\x05").encoded() == frame
    assert Framed().feed(frame) == [5]
    assert Framed().feed(frame[1:]) == [5]  # the waking byte is easily lost


def test_other_functions_and_buttons_that_do_not_exist_are_no_ratings() -> None:
    for frame in (
        Frame(address=1, function=0x12, data=b"\x05"),
        Frame(address=1, function=RATING, data=b"\x06"),
        Frame(address=1, function=RATING, data=b"\x00"),
        Frame(address=1, function=RATING, data=b""),
    ):
        assert Framed().feed(frame.encoded()) == []


@given(st.lists(st.tuples(quiet_noise, frames), max_size=8), quiet_noise, st.data())
def test_every_frame_is_found_however_its_bytes_arrive(
    sent: list[tuple[bytes, Frame]], rest: bytes, data: st.DataObject
) -> None:
    line = b"".join(noise + frame.encoded() for noise, frame in sent) + rest
    cuts = sorted(data.draw(st.lists(st.integers(0, len(line)), max_size=10)))
    driver, found = Framed(), []
    for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True):
        found += driver.feed(line[start:end])
    assert found == [frame.button for _, frame in sent if frame.button is not None]


@given(ratings, st.data())
def test_a_frame_with_a_broken_byte_is_never_a_press(frame: Frame, data: st.DataObject) -> None:
    whole = bytearray(frame.encoded())
    place = data.draw(st.integers(1, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    driver = Framed()
    assert driver.feed(bytes(whole)) + driver.pause() == []


@given(ratings, st.integers(1, 9), ratings)
def test_a_frame_that_was_cut_off_does_not_swallow_the_next(cut: Frame, at: int, whole: Frame) -> None:
    driver = Framed()
    came = driver.feed(cut.encoded()[:at])
    assert came == []
    came += driver.feed(whole.encoded())
    assert came + driver.pause() == [whole.button]


@given(st.binary(max_size=80), ratings)
def test_after_any_noise_and_a_pause_the_next_press_counts(noise: bytes, frame: Frame) -> None:
    driver = Framed()
    driver.feed(noise)
    driver.pause()
    assert driver.feed(frame.encoded()) == [frame.button]


@given(st.integers(4, 32), ratings)
def test_noise_that_looks_like_a_long_frame_only_delays_a_press_until_the_line_is_silent(
    length: int, frame: Frame
) -> None:
    driver = Framed()
    came = driver.feed(bytes([START, length, length, START]) + frame.encoded())
    assume(len(frame.encoded()) < length + 2)
    assert came == []
    assert driver.pause() == [frame.button]


def test_single_bytes_are_digits_or_numbers() -> None:
    assert SingleByte().feed(b"1\r\n5") == [1, 5]
    assert SingleByte().feed(bytes([1, 0, 2, 6, 5, 0xFF])) == [1, 2, 5]
    assert SingleByte().feed(b"0679ab") == []
    assert SingleByte().pause() == []
