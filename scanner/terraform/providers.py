"""Which ``provider`` block configures a resource, and what its block says of all resources.

Source of the rules: Terraform's documentation of provider configurations in modules: a module
gets what its call passes in ``providers``; its own default configurations it inherits.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scanner.hcl import tree
from scanner.model import Unknown
from scanner.terraform.blocks import BlockReader
from scanner.terraform.code import alias_of, plain_text
from scanner.terraform.typed import fit
from scanner.terraform.values import Failure, LimitHit, Value, bare, mark, unmark

if TYPE_CHECKING:
    from scanner.terraform.code import BlockCode, SourceFile
    from scanner.terraform.modules import Module
    from scanner.terraform.resources import ResourceNode


def provider_name(node: ResourceNode) -> str:
    """The local name of a resource's provider configuration: ``aws``, ``aws.east``."""
    found = node.code.expression("provider")
    if found is not None:
        text = found[1].text[found[0][1] : found[0][2]]
        return text.strip('"')
    return node.type.partition("_")[0]


def root_name(module: Module, name: str) -> str:
    """What the root module calls the configuration that is `name` in `module`.

    The name itself where a module between them configures it.
    """
    here = module
    while here.parent is not None:
        passed = _passed(here)
        local, _, alias = name.partition(".")
        if name in passed:
            name = passed[name]
        elif alias or any(block.labels[:1] == (local,) for block in here.code.providers):
            return name
        here = here.parent
    return name


def provider_block(module: Module, name: str) -> tuple[Module, BlockCode] | None:
    """The block that configures `name` in a module, and the module that it stands in.

    None where there is none in the code: then a caller that nobody sees, or the environment,
    configures the provider.
    """
    here: Module | None = module
    while here is not None:
        passed = _passed(here)
        if name in passed:
            # What is passed counts more than a block of the module's own that only declares it.
            name, here = passed[name], here.parent
            continue
        local, _, alias = name.partition(".")
        for block in here.code.providers:
            if block.labels[:1] == (local,) and alias_of(block) == alias:
                return here, block
        # Only a default configuration is inherited.
        here = None if alias else here.parent
    return None


def _passed(module: Module) -> dict[str, str]:
    """The ``providers`` of the call of a module: its own names to those of its caller."""
    if module.parent is None:
        return {}
    found = module.parent.code.calls[module.path[-1]].expression("providers")
    if found is None or found[0][0] != tree.OBJECT:
        return {}
    return {_written(key, found[1]): _written(value, found[1]) for key, value in found[0][3]}


def _written(node: tree.Node, file: SourceFile) -> str:
    """A provider's name as the code writes it; JSON's syntax quotes it."""
    if node[0] == tree.TEMPLATE:
        return plain_text(node, file.text) or ""
    if node[0] == tree.KEY:
        return str(node[3])
    return file.text[node[1] : node[2]].strip().strip('"')


def with_defaults(node: ResourceNode, name: str, own: Value) -> Value | None:
    """``tags_all``, ``terraform_labels`` or ``effective_labels`` of a resource.

    own: its ``tags`` or ``labels``. An Unknown where the provider itself does not plan it; None
    where nothing is to be said: the code does not configure the provider, or there are no tags.
    """
    module, provider = node.module, provider_name(node)
    argument = "default_tags" if name == "tags_all" else "default_labels"
    above = module.memo((argument, provider), lambda: _defaults(module, provider, argument))
    if above is None:
        return None
    reference = f"{node.reference}.{name}"
    first, _, hidden = unmark(above)
    second, references, secret = unmark(own)
    for part in (first, second):
        if type(part) is Unknown:
            return Unknown(part.reason, reference, part.references, sensitive=hidden or secret)
        if part is not None and not isinstance(part, dict):
            return None
    # A null tag is none at all.
    first, second = (
        {k: v for k, v in (part or {}).items() if bare(v) is not None} for part in (first, second)
    )
    whole = {**first, **second}
    for value in (*first.values(), *second.values()):
        if type(bare(value)) is Unknown or bare(value) == "":
            reason = f"{reference} is known after apply"
            return Unknown(reason, reference, references, sensitive=hidden or secret)
    return mark(whole, references, hidden or secret) if whole else None


# The AWS provider's partitions, by what their regions start with; all others are ``aws``.
_PARTITIONS = {
    "cn-": ("aws-cn", "amazonaws.com.cn"),
    "us-gov-": ("aws-us-gov", "amazonaws.com"),
    "us-iso-": ("aws-iso", "c2s.ic.gov"),
    "us-isob-": ("aws-iso-b", "sc2s.sgov.gov"),
    "eu-isoe-": ("aws-iso-e", "cloud.adc-e.uk"),
    "us-isof-": ("aws-iso-f", "csp.hci.ic.gov"),
}
_REGION = re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d{1,2}")


def told(node: ResourceNode, name: str) -> str | None:
    """An attribute of ``data.aws_region`` or ``data.aws_partition``; None where it is unknown.

    The provider takes these from its own configuration and asks nobody, so they are known where a
    ``provider`` block in the code gives a region that is known. The environment cannot change
    that: an argument counts more. A data source with arguments of its own is another matter.
    """
    if node.code.attributes.keys() - _NO_QUESTION:
        return None
    region = node.module.memo(("region", provider_name(node)), lambda: _region(node))
    if not isinstance(region, str) or not _REGION.fullmatch(region):
        return None
    if node.type == "aws_region":
        return region if name in ("name", "id") else None
    partition, suffix = next(
        (found for start, found in _PARTITIONS.items() if region.startswith(start)),
        ("aws", "amazonaws.com"),
    )
    return {"partition": partition, "id": partition, "dns_suffix": suffix}.get(name)


_NO_QUESTION = frozenset({"provider", "count", "for_each"})


def _region(node: ResourceNode) -> Value:
    found = provider_block(node.module, provider_name(node))
    attribute = found[1].attributes.get("region") if found else None
    if found is None or attribute is None:
        return None
    (name, _, _, expression), file = attribute
    reader = BlockReader("provider.aws")
    return bare(reader.attribute(name, expression, found[0].scope(file), ()))


def _defaults(module: Module, provider: str, argument: str) -> Value:
    """What all resources of a provider configuration get: a map, or what is not known of it.

    None where the code has no such configuration, so that nobody can tell.
    """
    found = provider_block(module, provider)
    if found is None:
        return None
    owner, block = found
    label = ".".join(filter(None, ["provider", *block.labels[:1], alias_of(block)]))
    if block.named("ignore_tags") or "ignore_tags" in block.attributes:
        # Which tags are left out of account is not worked out here.
        return Unknown(f"{label} ignores some tags", f"{label}.ignore_tags")
    reader = BlockReader(label)
    if argument in block.attributes:
        attribute, file = block.attributes[argument]
        value = reader.attribute(argument, attribute[3], owner.scope(file), ())
    else:
        value = reader.blocks(argument, block.named(argument), owner.scope(block.file))
    if argument == "default_tags":
        # A block, which holds the map.
        value, references, sensitive = unmark(value)
        if isinstance(value, list):
            value = bare(value[-1]) if value else {}
        if isinstance(value, dict):
            value = mark(value.get("tags"), references, sensitive)
    try:
        value = fit(value, ("map", "string"))
    except (Failure, LimitHit) as failure:
        return Unknown(f"Terraform would refuse it: {failure}", f"{label}.{argument}")
    return {} if bare(value) is None else value
