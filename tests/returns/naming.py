"""Tables of acts by name: a function ``cover_the_sum`` is called cover-the-sum."""

from collections.abc import Callable

from pikepdf import Pdf

from tests.returns import acts
from tests.returns.setup import Setup
from tests.returns.update import update

Act = Callable[[Setup], bytes]
Change = Callable[[Pdf, Setup], None]


def table(*functions: Act) -> dict[str, Act]:
    """The functions by name. Raises ValueError if two have the same name, or one does not say what it does."""
    made = {function.__name__.replace("_", "-"): function for function in functions}
    if len(made) != len(functions) or not all(function.__doc__ for function in functions):
        raise ValueError("names and docstrings, please")
    return made


def act(name: str, doc: str, function: Act) -> Act:
    """A function with a name and a docstring, for those that are made in rows."""
    function.__name__, function.__doc__ = name.replace("-", "_"), doc
    return function


def after_all(change: Change) -> Act:
    """Everybody signs, then the open document is changed, as an update after the end."""

    def done(setup: Setup) -> bytes:
        return update(acts.sign_all(setup), lambda pdf: change(pdf, setup))

    return act(change.__name__, change.__doc__ or "", done)
