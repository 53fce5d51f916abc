"""Places to sign: found on the pages of a PDF, and given a signature field each, that any signing service can fill."""

from loftdocs.sign.fields import add_signature_fields
from loftdocs.sign.lines import SignatureLine, signature_lines
from loftdocs.sign.names import documents_in, signers_of
from loftdocs.signer import Signer

__all__ = ["SignatureLine", "Signer", "add_signature_fields", "documents_in", "signature_lines", "signers_of"]
