"""Check digits, against numbers published as examples."""

import pytest

from loftdocs.mention.checksums import as_orgnr, is_orgnr, is_person, luhn


def test_luhn_by_hand() -> None:
    # 7992739871 with the check digit 3, the example in the standard's literature; any other digit is wrong.
    assert [digit for digit in "0123456789" if luhn("7992739871" + digit)] == ["3"]


@pytest.mark.parametrize("number", ["212000-0282", "2120000282", "212000 0282", "556464-6874"])
def test_right_organisation_numbers(number: str) -> None:
    assert is_orgnr(number)


@pytest.mark.parametrize("number", ["212000-0292", "556464-6784", "212000-028", "212000--0282", "", "21200O-0282"])
def test_wrong_organisation_numbers(number: str) -> None:
    assert not is_orgnr(number)


def test_organisation_number_as_written() -> None:
    assert as_orgnr("2120000282") == "212000-0282"
    assert as_orgnr("16212000-0282") is None


# 811228-9874 and 811218-9876 are Skatteverket's own examples.
@pytest.mark.parametrize("number", ["811228-9874", "19811228-9874", "811218-9876", "811218+9876"])
def test_personal_identity_numbers(number: str) -> None:
    assert is_person(number)


@pytest.mark.parametrize("number", ["811228-9873", "811328-9872", "810230-9870", "20230229-0000"])
def test_not_personal_identity_numbers(number: str) -> None:
    assert not is_person(number)


def test_coordination_number_has_sixty_added_to_the_day() -> None:
    # 701063-2391 (Skatteverket's example of a coordination number): born on 3 October 1970.
    assert is_person("701063-2391")
