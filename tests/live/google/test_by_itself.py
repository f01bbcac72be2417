"""What changes by itself is no drift: it is neither found nor unread, and not compared."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from google_recorded import Fake, assets, found, look, states

from scanner.drift import compare
from scanner.live.facade import Live, default_sessions, read_live
from scanner.live.google.export import Export
from scanner.live.google.inventory import Asset, Inventory, asset_of
from scanner.live.google.kinds import Context, reader_for
from scanner.live.notread import NotRead
from scanner.model import Unknown

SQL = "google_sql_database_instance"
GROUP = "google_compute_instance_group_manager"
POOL, CLUSTER = "google_container_node_pool", "google_container_cluster"
FIREWALL, MACHINE = "google_compute_firewall", "google_compute_instance"


def sql(*, grows: bool, size: str) -> Live:
    (there,) = copy.deepcopy(assets(SQL))
    there["resource"]["data"]["settings"].update(storageAutoResize=grows, dataDiskSizeGb=size)
    (mine,) = states(SQL)
    mine.attributes["settings"][0]["disk_autoresize"] = grows  # type: ignore[index, call-overload]
    return look([mine], [there])


def test_a_disk_that_grows_by_itself() -> None:
    live = sql(grows=True, size="500")
    assert found(live) == [] and live.view.unread == ()
    done = compare(None, list(live.managed), live.view, live.projections).coverage
    assert done.types[SQL].unread == 0
    assert found(sql(grows=False, size="500")) == [f"{SQL}.case0: settings.disk_size"]
    # That it grows is a setting like any other.
    (there,) = copy.deepcopy(assets(SQL))
    there["resource"]["data"]["settings"]["storageAutoResize"] = True
    assert found(look(states(SQL), [there])) == [f"{SQL}.case0: settings.disk_autoresize"]


def autoscaler(target: str, mode: str) -> dict[str, Any]:
    """constructed: https://cloud.google.com/compute/docs/reference/rest/v1/autoscalers"""
    return {
        "name": "//compute.googleapis.com/projects/demo/zones/europe-west1-b/autoscalers/a",
        "assetType": "compute.googleapis.com/Autoscaler",
        "resource": {
            "data": {
                "name": "a",
                "target": target,
                "autoscalingPolicy": {"minNumReplicas": 1, "maxNumReplicas": 9, "mode": mode},
            }
        },
        "ancestors": ["projects/123456789"],
    }


def groups() -> tuple[list[Any], str]:
    there = copy.deepcopy(assets(GROUP))
    there[0]["resource"]["data"]["targetSize"] += 4
    return there, there[0]["resource"]["data"]["selfLink"]


def test_a_group_with_an_autoscaler() -> None:
    there, link = groups()
    changed = [f"{GROUP}.case0: target_size"]
    assert found(look(states(GROUP), there)) == changed
    assert found(look(states(GROUP), [*there, autoscaler(link, "ON")])) == []
    assert found(look(states(GROUP), [*there, autoscaler(link, "OFF")])) == changed
    other = link.replace("/instanceGroupManagers/", "/instanceGroupManagers/x")
    assert found(look(states(GROUP), [*there, autoscaler(other, "ON")])) == changed


def test_an_export_without_autoscalers_has_none() -> None:
    there, _ = groups()
    export = Export([one for raw in there if (one := asset_of(raw))], "assets.json")
    live = read_live(states(GROUP), default_sessions([], assets=export))
    assert found(live) == [f"{GROUP}.case0: target_size"] and live.view.unread == ()


def test_where_autoscalers_were_not_read_the_size_is_not_either() -> None:
    there, _ = groups()
    reader = reader_for(GROUP)
    assert reader is not None

    def fetch(content: str, kinds: Any) -> list[Asset]:
        if "compute.googleapis.com/Autoscaler" in kinds:
            raise NotRead("assets.list: Forbidden", denied=True)
        return [one for raw in there if (one := asset_of(raw))]

    inventory = Inventory("demo", fetch, [reader.resources[0]], ())
    inventory._found["RESOURCE"] = {
        reader.resources[0]: fetch("RESOURCE", ()),
        reader.resources[1]: NotRead("assets.list: Forbidden", denied=True),
    }
    session: Any = Fake(())
    (item, _) = reader.listing(Context(session, inventory))
    size = reader.read(item.raw)["target_size"]
    assert isinstance(size, Unknown) and size.reason == "not read: assets.list: Forbidden"


def also(type_name: str, name: str, /, **data: Any) -> list[str]:
    """What is found of an asset beside those of the corpus, with and without --strict."""
    first = copy.deepcopy(assets(type_name)[0])
    first["name"] = first["name"].rpartition("/")[0] + f"/{name}"
    first["resource"]["data"].update(
        {"name": name, "selfLink": f"https://x/projects/demo/{name}", **data}
    )
    there = [*assets(type_name), first]
    shown = found(look(states(type_name), there, strict=True))
    assert shown == [f"unmanaged {type_name}"]
    return found(look(states(type_name), there))


def test_pools_of_node_auto_provisioning() -> None:
    automatic = {"enabled": True, "autoprovisioned": True, "maxNodeCount": 9}
    assert also(POOL, "nap-1", autoscaling=automatic) == []
    assert also(POOL, "mine", autoscaling={"enabled": True}) == [f"unmanaged {POOL}"]
    there = copy.deepcopy(assets(CLUSTER))
    pools = there[0]["resource"]["data"]["nodePools"]
    pools.append({**pools[0], "name": "nap-1", "autoscaling": automatic})
    assert found(look(states(CLUSTER), there)) == []
    pools[-1] = {**pools[0], "name": "mine"}
    assert found(look(states(CLUSTER), there)) == [f"{CLUSTER}.case0: node_pool"]


def test_the_service_that_a_function_runs_as() -> None:
    service = "google_cloud_run_v2_service"
    managed = {"goog-managed-by": "cloudfunctions"}
    assert also(service, "f", labels=managed) == []
    assert also(service, "g", labels={}) == [f"unmanaged {service}"]


def test_machines_of_a_managed_group() -> None:
    by = {"key": "created-by", "value": "projects/1/zones/z/instanceGroupManagers/gke-main"}
    assert also(MACHINE, "gke-main-1", metadata={"items": [by]}) == []
    by = {"key": "created-by", "value": "jane"}
    assert also(MACHINE, "other", metadata={"items": [by]}) == [f"unmanaged {MACHINE}"]


@pytest.mark.parametrize(
    ("name", "tags", "ranges", "shown"),
    [
        ("gke-main-0a1b2c3d-all", ["gke-main-0a1b2c3d-node"], ["10.4.0.0/14"], False),
        ("gke-main-0a1b2c3d-master", ["gke-main-0a1b2c3d-node"], ["172.16.0.0/28"], False),
        # Somebody else's, by a name that only looks like GKE's.
        ("gke-main-0a1b2c3d-all", ["gke-main-0a1b2c3d-node"], ["0.0.0.0/0"], True),
        ("gke-main-0a1b2c3d-all", ["gke-other-0a1b2c3d-node"], ["10.4.0.0/14"], True),
        ("gke-main-0a1b2c3d-all", None, ["10.4.0.0/14"], True),
        ("gke-main-debug", ["gke-main-0a1b2c3d-node"], ["10.4.0.0/14"], True),
    ],
)
def test_rules_that_gke_makes_for_its_nodes(name: str, tags: Any, ranges: Any, shown: bool) -> None:
    lines = also(FIREWALL, name, targetTags=tags, sourceRanges=ranges)
    assert lines == ([f"unmanaged {FIREWALL}"] if shown else [])


def test_an_upgrade_of_gke_is_no_drift() -> None:
    """Versions follow the release channel, node counts the autoscaler."""
    there = copy.deepcopy([*assets(CLUSTER), *assets(POOL)])
    for one in there:
        data = one["resource"]["data"]
        for field in ("currentMasterVersion", "currentNodeVersion", "version"):
            if field in data:
                data[field] = "1.99.0-gke.1"
        for pool in data.get("nodePools", ()):
            pool["version"] = "1.99.0-gke.1"
        if "currentNodeCount" in data:
            data["currentNodeCount"] += 5
    assert found(look([*states(CLUSTER), *states(POOL)], there)) == []
