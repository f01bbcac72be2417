"""What moto is told and forgets: kept, and answered again under the name that AWS gives it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from origins.edges import keep_edges
from origins.patching import after


def keep() -> None:
    """Have moto tell again what it was told."""
    _certificates()
    _builds()
    _clusters()
    _topics()
    _rotations()
    _databases()
    _notebooks()
    _warehouses()
    _tables()
    keep_edges()


def _certificates() -> None:
    """A certificate is of the key, and validated in the way, that was asked for."""
    from moto.acm.models import CertBundle
    from moto.acm.responses import AWSCertificateManagerResponse

    def asked(self: Any, answer: Any) -> Any:
        kept = self.acm_backend.get_certificate(answer.result["CertificateArn"])
        kept.asked = {name: self._get_param(name) for name in ("KeyAlgorithm", "ValidationMethod")}
        return answer

    def described(self: Any, answer: Any) -> Any:
        kept = getattr(self, "asked", {})
        certificate = answer["Certificate"]
        if kept.get("KeyAlgorithm"):
            certificate["KeyAlgorithm"] = kept["KeyAlgorithm"]
        if kept.get("ValidationMethod") == "EMAIL":
            for option in certificate.get("DomainValidationOptions", ()):
                option.pop("ResourceRecord", None)
                option["ValidationMethod"] = "EMAIL"
                option["ValidationEmails"] = [f"admin@{option['DomainName']}"]
        return answer

    after(AWSCertificateManagerResponse, "request_certificate", asked)
    after(CertBundle, "describe", described)


def _builds() -> None:
    """A project has the key, and is shown to those, that was asked for."""
    from moto.codebuild.responses import CodeBuildResponse
    from moto.core.responses import ActionResult

    def made(self: Any, answer: Any) -> Any:
        kept = self.codebuild_backend.codebuild_projects[self._get_param("name")].project_metadata
        kept.setdefault("projectVisibility", "PRIVATE")
        if self._get_param("encryptionKey"):
            kept["encryptionKey"] = self._get_param("encryptionKey")
        return answer

    def shown(self: Any) -> Any:
        arn, visible = self._get_param("projectArn"), self._get_param("projectVisibility")
        kept = self.codebuild_backend.codebuild_projects[arn.rpartition("/")[2]].project_metadata
        kept["projectVisibility"] = visible
        return ActionResult({"projectArn": arn, "projectVisibility": visible})

    after(CodeBuildResponse, "create_project", made)
    CodeBuildResponse.update_project_visibility = shown  # type: ignore[attr-defined]


def _clusters() -> None:
    """Who may enter a cluster of Kubernetes, and how."""
    from moto.eks.responses import EKSResponse

    def made(self: Any, answer: Any) -> Any:
        asked = self._get_param("accessConfig") or {}
        # Clusters that are made through the API go by the config map, unless that is said.
        kept = {"authenticationMode": "CONFIG_MAP", **asked}
        kept.setdefault("bootstrapClusterCreatorAdminPermissions", True)
        answer.result["cluster"].access_config = kept
        return answer

    after(EKSResponse, "create_cluster", made)


def _topics() -> None:
    """Who writes the log of what a topic delivers."""
    from moto.sns.responses import SNSResponse

    def told(self: Any, answer: Any) -> Any:
        name = self._get_param("AttributeName")
        if "Feedback" in name:
            topic = self.backend.get_topic(self._get_param("TopicArn"))
            topic.kept = {**getattr(topic, "kept", {}), name: self._get_param("AttributeValue")}
        return answer

    def made(self: Any, answer: Any) -> Any:
        topic = self.backend.get_topic(answer.result["TopicArn"])
        asked = self._get_attributes() or {}
        topic.kept = {name: value for name, value in asked.items() if "Feedback" in name}
        return answer

    def shown(self: Any, answer: Any) -> Any:
        topic = self.backend.get_topic(self._get_param("TopicArn"))
        answer.result["Attributes"] |= getattr(topic, "kept", {})
        return answer

    after(SNSResponse, "set_topic_attributes", told)
    after(SNSResponse, "create_topic", made)
    after(SNSResponse, "get_topic_attributes", shown)


def _rotations() -> None:
    """How often a secret is rotated, in each of the two ways of saying so. What the function does
    then is not asked."""
    from moto.secretsmanager.models import FakeSecret, SecretsManagerBackend

    original = SecretsManagerBackend.rotate_secret
    if getattr(original, "completed", False):
        return

    @functools.wraps(original)
    def rotate(self: Any, secret_id: str, **named: Any) -> str:
        answer = original(self, secret_id, **{**named, "rotation_lambda_arn": None})
        secret = self.secrets[secret_id]
        secret.rotation_lambda_arn = named.get("rotation_lambda_arn") or ""
        secret.kept = named.get("rotation_rules") or getattr(secret, "kept", {})
        secret.rotation_enabled = True
        return answer

    def shown(self: Any, answer: Any) -> Any:
        if getattr(self, "kept", None) and "RotationRules" in answer:
            answer["RotationRules"] = self.kept
        return answer

    rotate.completed = True  # type: ignore[attr-defined]
    SecretsManagerBackend.rotate_secret = rotate  # type: ignore[method-assign]
    after(FakeSecret, "to_dict", shown)


def _databases() -> None:
    """What a database is told beside what moto keeps, under the names that AWS answers with."""
    from moto.kms.utils import RESERVED_ALIASE_TARGET_KEY_IDS
    from moto.rds.models import DBCluster, DBInstance
    from moto.rds.responses import RDSResponse

    key = RESERVED_ALIASE_TARGET_KEY_IDS["alias/aws/rds"]
    own = (
        "PerformanceInsightsEnabled", "PerformanceInsightsKMSKeyId",
        "PerformanceInsightsRetentionPeriod", "MonitoringInterval", "MonitoringRoleArn",
    )  # fmt: skip

    def keeps(member: str) -> Callable[[Any, Any], Any]:
        def told(self: Any, answer: Any) -> Any:
            from moto.core.utils import camelcase_to_underscores

            made = answer.result[member]
            names = {
                "EnablePerformanceInsights": "PerformanceInsightsEnabled",
                **{name: name for name in own},
            }
            for asked, name in names.items():
                if self.params.get(asked) is not None:
                    setattr(made, camelcase_to_underscores(name), self.params[asked])
            if member == "DBCluster" and self.params.get("CACertificateIdentifier"):
                made.certificate_details = {
                    "CAIdentifier": self.params["CACertificateIdentifier"],
                    "ValidTill": datetime(2061, 5, 25, tzinfo=UTC),
                }
            if getattr(made, "performance_insights_enabled", None):
                default = f"arn:aws:kms:{made.region}:{made.account_id}:key/{key}"
                made.performance_insights_kms_key_id = (
                    getattr(made, "performance_insights_kms_key_id", None) or default
                )
            return answer

        return told

    def encrypted(self: Any, answer: None) -> None:
        # Where nobody chose a key, the API names that of AWS.
        if getattr(self, "kms_key_id", None) == "default_kms_key_id":
            arn = f"arn:aws:kms:{self.region}:{self.account_id}:key/{key}"
            self.kms_key_id = arn if self.storage_encrypted else None

    for kind in (DBCluster, DBInstance):
        after(kind, "__init__", encrypted)
    after(RDSResponse, "create_db_instance", keeps("DBInstance"))
    after(RDSResponse, "modify_db_instance", keeps("DBInstance"))
    after(RDSResponse, "create_db_cluster", keeps("DBCluster"))
    after(RDSResponse, "modify_db_cluster", keeps("DBCluster"))


def _notebooks() -> None:
    """How a notebook may ask for credentials, and what it runs on."""
    from moto.sagemaker.responses import SageMakerResponse

    def made(self: Any, answer: Any) -> Any:
        notebook = self.sagemaker_backend.get_notebook_instance(
            self._get_param("NotebookInstanceName")
        )
        notebook.kept = {
            "InstanceMetadataServiceConfiguration": self._get_param(
                "InstanceMetadataServiceConfiguration"
            )
            or {"MinimumInstanceMetadataServiceVersion": "1"},
            "PlatformIdentifier": self._get_param("PlatformIdentifier") or "notebook-al2-v2",
        }
        return answer

    def shown(self: Any, answer: Any) -> Any:
        notebook = self.sagemaker_backend.get_notebook_instance(
            self._get_param("NotebookInstanceName")
        )
        answer.result.update(getattr(notebook, "kept", {}))
        return answer

    after(SageMakerResponse, "create_notebook_instance", made)
    after(SageMakerResponse, "describe_notebook_instance", shown)


def _warehouses() -> None:
    """What a warehouse is where nothing was said."""
    from moto.redshift.models import Cluster

    Cluster.multi_az = "Disabled"  # type: ignore[attr-defined]
    Cluster.manual_snapshot_retention_period = -1  # type: ignore[attr-defined]
    Cluster.maintenance_track_name = "current"  # type: ignore[attr-defined]


def _tables() -> None:
    """The copies of a table in other regions, each a table there."""
    import copy

    from moto.dynamodb.models import dynamodb_backends
    from moto.dynamodb.responses import DynamoHandler

    def told(self: Any, answer: Any) -> Any:
        own = self.dynamodb_backend
        table = own.tables[self.body["TableName"]]
        for update in self.body.get("ReplicaUpdates", ()):
            region = update.get("Create", {}).get("RegionName")
            if region:
                there = copy.copy(table)
                there.table_arn = table.table_arn.replace(own.region_name, region)
                there.continuous_backups = copy.deepcopy(table.continuous_backups)
                dynamodb_backends[own.account_id][region].tables[table.name] = there
                kept = {**update["Create"], "ReplicaStatus": "ACTIVE"}
                table.replicas = [*getattr(table, "replicas", ()), kept]
        return answer

    def shown(self: Any, answer: Any) -> Any:
        table = self.dynamodb_backend.tables.get(self.body["TableName"])
        if getattr(table, "replicas", ()):
            answer.result["Table"]["Replicas"] = table.replicas
        return answer

    after(DynamoHandler, "update_table", told)
    after(DynamoHandler, "describe_table", shown)
