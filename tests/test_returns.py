"""What comes back, attacked and honest: files that someone planted who had not read the rules."""

from collections.abc import Callable
from pathlib import Path

import pytest

from loftdocs.failures import FileFailure
from loftdocs.findings import Severity
from loftdocs.project import Project
from loftdocs.verify.asked import Asked
from loftdocs.verify.result import Verdict, Verified
from loftdocs.verify.verification import verify

from .conftest import Built
from .returns import keys
from .returns.attacks import ATTACKS, MILD, UNREADABLE
from .returns.honest import HONEST
from .returns.random_changes import changes, harmless
from .returns.setup import Setup, setup_for

NAMES = ("Karin Holmqvist", "Ulrika K Jansson")
# SHA-1 is no longer safe, however honest the one who uses it.
WEAK = {"openssl-sha1-inside": {"SIG122"}}
# What no reader opens, or not all do.
REFUSED = {*UNREADABLE, "other-file-before"}
SEEDS, CHANGES, ACTS = 6, 50, 17
Judge = Callable[[bytes], Verified]


@pytest.fixture(scope="session")
def returned(enkoping: Built) -> Setup:
    """The built agreement, who signs it, and where its fee stands."""
    return setup_for((enkoping.folder / "avtal-enkoping.pdf").read_bytes(), NAMES, "300 000")


@pytest.fixture
def judge(enkoping: Built, tmp_path: Path) -> Judge:
    """Verifies what came back, trusting the one root that the honest have their certificates from."""
    root = tmp_path / "rot.pem"
    root.write_bytes(keys.trusted_pem())
    project = Project(enkoping.folder.parents[1])

    def verified(data: bytes) -> Verified:
        path = tmp_path / "avtal-enkoping-undertecknat.pdf"
        path.write_bytes(data)
        return verify(project, path, Asked(trust=(root,)))

    return verified


def faults(result: Verified) -> set[str]:
    return {one.code for one in result.findings if one.severity is Severity.FEL}


def told(result: Verified) -> set[str]:
    return {one.code for one in result.findings if one.severity is not Severity.UPPLYSNING}


def test_there_are_enough_of_them() -> None:
    assert len(ATTACKS) >= 40
    assert len(HONEST) >= 25


@pytest.mark.parametrize("name", sorted(ATTACKS))
def test_an_attack_is_found(returned: Setup, judge: Judge, name: str) -> None:
    data = ATTACKS[name](returned)
    if name in REFUSED:
        with pytest.raises(FileFailure) as caught:
            judge(data)
        assert caught.value.hint
        return
    result = judge(data)
    assert told(result), name
    if name not in MILD:
        assert faults(result), name
        assert result.answers
        assert result.answers.accepted is Verdict.NO


@pytest.mark.parametrize("name", sorted(HONEST))
def test_an_honest_return_is_not_refused(returned: Setup, judge: Judge, name: str) -> None:
    result = judge(HONEST[name](returned))
    assert faults(result) == WEAK.get(name, set())
    assert result.answers
    assert result.answers.content.verdict is Verdict.YES
    assert not any("Godta inte" in one.hint for one in result.findings if one.code != "SIG122")


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_visible_pixel_is_changed_unseen(returned: Setup, judge: Judge, seed: int) -> None:
    kinds = set()
    for name, data in changes(returned, seed, CHANGES):
        kinds.add(name.split()[1])
        result = judge(data)
        assert faults(result), name
        assert result.answers
        assert result.answers.accepted is Verdict.NO, name
    assert len(kinds) >= 12


@pytest.mark.parametrize("seed", range(SEEDS))
def test_harmless_acts_raise_no_alarm(returned: Setup, judge: Judge, seed: int) -> None:
    count = 0
    for name, data in harmless(returned, seed, ACTS):
        count += 1
        result = judge(data)
        assert faults(result) == set(), name
        assert result.answers
        assert result.answers.content.verdict is Verdict.YES, name
    assert count == ACTS
