"""``make audit``: what the program is made of by others: known holes, licences, and a bill of materials (SBOM)."""
