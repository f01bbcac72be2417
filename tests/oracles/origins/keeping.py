"""What moto is told and forgets: kept, and answered again under the name that AWS gives it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any


def keep() -> None:
    """Have moto tell again what it was told."""
    _certificates()
    _builds()
    _clusters()
    _topics()
    _rotations()
    _databases()
    _notebooks()
    _stages()
    _delivered_logs()
    _brokers()
    _instances()
    _files()
    _warehouses()
    _walls()
    _balancers()
    _tables()
    _domains()


def _after(kind: Any, name: str, then: Callable[[Any, Any], Any]) -> None:
    """Do something with what a method gives: ``then(self, result)`` is what it gives then."""
    original = getattr(kind, name)
    if getattr(original, "completed", False):
        return

    @functools.wraps(original)
    def completed(self: Any, *given: Any, **named: Any) -> Any:
        return then(self, original(self, *given, **named))

    completed.completed = True  # type: ignore[attr-defined]
    setattr(kind, name, completed)


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

    _after(AWSCertificateManagerResponse, "request_certificate", asked)
    _after(CertBundle, "describe", described)


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

    _after(CodeBuildResponse, "create_project", made)
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

    _after(EKSResponse, "create_cluster", made)


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

    _after(SNSResponse, "set_topic_attributes", told)
    _after(SNSResponse, "create_topic", made)
    _after(SNSResponse, "get_topic_attributes", shown)


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
    _after(FakeSecret, "to_dict", shown)


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
        _after(kind, "__init__", encrypted)
    _after(RDSResponse, "create_db_instance", keeps("DBInstance"))
    _after(RDSResponse, "modify_db_instance", keeps("DBInstance"))
    _after(RDSResponse, "create_db_cluster", keeps("DBCluster"))
    _after(RDSResponse, "modify_db_cluster", keeps("DBCluster"))


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

    _after(SageMakerResponse, "create_notebook_instance", made)
    _after(SageMakerResponse, "describe_notebook_instance", shown)


def _stages() -> None:
    """The certificate that a stage shows to what is behind it."""
    from moto.apigateway.models import Stage

    def shown(self: Any, answer: Any) -> Any:
        if getattr(self, "client_certificate_id", None):
            answer["clientCertificateId"] = self.client_certificate_id
        return answer

    original = Stage.apply_operations
    if not getattr(original, "completed", False):

        @functools.wraps(original)
        def applied(self: Any, operations: list[dict[str, Any]]) -> Any:
            rest = []
            for one in operations:
                if one["path"] == "/clientCertificateId":
                    self.client_certificate_id = one.get("value") or None
                else:
                    rest.append(one)
            return original(self, rest)

        applied.completed = True  # type: ignore[attr-defined]
        Stage.apply_operations = applied  # type: ignore[method-assign]
    _after(Stage, "to_json", shown)


def _delivered_logs() -> None:
    """Who may write to the bucket of logs is nothing that is asked when they are turned on."""
    from moto.s3.models import FakeBucket

    FakeBucket._log_permissions_enabled_policy = (  # type: ignore[method-assign]
        lambda self, target_bucket, target_prefix: True
    )


def _brokers() -> None:
    """A cluster of Kafka that is there is active."""
    from moto.kafka.models import FakeKafkaCluster

    original = FakeKafkaCluster.__init__
    if getattr(original, "completed", False):
        return

    @functools.wraps(original)
    def init(self: Any, *given: Any, **named: Any) -> None:
        original(self, *given, **{**named, "state": "ACTIVE"})

    init.completed = True  # type: ignore[attr-defined]
    FakeKafkaCluster.__init__ = init  # type: ignore[method-assign]


def _instances() -> None:
    """Whether an instance may be ended through the API, and whether it is a spot instance."""
    from moto.ec2.responses.instances import InstanceResponse

    def made(self: Any, answer: Any) -> Any:
        for one in answer.result.instances:
            if self._get_param("DisableApiTermination") is not None:
                asked = str(self._get_param("DisableApiTermination")).lower() == "true"
                one.disable_api_termination = asked
            if self._get_param("InstanceMarketOptions.MarketType"):
                one.lifecycle = self._get_param("InstanceMarketOptions.MarketType")
        return answer

    _after(InstanceResponse, "run_instances", made)


def _files() -> None:
    """Who may use a file system."""
    import json

    from moto.efs.responses import EFSResponse

    def told(self: Any) -> Any:
        identity, policy = self._get_param("FileSystemId"), self._get_param("Policy")
        self.efs_backend.file_systems_by_id[identity].file_system_policy = policy
        return 200, {}, json.dumps({"FileSystemId": identity, "Policy": policy})

    EFSResponse.put_file_system_policy = told  # type: ignore[attr-defined]


def _warehouses() -> None:
    """What a warehouse is where nothing was said."""
    from moto.redshift.models import Cluster

    Cluster.multi_az = "Disabled"  # type: ignore[attr-defined]
    Cluster.manual_snapshot_retention_period = -1  # type: ignore[attr-defined]
    Cluster.maintenance_track_name = "current"  # type: ignore[attr-defined]


_PROTECTED = {
    "apigateway": "API_GATEWAY",
    "appsync": "APPSYNC",
    "cognito-idp": "COGNITO_USER_POOL",
    "elasticloadbalancing": "APPLICATION_LOAD_BALANCER",
}


def _walls() -> None:
    """What a web ACL protects, of one kind."""
    import json

    from moto.wafv2.responses import WAFV2Response

    def shown(self: Any) -> Any:
        kept = self.wafv2_backend.wacls[self._get_param("WebACLArn")].associated_resources
        kind = self._get_param("ResourceType") or "APPLICATION_LOAD_BALANCER"
        found = [arn for arn in kept if _PROTECTED.get(arn.split(":")[2]) == kind]
        return 200, {}, json.dumps({"ResourceArns": found})

    WAFV2Response.list_resources_for_web_acl = shown  # type: ignore[attr-defined]


def _domains() -> None:
    """A name of an API is available once it is made, and asks for certificates if told to."""
    from moto.apigateway.models import DomainName
    from moto.apigateway.responses import APIGatewayResponse
    from moto.apigatewayv2.models import DomainName as SecondDomainName

    def available(self: Any, answer: Any) -> Any:
        for one in answer["domainNameConfigurations"]:
            one["domainNameStatus"] = "AVAILABLE"
        return answer

    def made(self: Any, answer: Any) -> Any:
        kept = self.backend.domain_names[self._get_param("domainName")]
        kept.asked = self._get_param("mutualTlsAuthentication")
        return answer

    def shown(self: Any, answer: Any) -> Any:
        if getattr(self, "asked", None):
            answer["mutualTlsAuthentication"] = self.asked
        return answer

    _after(SecondDomainName, "to_json", available)
    _after(APIGatewayResponse, "create_domain_name", made)
    _after(DomainName, "to_json", shown)


def _balancers() -> None:
    """A load balancer asks its instances how they are also where nobody said how."""
    from moto.elb.models import FakeHealthCheck, LoadBalancer

    def made(self: Any, answer: None) -> None:
        port = self.listeners[0].instance_port if self.listeners else 80
        self.health_check = FakeHealthCheck(
            timeout=5, healthy_threshold=10, unhealthy_threshold=2, interval=30,
            target=f"TCP:{port}",
        )  # fmt: skip
        self.attributes["connection_draining"]["timeout"] = 300

    _after(LoadBalancer, "__init__", made)


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

    _after(DynamoHandler, "update_table", told)
    _after(DynamoHandler, "describe_table", shown)
