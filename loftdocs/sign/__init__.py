"""Places to sign: found on the pages of a PDF, and given a signature field each, that any signing service can fill."""

from loftdocs.sign.fields import Signer, add_signature_fields
from loftdocs.sign.lines import SignatureLine, signature_lines
from loftdocs.sign.names import signers_of

__all__ = ["SignatureLine", "Signer", "add_signature_fields", "signature_lines", "signers_of"]
