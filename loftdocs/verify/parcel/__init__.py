"""What comes back in a parcel: every file inside ZIP, ASiC, CMS and PDF files, opened in memory and within limits.

The parcel is anyone's. No size, count or name in it is believed: sizes are counted while unpacking, and where two
programs could see different files in the same bytes (two files of one name, headers that disagree), none of them is
opened. What is not opened is said, so that a caller can tell "nothing more inside" from "not looked at". Word files are
documents here, not parcels; XML and HTML are recognised, never parsed.

Sources: PKWARE APPNOTE 6.3.10 (ZIP), ETSI EN 319 162-1 (ASiC), RFC 5652 (CMS), ISO 32000-1, 7.4 and 7.11 (PDF).
"""

from loftdocs.verify.parcel.cms_content import cms_content
from loftdocs.verify.parcel.forms import form_of
from loftdocs.verify.parcel.opening import opened
from loftdocs.verify.parcel.walk import Form, Member, Opened

__all__ = ["Form", "Member", "Opened", "cms_content", "form_of", "opened"]
