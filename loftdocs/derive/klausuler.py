"""Which of the optional clauses the agreement has: the programme's choice, but for what the case chooses itself."""

from loftdocs.model.case import EgnaKlausuler
from loftdocs.model.program import ValfriaKlausuler


def chosen_clauses(of_program: ValfriaKlausuler, of_case: EgnaKlausuler) -> ValfriaKlausuler:
    """The clauses that are turned on. Raises `Unknown` if one of the choices was given wrongly."""
    own = {name: getattr(of_case, name) for name in EgnaKlausuler.model_fields}
    return ValfriaKlausuler.model_validate(
        {name: getattr(of_program, name) if own[name] is None else own[name] for name in ValfriaKlausuler.model_fields}
    )
