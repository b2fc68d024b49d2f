"""Conjugates: their names, their parts, who does what for them, and how companies are linked."""

from __future__ import annotations

from dataclasses import replace

from pyoxigraph import NamedNode

from kg.model import CompanyLink, Compound, Name, Part, Role
from kg.rdf import values
from kg.rdf.context import Context
from kg.rdf.values import term

_PARTS = {
    "antibody": "hasAntibody",
    "payload": "carriesPayload",
    "linker": "hasLinker",
    "target": "bindsTarget",
    "platform": "builtOnPlatform",
}
_NAME_KINDS = {
    "preferred": "PreferredName",
    "synonym": "Synonym",
    "code": "CodeName",
    "brand": "BrandName",
    "INN": "INNName",
    "misprint": "Misprint",
}
_ROLES = {
    "developer": "developedBy",
    "originator": "originatedBy",
    "owner": "ownedBy",
    "licensor": "licensedFrom",
    "licensee": "licensedTo",
    "sponsor": "developedBy",  # who runs its trials develops it
    "collaborator": "collaborationWith",
    "supplier": "suppliedBy",
    "option holder": "optionedTo",
}
_LINKS = {
    "member of": "memberOf",
    "subsidiary of": "subsidiaryOf",
    "partner of": "partnerOf",
    "acquired by": "acquiredBy",
    "formerly": "formerly",
}


def write(context: Context) -> None:
    """All compounds with their parts, roles and links between companies."""
    for compound in context.facts.compounds:
        _write_compound(context, compound)
    for name in context.facts.technologies:
        context.names.entity("platform", name)
    for role in context.facts.roles:
        _write_role(context, role)
    for link in context.facts.company_links:
        _write_link(context, link)


def _write_compound(context: Context, compound: Compound) -> None:
    sink, names = context.sink, context.names
    node = names.compound(compound.name) if compound.drug_class in (None, "ADC") else names.drug(compound.name)
    if node is None:
        return
    _write_names(context, node, compound)
    for part in _parts(compound):
        value = names.entity(part.role, part.name)
        sink.claim(node, _PARTS[part.role], value, part, said=part.name, decoded=part.source == "decoded")
    for indication in compound.indications:
        sink.claim(node, "pursuedFor", names.entity("indication", indication), compound, said=indication)
    sink.claim(node, "drugToAntibodyRatio", values.decimal(compound.dar), compound)
    _write_companies(context, node, compound)


def _parts(compound: Compound) -> list[Part]:
    """The parts as stated or decoded; one that only the compound's own fields hold is on the compound's words."""
    parts = [part for part in compound.parts if part.source != "reference"]
    stated = {part.role for part in parts}
    fields = (
        ("antibody", compound.antibody),
        ("payload", compound.payload),
        ("linker", compound.linker),
        ("target", compound.target),
        ("platform", compound.technology),
    )
    for role, name in fields:
        if name and role not in stated:
            proof = {"evidence": compound.evidence, "modality": compound.modality, "rule": compound.rule}
            parts.append(Part(role=role, name=name, **proof))  # type: ignore[arg-type]  # literal roles, known keys
    return parts


def _write_names(context: Context, node: NamedNode, compound: Compound) -> None:
    for name in compound.names or _plain_names(compound):
        proof = name if name.evidence else replace(name, evidence=compound.evidence, rule=compound.rule)
        context.sink.record(
            "NameUse",
            "name",
            proof,
            (
                ("names", node),
                ("name", values.text(compound.name if name.kind == "misprint" else name.printed)),
                ("printed", values.text(name.printed)),
                ("nameKind", term(_NAME_KINDS[name.kind])),
                ("reason", values.text(name.reason)),
            ),
        )
        if name.kind != "misprint":
            context.names.also_called(node, name.printed)


def _plain_names(compound: Compound) -> tuple[Name, ...]:
    return tuple(Name(printed=printed) for printed in (compound.name, *compound.aliases))


def _write_companies(context: Context, node: NamedNode, compound: Compound) -> None:
    """Developers and partners; a partner whose role a fact of its own states is not said to be one in general."""
    told = {context.names.company(role.company) for role in context.facts.roles if role.compound == compound.name}
    for name, companies in (("developedBy", compound.developers), ("hasCompanyRole", compound.partners)):
        for company in companies:
            found = context.names.company(company)
            if name == "developedBy" or found not in told:
                context.sink.claim(node, name, found, compound, said=company)


def _write_role(context: Context, role: Role) -> None:
    subject = _role_subject(context, role)
    if subject is not None:
        company = context.names.company(role.company)
        context.sink.claim(subject, _ROLES[role.role], company, role, said=role.company)


def _role_subject(context: Context, role: Role) -> NamedNode | None:
    if not role.component:
        return context.names.drug(role.compound)
    return context.names.entity(role.component_kind, role.component) if role.component_kind else None


def _write_link(context: Context, link: CompanyLink) -> None:
    company, other = context.names.company(link.company), context.names.company(link.other)
    if company is not None and company != other:  # a former name of the same company is a name, not a second company
        context.sink.claim(company, _LINKS[link.relation], other, link, said=link.other)
