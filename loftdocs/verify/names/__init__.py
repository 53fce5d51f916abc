"""Whether two names are one person's, as a case and a certificate write them; and texts without numbers of persons.

The population register writes all given names, with the call name anywhere among them, and one or several surnames
(Skatteverket; the Personal Names Act, lag 2016:1013); an e-ID writes them in capitals, turned round, without å, ä, ö
or with a number, an employer or a title attached. A name is therefore read in every way that makes sense, and two names
are alike if each word of the shorter has a word of its own, in the same role, in the longer.
"""

from typing import TYPE_CHECKING

from loftdocs.verify.names.masking import mask

if TYPE_CHECKING:
    from loftdocs.verify.names.fit import Likeness, compare
else:

    def __getattr__(name: str) -> object:
        """``Likeness`` and ``compare``, read in when they are asked for: who only masks needs no lists of words."""
        if name not in ("Likeness", "compare"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from loftdocs.verify.names.fit import Likeness, compare

        globals().update(Likeness=Likeness, compare=compare)
        return globals()[name]


__all__ = ["Likeness", "compare", "mask"]
