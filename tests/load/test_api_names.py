"""Every argument of the provider becomes a field that the API has, and as what the API has it.

The arguments are those of the provider's schema, the fields those of the official client's models,
which are generated from the API's own OpenAPI document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from kubernetes import client

from scanner.load.api_objects import _KINDS, api_object
from scanner.model import Location, Origin, Resource
from scanner.terraform import schemas

# Releases of the API that no client has any more.
OLD = {"kubernetes_cron_job", "kubernetes_ingress", "kubernetes_pod_disruption_budget"}
# What the provider takes and the API has nowhere: its own spelling of what is not of the object.
OTHERWISE = {
    # The API has the namespace of a volume's secret in PersistentVolumes alone.
    "V1AzureFileVolumeSource.secretNamespace",
    "V1LocalObjectReference.namespace",
    "V1Volume.local",
    # Version 2 says it as a metric; the provider takes either.
    "V2HorizontalPodAutoscalerSpec.targetCPUUtilizationPercentage",
    # The provider's spelling of data that is no text; see `scanner.drift.sealed`.
    "V1Secret.binaryData",
}


class Nowhere:
    def locate(self, path: tuple[str | int, ...]) -> Location:
        return Location("main.tf")


def types() -> Iterator[str]:
    for stem in _KINDS:
        for version in ("", "_v1", "_v2"):
            name = f"kubernetes_{stem}{version}"
            if name not in OLD and schemas.find(name) is not None:
                yield name


def value_of(type_: Any) -> Any:
    if isinstance(type_, str):
        return {"bool": True, "number": 1}.get(type_, "1")
    return {"k": "v"} if type_[0] == "map" else ["v"]


def filled(block: Any) -> dict[str, Any]:
    """A block with every argument set, and one of each block in it."""
    found = {name: value_of(one.type) for name, one in block.attributes.items()}
    return found | {name: [filled(one.block)] for name, one in block.blocks.items()}


def wrong(value: Any, type_: str, place: str) -> Iterator[str]:
    """The places in an object that the API has not, or has as something else."""
    several = re.fullmatch(r"list\[(.*)\]", type_)
    entries = re.fullmatch(r"dict[(\[].*?, (.*)[)\]]", type_)
    if several:
        if not isinstance(value, list):
            yield f"{place}: one of a list"
            return
        for one in value:
            yield from wrong(one, several[1], place)
    elif entries:
        if not isinstance(value, dict):
            yield f"{place}: no map"
    elif (model := getattr(client, type_, None)) is not None:
        if not isinstance(value, dict):
            yield f"{place}: a list of one"
            return
        names = {name: field for field, name in model.attribute_map.items()}
        for name, inner in value.items():
            here = f"{type_}.{name}"
            if name not in names:
                yield here
            else:
                yield from wrong(inner, model.openapi_types[names[name]], here)
    elif isinstance(value, (dict, list)):
        yield f"{place}: no single value"


@pytest.mark.parametrize("name", list(types()))
def test_every_argument_is_a_field_of_the_api(name: str) -> None:
    schema = schemas.find(name)
    assert schema is not None
    attributes = filled(schema.block)
    attributes.pop("status", None)
    made = api_object(Resource(name, f"{name}.x", attributes, Origin.CODE, Nowhere(), "."))
    assert made is not None
    version, kind = made.attributes["apiVersion"], made.type.partition(".")[0]
    release = version.rpartition("/")[2]
    assert set(wrong(made.attributes, f"{release.upper()[:1]}{release[1:]}{kind}", kind)) <= (
        OTHERWISE
    )


def test_all_kinds_are_looked_at() -> None:
    assert len(list(types())) >= 45


def test_an_autoscaler_of_more_than_processors_is_one_of_version_2() -> None:
    def version(spec: dict[str, Any]) -> Any:
        attributes = {"metadata": [{"name": "a"}], "spec": [spec]}
        name = "kubernetes_horizontal_pod_autoscaler"
        made = api_object(Resource(name, f"{name}.a", attributes, Origin.CODE, Nowhere(), "."))
        assert made is not None
        return made.attributes["apiVersion"]

    assert version({"max_replicas": 3}) == "autoscaling/v1"
    assert version({"max_replicas": 3, "metric": [{"type": "Resource"}]}) == "autoscaling/v2"


def test_the_source_of_a_volume_stands_in_its_specification() -> None:
    """And leads to the argument that it came from."""

    class Place:
        def locate(self, path: tuple[str | int, ...]) -> Location:
            return Location(".".join(map(str, path)))

    source = {"persistent_volume_source": [{"nfs": [{"path": "/", "server": "s"}]}]}
    attributes = {"metadata": [{"name": "a"}], "spec": [{"capacity": {"storage": "1Gi"}, **source}]}
    name = "kubernetes_persistent_volume_v1"
    made = api_object(Resource(name, f"{name}.a", attributes, Origin.CODE, Place(), "."))
    assert made is not None
    assert made.attributes["spec"] == {
        "capacity": {"storage": "1Gi"},
        "nfs": {"path": "/", "server": "s"},
    }
    place = made.source.locate(("spec", "nfs", "server")).path
    assert place == "spec.0.persistent_volume_source.0.nfs.0.server"
    assert made.source.locate(("spec", "capacity", "storage")).path == "spec.0.capacity.storage"
