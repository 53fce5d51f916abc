"""Every attack by name. Each is a function from a :class:`Setup` to the bytes that come back; its docstring says what
a reader would be fooled into."""

from tests.returns import attack_annotations, attack_bytes, attack_document, attack_pages, attack_signatures
from tests.returns.naming import Act

PARTS = (attack_pages, attack_annotations, attack_document, attack_bytes, attack_signatures)
ATTACKS: dict[str, Act] = {name: attack for part in PARTS for name, attack in part.ATTACKS.items()}


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# PDFium draws the same pixels outside the built fields: what is read, done or trusted is what changes.
UNSEEN = _names(
    """
    font-tounicode-changed user-unit-set annotation-popup link-to-elsewhere signed-appearance-changed
    signed-appearance-emptied signature-field-removed signature-value-removed empty-built-field-repainted-first
    empty-built-field-repainted-last open-action-javascript open-action-goes-to-last-page page-opened-script
    document-print-script named-javascript launch-on-open address-on-open submit-on-open hide-signature-on-open
    other-file-on-open signature-field-script bookmark-runs-script bookmark-title-changed
    portfolio-with-another-agreement attachment-called-agreement xfa-form-added need-appearances-set title-changed
    metadata-replaced language-changed page-labels-changed structure-actual-text structure-alt-text
    structure-tree-removed output-intent-changed viewer-hides-its-tools field-renamed tooltip-changed
    link-target-changed startxref-into-signed-part bytes-before-header other-file-before signature-for-both-fields
    signature-from-another-file bytes-changed-in-place contents-padding-used self-made-certificate impostor-authority
    all-by-impostor-authority revoked-by-list-inside revoked-by-list-inside-with-timestamp revoked-by-answer-inside
    revoked-by-list-without-vri expired-signer weak-digest-sha1 weak-digest-md5 another-person signers-change-fields
    one-signs-for-all name-in-signature-changed timestamp-of-something-else document-timestamp-of-something-else
    timestamp-in-future timestamp-by-unknown-authority document-timestamp-by-unknown-authority
    byterange-of-header-only byterange-leaves-out-end rewritten-hidden-words
    """
)

# PDFium does not open it.
UNREADABLE = frozenset({"encryption-said-in-update"})

# Nothing of the agreement is another: what is told of the file, or how a reader shows it, has changed.
MILD = _names(
    """
    open-action-goes-to-last-page title-changed metadata-replaced language-changed page-labels-changed
    output-intent-changed viewer-hides-its-tools need-appearances-set user-unit-set tooltip-changed
    bookmark-title-changed contents-padding-used document-timestamp-by-unknown-authority
    timestamp-by-unknown-authority structure-tree-removed
    """
)
