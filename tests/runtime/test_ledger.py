"""How far a commit may go."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from streams.runtime.ledger import Ledger

AT = ("articles", 0)


def test_nothing_read_is_nothing_to_commit() -> None:
    ledger = Ledger()
    ledger.cross_out(AT, 3)
    ledger.enter(AT, [])
    assert ledger.safe(AT) is None
    assert list(ledger.partitions()) == []


def test_it_goes_up_to_the_first_that_is_not_done() -> None:
    ledger = Ledger()
    ledger.enter(AT, [4, 5, 9])  # 6 to 8 are not there
    assert ledger.safe(AT) == 4
    ledger.cross_out(AT, 5)
    assert ledger.safe(AT) == 4
    ledger.cross_out(AT, 4)
    assert ledger.safe(AT) == 9
    ledger.cross_out(AT, 9)
    assert ledger.safe(AT) == 10


def test_what_is_read_again_is_open_again() -> None:
    ledger = Ledger()
    ledger.enter(AT, [4, 5])
    ledger.cross_out(AT, 4)
    ledger.cross_out(AT, 5)
    ledger.enter(AT, [5])
    assert ledger.safe(AT) == 5


def test_one_that_was_let_fall_is_noticed() -> None:
    ledger = Ledger()
    ledger.enter(AT, [4, 5, 6])
    assert ledger.overtaken_since() is None
    ledger.cross_out(AT, 4)
    assert ledger.overtaken_since() is None, "5 and 6 wait for their turn"
    ledger.cross_out(AT, 6)
    assert ledger.overtaken_since() is not None
    ledger.cross_out(AT, 5)
    assert ledger.overtaken_since() is None


@given(
    st.lists(st.integers(0, 40), unique=True, min_size=1).map(sorted),
    st.data(),
)
def test_whatever_was_read_and_not_done_lies_behind_the_commit(
    offsets: list[int], data: st.DataObject
) -> None:
    ledger = Ledger()
    done = set(data.draw(st.lists(st.sampled_from(offsets))))
    cut = data.draw(st.integers(1, len(offsets)))
    for some in (offsets[:cut], offsets[cut:]):
        ledger.enter(AT, some)
    for offset in done:
        ledger.cross_out(AT, offset)
    safe = ledger.safe(AT)
    assert safe is not None
    assert all(offset in done for offset in offsets if offset < safe)
    assert safe in {*offsets, offsets[-1] + 1} - done
