"""What a build of a case gives to fetch beside its documents, as the page's menu offers it."""

from collections.abc import Iterator

from loftdocs.model.case_model import signed_by
from loftdocs.model.program import Program

_PLANS = {"faktura": ("fakturaplan", "Fakturaplanen"), "utbetalning": ("betalningsplan", "Betalningsplanen")}


def offered(program: Program) -> Iterator[tuple[str, str]]:
    """How the name of each such file begins, and what the menu calls it; only of what the programme has."""
    yield "granskning-", "Granskningen"
    for bundle in program.bundles:
        if bundle != program.main_bundle:
            inside = [one for one in program.dokument if bundle in one.ingår_i]
            signed = any(signed_by(program, one) for one in inside)
            yield f"{bundle}-", "Avtalet för underskrift" if signed else bundle.replace("_", " ").capitalize()
    if program.avtalstid or program.nyckeldagar or program.betalningar:
        yield "nyckeldatum-", "Viktiga dagar till kalendern"
    plans = list(program.betalningar.items())
    for name, form in plans:
        file, title = _PLANS[form.sätt]
        alone = sum(other.sätt == form.sätt for _, other in plans) == 1
        called = name.replace("_", " ")
        yield (f"{file}-", f"{title} till Excel") if alone else (f"{file}-{name}-", f"{title} till Excel: {called}")
