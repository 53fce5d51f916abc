"""What an attack or an honest act is given: the built file, who signs which field, and where an amount stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper

from tests.returns import keys

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Setup:
    """``page`` counts from 1; ``box`` is left, bottom, right, top of an amount's words on it, in points."""

    built: bytes
    fields: tuple[str, ...]
    signers: tuple[SimpleSigner, ...]
    attacker: SimpleSigner
    tsa: DummyTimeStamper
    foreign_tsa: DummyTimeStamper
    seal: SimpleSigner
    page: int
    box: Box

    @property
    def names(self) -> tuple[str, ...]:
        """The signers' common names, in the order of the fields."""
        return tuple(signer.signing_cert.subject.native["common_name"] for signer in self.signers)


def setup_for(built: bytes, names: Iterable[str], amount: str) -> Setup:
    """A setup for a built file: ``names`` sign its signature fields in the order they stand there.

    ``amount`` is looked for on the pages, as it is written there. Raises ValueError if it is not found, or if there
    are not as many names as fields.
    """
    fields = field_names(built)
    signers = tuple(keys.issued(name).signer() for name in names)
    if len(fields) != len(signers):
        raise ValueError(f"{len(fields)} fields, {len(signers)} names")
    page, box = _find(built, amount)
    last = signers[-1].signing_cert.subject.native["common_name"]
    return Setup(
        built=built,
        fields=fields,
        signers=signers,
        attacker=keys.issued(last, attackers=True).signer(),
        tsa=keys.tsa(),
        foreign_tsa=keys.tsa(attackers=True),
        seal=keys.seal().signer(),
        page=page,
        box=box,
    )


def field_names(pdf: bytes) -> tuple[str, ...]:
    """The names of the signature fields at the top of a file's form."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        fields = opened.Root.AcroForm.Fields
        return tuple(str(field.T) for field in fields if field.get("/FT") == "/Sig")


def amount_at(setup: Setup) -> str:
    """The words that stand in ``setup.box``."""
    with pypdfium2.PdfDocument(setup.built) as document:
        left, bottom, right, top = setup.box
        return document[setup.page - 1].get_textpage().get_text_bounded(left - 1, bottom, right + 1, top).strip()


def _find(built: bytes, amount: str) -> tuple[int, Box]:
    with pypdfium2.PdfDocument(built) as document:
        for number, page in enumerate(document, start=1):
            text = page.get_textpage()
            found = text.search(amount).get_next()
            if found is None:
                continue
            boxes = [text.get_charbox(found[0] + place) for place in range(found[1])]
            left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
            return number, (left, min(box[1] for box in boxes), right, max(box[3] for box in boxes))
    raise ValueError(f"{amount} is not in the file")
