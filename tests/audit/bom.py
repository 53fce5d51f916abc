"""The bill of materials: every part with its version, digests and licence, as CycloneDX 1.6 in JSON."""

import uuid
from collections.abc import Sequence

from cyclonedx.contrib.hash.factories import HashTypeFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from loftdocs import __version__
from tests.audit.licences import spdx
from tests.audit.parts import Part

_SPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "loftdocs")


def bill(parts: Sequence[Part]) -> str:
    """The bill of the program with these parts: the same text for the same parts, on any day.

    Raises `ValueError` if it does not follow CycloneDX's own schema.
    """
    program = Component(
        name="loftdocs",
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref="loftdocs",
        licenses=[LicenseExpression("EUPL-1.2")],
    )
    components = {part: _component(part) for part in parts}
    bom = Bom(components=components.values(), serial_number=uuid.uuid5(_SPACE, repr(tuple(parts))))
    # CycloneDX lets it be left out; with the day in it the bill would be another each time it is made.
    bom.metadata.timestamp = None
    bom.metadata.component = program
    bom.register_dependency(program, components.values())
    for part, component in components.items():
        below = [other for one, other in components.items() if one.origin is part.origin and one.name in part.needs]
        bom.register_dependency(component, below)
    text = str(JsonV1Dot6(bom).output_as_string(indent=2)) + "\n"
    if fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(str(fault))
    return text


def _component(part: Part) -> Component:
    group, _, name = part.name.rpartition("/")
    url = PackageURL(part.origin.value, group or None, name, part.version)
    return Component(
        name=name,
        group=group or None,
        version=part.version,
        purl=url,
        bom_ref=url.to_string(),
        # A package has one digest for each of its files; one component can have but one of a kind.
        hashes=[HashTypeFactory().from_hashlib_alg(*part.digests[0])] if len(part.digests) == 1 else (),
        licenses=_licences(part.licence),
    )


def _licences(licence: str | None) -> list[LicenseExpression | DisjunctiveLicense]:
    if not licence:
        return []
    expression = spdx(licence)
    return [LicenseExpression(expression) if expression == licence else DisjunctiveLicense(name=licence)]
