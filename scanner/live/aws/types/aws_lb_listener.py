"""A port that a load balancer listens on, and what it does with a request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scanner.compare import listener_actions
from scanner.live.aws.api import required
from scanner.live.aws.elbv2 import (
    BALANCERS,
    LISTENERS,
    actions,
    attributes,
    balancers_in_scope,
    batched,
    describe,
    flag,
    listeners,
    number,
    tags_of,
    word,
)
from scanner.live.aws.kinds import Item
from scanner.live.aws.table import Listing, block, by_id, computed, field, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Managed

_TYPE, _ARN = "aws_lb_listener", "ListenerArn"
_ATTRIBUTES = describe("ListenerAttributes", "ListenerNotFound")
_OFF = {"mode": "off", "ignore_client_certificate_expiry": False}

_REQUEST = "routing.http.request"
_RESPONSE = "routing.http.response"
_HEADERS = {
    **{
        f"routing_http_request_{name}_header_name": f"{_REQUEST}.{name}.header_name"
        for name in (
            "x_amzn_mtls_clientcert",
            "x_amzn_mtls_clientcert_issuer",
            "x_amzn_mtls_clientcert_leaf",
            "x_amzn_mtls_clientcert_serial_number",
            "x_amzn_mtls_clientcert_subject",
            "x_amzn_mtls_clientcert_validity",
            "x_amzn_tls_cipher_suite",
            "x_amzn_tls_version",
        )
    },
    **{
        f"routing_http_response_{name}_header_value": f"{_RESPONSE}.{name}.header_value"
        for name in (
            "access_control_allow_credentials",
            "access_control_allow_headers",
            "access_control_allow_methods",
            "access_control_allow_origin",
            "access_control_expose_headers",
            "access_control_max_age",
            "content_security_policy",
            "strict_transport_security",
            "x_content_type_options",
            "x_frame_options",
        )
    },
}


def _listeners(api: Api, managed: Managed) -> Iterable[Item]:
    for one in listeners(api, balancers_in_scope(api, managed)):
        yield Item(required(one, _ARN), one)


def _certificate(raw: Any) -> Any:
    """The default one; the others are aws_lb_listener_certificate's."""
    return next((one.get("CertificateArn") for one in raw.get("Certificates", ())), None)


def _policy(raw: Any) -> Any:
    return next(iter(raw.get("AlpnPolicy") or ()), None)


READER = tabled(
    _TYPE,
    batched(_TYPE, _ARN, Listing((BALANCERS, LISTENERS), _listeners)),
    key=by_id,
    fields=(
        field("load_balancer_arn", "LoadBalancerArn"),
        field("port", "Port"),
        field("protocol", "Protocol"),
        field("ssl_policy", "SslPolicy"),
        field("certificate_arn", _certificate),
        field("alpn_policy", _policy),
        field("default_action", actions("DefaultActions"), listener_actions),
        block(
            "mutual_authentication",
            "MutualAuthentication",
            {
                "mode": "Mode",
                "trust_store_arn": "TrustStoreArn",
                "ignore_client_certificate_expiry": "IgnoreClientCertificateExpiry",
                "advertise_trust_store_ca_names": "AdvertiseTrustStoreCaNames",
            },
            defaults={**_OFF, "advertise_trust_store_ca_names": "off"},
            default=[_OFF],
        ),
        computed("arn", _ARN),
    ),
    details=(
        attributes(
            _ATTRIBUTES,
            _ARN,
            (
                *(field(name, word(key)) for name, key in _HEADERS.items()),
                field("routing_http_response_server_enabled", flag(f"{_RESPONSE}.server.enabled")),
                field("tcp_idle_timeout_seconds", number("tcp.idle_timeout.seconds")),
            ),
        ),
        tags_of(_ARN),
    ),
    write_only=("default_action.authenticate_oidc.client_secret",),
    uncovered={"timeouts": "how long Terraform waits"},
)
