"""What a certificate says of whom it is for, safe to show (RFC 5280, 4.1.2; ETSI EN 319 412)."""

from typing import Any

from loftdocs.plain import plain


def is_person(subject: Any) -> bool:
    """False for what may be an organisation's seal: it names one, and no natural person (EN 319 412-2, -3)."""
    natural = ("given_name", "surname", "pseudonym", "serial_number")
    return any(subject.get(key) for key in natural) or not attribute(subject, "organization_name")


def common_name(subject: Any) -> str | None:
    """Who a certificate is for; never its serial number, which may be someone's personal number."""
    from loftdocs.verify.names import mask

    given, last = attribute(subject, "given_name"), attribute(subject, "surname")
    whole = f"{given} {last}" if given and last else None
    name = attribute(subject, "common_name") or whole or _organisation(subject)
    return mask(name) if name else None


def issuer_name(name: Any) -> str | None:
    return attribute(name, "common_name") or _organisation(name)


def _organisation(name: Any) -> str | None:
    return attribute(name, "organization_name") or attribute(name, "organizational_unit_name")


def attribute(name: Any, key: str) -> str | None:
    value = name.get(key)
    if isinstance(value, list):
        value = value[0] if value else None
    return plain(" ".join(str(value).split()))[:200] or None if value else None
