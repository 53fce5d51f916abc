"""What was changed in a PDF from one state to the next, where that is more than signing it.

Which changes go with signing is for pyHanko's difference analysis to say: signatures, filled form fields, and what
long-term validation adds (ETSI EN 319 142-1, 5.5; ISO 32000-2, 12.8.2.2). This module says in words what others did.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from loftdocs.verify.pages import differences, digest, value

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
    from pyhanko.sign.diff_analysis import DiffPolicy

_ELSE = "något som inte syns på någon sida har ändrats (till exempel egenskaper, bilagor eller inställningar)"


@dataclass(frozen=True)
class Change:
    """What a state of the file (from 0) has otherwise than the one before.

    ``words`` are clauses in Swedish; ``filled`` the names of form fields that were only filled in.
    """

    revision: int
    words: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()


def changes(reader: "PdfFileReader", base: int, fields: Sequence[str], first: int | None) -> tuple[Change, ...]:
    """All that was changed after the state ``base``, beside what is in the signature ``fields``.

    ``first`` is the state that the first signature made, if there is one.
    """
    return tuple(
        change
        for revision in range(base + 1, reader.total_revisions)
        if (change := _change(reader, revision, fields, unsigned=first is None or revision <= first)) is not None
    )


def _change(reader: "PdfFileReader", revision: int, fields: Sequence[str], *, unsigned: bool) -> Change | None:
    from pyhanko.pdf_utils.misc import PdfReadError
    from pyhanko.sign.diff_analysis import SuspiciousModification

    old, new = (reader.get_historical_resolver(number) for number in (revision - 1, revision))
    if unsigned and "/AcroForm" not in old.root:  # pyHanko compares forms only where there was one
        found = tuple(differences(old, new)) or tuple(_unseen(old, new))
        return Change(revision, found) if found else None
    try:
        result = _policy(unsigned).apply(old, new)
    except (SuspiciousModification, PdfReadError):  # the latter where something that was there is not any more
        return Change(revision, words=tuple(differences(old, new)) or (_ELSE,))
    filled = tuple(sorted(name for name in result.changed_form_fields if name not in fields))
    return Change(revision, filled=filled) if filled else None


def _policy(unsigned: bool) -> "DiffPolicy":
    """pyHanko's rules, which are for states that are signed; what the first to sign may do besides is added.

    That is to note that the file is to be added to only (``/SigFlags``, ISO 32000-1, table 219), and what may be added
    (``/Perms``, table 258).
    """
    from pyhanko.sign import diff_analysis as pyhanko
    from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON, ROOT_EXEMPT_STRICT_COMPARISON

    usual = pyhanko.DEFAULT_DIFF_POLICY
    if not unsigned or usual.form_rule is None:
        return usual
    rule_of: Any = pyhanko.CatalogModificationRule
    catalog = rule_of({*ROOT_EXEMPT_STRICT_COMPARISON, "/Perms"})
    rules = [catalog if isinstance(rule, pyhanko.CatalogModificationRule) else rule for rule in usual.global_rules]
    form = {*ACROFORM_EXEMPT_STRICT_COMPARISON, "/SigFlags"}
    return pyhanko.StandardDiffPolicy(rules, pyhanko.FormUpdatingRule(usual.form_rule.field_rules, form))


def _unseen(old: "HistoricalResolver", new: "HistoricalResolver") -> Iterator[str]:
    """What differs in the catalog, beside the pages and what goes with making a form to sign in."""
    from pyhanko.sign.diff_analysis.constants import ROOT_EXEMPT_STRICT_COMPARISON

    before, after = old.root, new.root
    for key in sorted({*before, *after} - {*ROOT_EXEMPT_STRICT_COMPARISON, "/Pages", "/Perms"}):
        if key not in before or key not in after or digest(before.raw_get(key)) != digest(after.raw_get(key)):
            yield _ELSE
            return
    if value(value(after, "/AcroForm"), "/XFA") is not None:
        yield _ELSE
