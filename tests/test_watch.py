"""The watch on what fills in a template, for what the count of its steps does not see."""

import resource
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from loftdocs.render import watch
from loftdocs.sandbox.budget import TooMuch


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Whatever ends the block: the handler, the timer and the limit are those there were before it."""
    before = (signal.getsignal(signal.SIGVTALRM), resource.getrlimit(resource.RLIMIT_AS))
    yield
    assert (signal.getsignal(signal.SIGVTALRM), resource.getrlimit(resource.RLIMIT_AS)) == before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


def test_what_has_no_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "_SECONDS", 0.1)
    with pytest.raises(TooMuch, match="sekunder att fylla i"), watch.watched():
        all(iter(lambda: True, False))


def test_what_eats_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "_MEMORY", 200_000_000)
    kept: list[bytearray] = []
    with pytest.raises(MemoryError), watch.watched():
        kept.extend(bytearray(50_000_000) for _ in range(30))
    assert len(kept) < 6


def test_what_ends_is_let_be() -> None:
    with watch.watched():
        made = bytearray(10_000_000)
    assert len(made) == 10_000_000


def test_another_fault_comes_through() -> None:
    with pytest.raises(KeyError), watch.watched():
        raise KeyError("an ordinary fault")


def test_in_a_thread_without_signals_the_block_is_done() -> None:
    def inside() -> bool:
        with suppress(TooMuch), watch.watched():
            return True
        return False

    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(inside).result()
