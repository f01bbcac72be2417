"""What moto is told of networks and of what stands before services, and forgets."""

from __future__ import annotations

import functools
from typing import Any

from origins.patching import after


def keep_edges() -> None:
    """Have moto tell again what it was told."""
    _stages()
    _delivered_logs()
    _brokers()
    _instances()
    _files()
    _walls()
    _balancers()
    _domains()


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
    after(Stage, "to_json", shown)


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

    after(InstanceResponse, "run_instances", made)


def _files() -> None:
    """Who may use a file system."""
    import json

    from moto.efs.responses import EFSResponse

    def told(self: Any) -> Any:
        identity, policy = self._get_param("FileSystemId"), self._get_param("Policy")
        self.efs_backend.file_systems_by_id[identity].file_system_policy = policy
        return 200, {}, json.dumps({"FileSystemId": identity, "Policy": policy})

    EFSResponse.put_file_system_policy = told  # type: ignore[attr-defined]


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

    after(SecondDomainName, "to_json", available)
    after(APIGatewayResponse, "create_domain_name", made)
    after(DomainName, "to_json", shown)


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

    after(LoadBalancer, "__init__", made)
