"""Whether two names are one person's, as a case and a certificate write them; and texts without numbers of persons.

The population register writes all given names, with the call name anywhere among them, and one or several surnames
(Skatteverket; the Personal Names Act, lag 2016:1013); an e-ID writes them in capitals, turned round, without å, ä, ö
or with a number, an employer or a title attached. A name is therefore read in every way that makes sense, and two names
are alike if each word of the shorter has a word of its own, in the same role, in the longer. That is `fit`; who only
masks needs no lists of words, so it is read in by itself.
"""

from loftdocs.verify.names.masking import mask

__all__ = ["mask"]
