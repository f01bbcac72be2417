"""Where moto answers otherwise than AWS, and Terraform cannot go on with that."""

from __future__ import annotations

import hashlib
import inspect
import json
import os
from typing import Any

from origins.keeping import keep


def mend() -> None:
    """Have moto answer these as AWS does."""
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
    _database_ids()
    _policies()
    _athena_tags()
    _detectors()
    _kubernetes()
    _trails()
    _gateway_policies()
    _gateway_caches()
    _jobs()
    _document_databases()
    _default_cluster()
    _cache_members()
    _services()
    _firewalls()
    _warehouses()
    _volumes()
    _function_urls()
    keep()


def _database_ids() -> None:
    """Every database instance has a resource id of its own: Terraform finds it by that."""
    from moto.rds.models import DBInstance

    def shown(self: Any) -> str:
        name = getattr(self, "db_instance_identifier", "")
        return "db-" + hashlib.sha256(name.encode()).hexdigest()[:26].upper()

    DBInstance.dbi_resource_id = property(shown, lambda self, value: None)


def _policies() -> None:
    """A policy may leave its version out."""
    from moto.iam.policy_validation import IAMPolicyDocumentValidator

    IAMPolicyDocumentValidator.validate = lambda self: None  # type: ignore[method-assign]


def _athena_tags() -> None:
    """What has no tags has an empty list of them."""
    from moto.athena.responses import AthenaResponse

    def tags(self: Any) -> str:
        found = self.athena_backend.list_tags_for_resource(self._get_param("ResourceARN"))
        return json.dumps(found or {"Tags": []})

    AthenaResponse.list_tags_for_resource = tags  # type: ignore[method-assign]


def _detectors() -> None:
    """A new detector reads what it is not told to leave out."""
    from moto.guardduty.models import Detector

    original = Detector.__init__

    def init(self: Any, *given: Any, **named: Any) -> None:
        original(self, *given, **named)
        standard = {"s3Logs": {"enable": True}, "kubernetes": {"auditLogs": {"enable": True}}}
        self.datasources = {**standard, **self.datasources}

    if original.__name__ != "init":
        Detector.__init__ = init  # type: ignore[method-assign]


def _kubernetes() -> None:
    """A new cluster is of a current version, and nodes have no key pair by themselves."""
    from moto.eks import models

    models.DEFAULT_KUBERNETES_VERSION = "1.33"
    models.DEFAULT_REMOTE_ACCESS = {}


def _trails() -> None:
    """A request that names trails is answered with these."""
    from moto.cloudtrail.responses import CloudTrailResponse

    def describe(self: Any) -> str:
        wanted = self._get_param("trailNameList") or []
        found = [
            one.description(include_region=True)
            for one in self.cloudtrail_backend.describe_trails(True)
            if not wanted or one.arn in wanted or one.trail_name in wanted
        ]
        return json.dumps({"trailList": found})

    CloudTrailResponse.describe_trails = describe  # type: ignore[method-assign]


def _gateway_policies() -> None:
    """The policy of an API comes with its quotes escaped, twice."""
    from moto.apigateway.models import RestAPI

    original = RestAPI.to_dict

    def shown(self: Any) -> dict[str, Any]:
        found = original(self)
        if found.get("policy"):
            found["policy"] = json.dumps(found["policy"])[1:-1]
        return found

    if original.__name__ != "shown":
        RestAPI.to_dict = shown  # type: ignore[method-assign]


def _gateway_caches() -> None:
    """What is cached is not encrypted unless that is asked for."""
    from moto.apigateway.models import Stage

    original = Stage._get_default_method_settings

    def settings(self: Any) -> dict[str, Any]:
        return {**original(self), "cacheDataEncrypted": False}

    if original.__name__ != "settings":
        Stage._get_default_method_settings = settings  # type: ignore[method-assign]


def _jobs() -> None:
    """A job may leave to its queue how much it needs."""
    from moto.batch.models import JobDefinition

    JobDefinition._validate_container_properties = lambda self: None  # type: ignore[method-assign]


def _document_databases() -> None:
    """DocumentDB is served by the same interface as Neptune."""
    from moto.rds.models import DBCluster, DBInstance
    from moto.rds.utils import ClusterEngine, DbInstanceEngine

    clusters = [*(one.value for one in ClusterEngine), "docdb"]
    instances = [*(one.value for one in DbInstanceEngine), "docdb"]
    ClusterEngine.list_cluster_engines = lambda: sorted(clusters)  # type: ignore[method-assign]
    DbInstanceEngine.valid_db_instance_engine = (  # type: ignore[method-assign]
        lambda: sorted(instances)
    )
    DBInstance.default_engine_versions["docdb"] = "5.0.0"
    for kind in (DBCluster, DBInstance):
        _add_engine(kind, "default_port", 27017)
        _add_engine(kind, "default_allocated_storage", None)
    _add_engine(DBCluster, "default_engine_version", "5.0.0")


def _add_engine(kind: Any, name: str, value: Any) -> None:
    """Give a table of engines an entry for DocumentDB. value: None for that of MySQL."""
    original = getattr(kind, name)

    if original.__name__ == "chosen":
        return

    def chosen(engine: str, **rest: Any) -> Any:
        if engine != "docdb":
            return original(engine, **rest)
        return original("mysql", **rest) if value is None else value

    setattr(kind, name, staticmethod(chosen))


def _default_cluster() -> None:
    """An empty name is that of the default cluster."""
    from moto.ecs.exceptions import ClusterNotFoundException
    from moto.ecs.models import EC2ContainerServiceBackend

    def cluster(self: Any, name: str) -> Any:
        found = self.clusters.get(name.split("/")[-1] or "default")
        if not found:
            raise ClusterNotFoundException
        return found

    EC2ContainerServiceBackend._get_cluster = cluster  # type: ignore[method-assign]


_ENCRYPTED = (
    "at_rest_encryption_enabled",
    "transit_encryption_enabled",
    "transit_encryption_mode",
)


def _cache_members() -> None:
    """The members of a replication group are clusters of their own. Valkey encrypts what it
    stores, and minor versions are installed, unless that is refused."""
    from moto.elasticache.models import ElastiCacheBackend

    original = ElastiCacheBackend.create_replication_group
    cluster = ElastiCacheBackend.create_cache_cluster
    wanted = list(inspect.signature(cluster).parameters)[1:]

    def upgraded(named: dict[str, Any]) -> None:
        if named.get("auto_minor_version_upgrade") is None:
            named["auto_minor_version_upgrade"] = True

    def alone(self: Any, *given: Any, **named: Any) -> Any:
        upgraded(named)
        return cluster(self, *given, **named)

    def create(self: Any, *given: Any, **named: Any) -> Any:
        upgraded(named)
        if named.get("engine") == "valkey" and named.get("at_rest_encryption_enabled") is None:
            named["at_rest_encryption_enabled"] = True
        if named.get("transit_encryption_enabled") and not named.get("transit_encryption_mode"):
            named["transit_encryption_mode"] = "required"
        group = original(self, *given, **named)
        for member in group.member_clusters:
            if member not in self.cache_clusters:
                settings = dict.fromkeys(wanted) | {
                    "cache_cluster_id": member,
                    "replication_group_id": group.replication_group_id,
                    "cache_node_type": group.cache_node_type,
                    "engine": group.engine,
                    "engine_version": "7.1",
                    "num_cache_nodes": 1,
                    "cache_subnet_group_name": group.cache_subnet_group_name,
                }
                self.create_cache_cluster(**{name: settings[name] for name in wanted})
                for name in _ENCRYPTED:
                    setattr(self.cache_clusters[member], name, getattr(group, name))
        return group

    if original.__name__ != "create":
        ElastiCacheBackend.create_replication_group = create  # type: ignore[method-assign]
        ElastiCacheBackend.create_cache_cluster = alone  # type: ignore[method-assign]


def _services() -> None:
    """A service without networks of its own has no such setting: the provider fails at an empty
    one. How it is deployed, and whether commands may be run in it, is kept."""
    from moto.ecs.models import Service
    from moto.ecs.responses import EC2ContainerServiceResponse

    original, create = Service.__init__, EC2ContainerServiceResponse.create_service

    def init(self: Any, *given: Any, **named: Any) -> None:
        original(self, *given, **named)
        self.network_configuration = self.network_configuration or None

    def created(self: Any) -> Any:
        answer = create(self)
        service = answer.result["service"]
        service.deployment_configuration = self._get_param("deploymentConfiguration")
        service.enable_execute_command = self._get_param("enableExecuteCommand") or False
        return answer

    if original.__name__ != "init":
        Service.__init__ = init  # type: ignore[method-assign]
        EC2ContainerServiceResponse.create_service = created  # type: ignore[method-assign]


def _firewalls() -> None:
    """A firewall is protected from changes when that is asked for."""
    from moto.networkfirewall.models import NetworkFirewallModel

    original = NetworkFirewallModel.__init__

    def init(self: Any, *given: Any, **named: Any) -> None:
        original(self, *given, **named)
        for name in ("delete", "firewall_policy_change", "subnet_change"):
            if not named.get(f"{name}_protection"):
                setattr(self, f"{name}_protection", False)

    if original.__name__ != "init":
        NetworkFirewallModel.__init__ = init  # type: ignore[method-assign]


def _warehouses() -> None:
    """A warehouse that is there is available, in both ways of saying so, and stays in its zone."""
    from moto.redshift.models import Cluster

    Cluster.cluster_availability_status = property(  # type: ignore[attr-defined]
        lambda self: self.status.capitalize()
    )
    Cluster.availability_zone_relocation_status = "disabled"  # type: ignore[attr-defined]


def _volumes() -> None:
    """Where disks are encrypted by default, a new one is."""
    from moto.ec2.models import EC2Backend

    original = EC2Backend.create_volume

    def create(self: Any, *given: Any, **named: Any) -> Any:
        if getattr(self, "ebs_encryption_by_default", False):  # not yet while images are loaded
            named["encrypted"] = True
        return original(self, *given, **named)

    if original.__name__ != "create":
        EC2Backend.create_volume = create  # type: ignore[method-assign]


def _function_urls() -> None:
    """A permission on a function's URL says how its callers prove who they are."""
    from moto.awslambda.policy import Policy

    original = Policy.decode_policy

    def decode(self: Any, given: dict[str, Any]) -> Any:
        policy = original(self, given)
        kind = given.pop("FunctionUrlAuthType", None)
        if kind and policy.statements:
            tests = policy.statements[0].setdefault("Condition", {})
            tests.setdefault("StringEquals", {})["lambda:FunctionUrlAuthType"] = kind
        return policy

    if original.__name__ != "decode":
        Policy.decode_policy = decode  # type: ignore[method-assign]
