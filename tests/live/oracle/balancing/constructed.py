"""What the local server lacks of load balancers."""

from typing import Any

from family import World, swap

_API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/"
DOCUMENTATION = {
    "aws_lb": f"{_API}API_LoadBalancer.html",
    "aws_lb_listener": f"{_API}API_ListenerAttribute.html",
    "aws_lb_target_group_attachment": f"{_API}API_TargetDescription.html",
}
_STORE = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:truststore/clients/0123456789abcdef"
_REQUEST = {
    "x_amzn_mtls_clientcert": "X-Cert",
    "x_amzn_mtls_clientcert_issuer": "X-Cert-Issuer",
    "x_amzn_mtls_clientcert_leaf": "X-Cert-Leaf",
    "x_amzn_mtls_clientcert_serial_number": "X-Cert-Serial",
    "x_amzn_mtls_clientcert_subject": "X-Cert-Subject",
    "x_amzn_mtls_clientcert_validity": "X-Cert-Validity",
    "x_amzn_tls_cipher_suite": "X-Cipher",
    "x_amzn_tls_version": "X-Tls",
}
_RESPONSE = {
    "access_control_allow_credentials": "true",
    "access_control_allow_headers": "content-type",
    "access_control_allow_methods": "GET",
    "access_control_allow_origin": "https://example.com",
    "access_control_expose_headers": "x-id",
    "access_control_max_age": "600",
    "content_security_policy": "default-src 'self'",
    "strict_transport_security": "max-age=31536000",
    "x_content_type_options": "nosniff",
    "x_frame_options": "DENY",
}
_MUTUAL = {
    "advertise_trust_store_ca_names": "on",
    "ignore_client_certificate_expiry": True,
    "mode": "verify",
    "trust_store_arn": _STORE,
}

AMENDED = {
    "aws_lb.main": {
        "customer_owned_ipv4_pool": "ipv4pool-coip-0123456789abcdef0",
        "ipam_pools": [{"ipv4_ipam_pool_id": "ipam-pool-0123456789abcdef0"}],
        "minimum_load_balancer_capacity": [{"capacity_units": 100}],
    },
    "aws_lb.network": {
        "enforce_security_group_inbound_rules_on_private_link_traffic": "off",
        "subnet_mapping": [{"allocation_id": "eipalloc-0a1b2c3d4e5f60718", "subnet_id": "SUBNET"}],
    },
    "aws_lb_listener.secure": {
        **{f"routing_http_request_{name}_header_name": one for name, one in _REQUEST.items()},
        **{f"routing_http_response_{name}_header_value": one for name, one in _RESPONSE.items()},
        "routing_http_response_server_enabled": True,
        "mutual_authentication": [_MUTUAL],
    },
}


def _member(key: str, value: str) -> str:
    return f"<member><Key>{key}</Key><Value>{value}</Value></member>"


def _balancers(world: World, answers: dict[str, Any]) -> None:
    subnet = f"<SubnetId>{world.id('aws_subnet.a')}</SubnetId>"
    address = (
        "<LoadBalancerAddresses><member><AllocationId>eipalloc-0a1b2c3d4e5f60718</AllocationId>"
        "<IpAddress>203.0.113.7</IpAddress></member></LoadBalancerAddresses>"
    )
    more = (
        "<CustomerOwnedIpv4Pool>ipv4pool-coip-0123456789abcdef0</CustomerOwnedIpv4Pool><IpamPools>"
        "<Ipv4IpamPoolId>ipam-pool-0123456789abcdef0</Ipv4IpamPoolId></IpamPools>"
    )
    link = (
        "<EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic>off"
        "</EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic>"
    )
    for name, old, new in (
        ("network", subnet, subnet + address),
        ("network", "<DNSName>", link + "<DNSName>"),
        ("main", "<DNSName>", more + "<DNSName>"),
    ):
        arn = f"<LoadBalancerArn>{world.id(f'aws_lb.{name}')}</LoadBalancerArn>"
        swap(answers, "DescribeLoadBalancers&", old, new, after=arn)
    # The server answers every question for a reserved capacity alike.
    mine = world.id("aws_lb.main").replace(":", "%3A").replace("/", "%2F")
    for key, one in answers.items():
        if "DescribeCapacityReservation" in key:
            units = 100 if mine in key else 0
            body = (
                '<DescribeCapacityReservationResponse xmlns="http://elasticloadbalancing.'
                'amazonaws.com/doc/2015-12-01/"><DescribeCapacityReservationResult>'
                f"<MinimumLoadBalancerCapacity><CapacityUnits>{units}</CapacityUnits>"
                "</MinimumLoadBalancerCapacity></DescribeCapacityReservationResult>"
                "</DescribeCapacityReservationResponse>"
            )
            answers[key] = {**one, "status": "200 OK", "body": body}


def _listeners(world: World, answers: dict[str, Any]) -> None:
    mutual = (
        "<MutualAuthentication><Mode>verify</Mode>"
        f"<TrustStoreArn>{_STORE}</TrustStoreArn>"
        "<IgnoreClientCertificateExpiry>true</IgnoreClientCertificateExpiry>"
        "<AdvertiseTrustStoreCaNames>on</AdvertiseTrustStoreCaNames></MutualAuthentication>"
    )
    arn = world.id("aws_lb_listener.secure")
    name = f"<ListenerArn>{arn}</ListenerArn>"
    swap(answers, "DescribeListeners&", name, name + mutual)
    response = "routing.http.response"
    said = "".join(
        (
            *(_member(f"routing.http.request.{n}.header_name", v) for n, v in _REQUEST.items()),
            *(_member(f"{response}.{n}.header_value", v) for n, v in _RESPONSE.items()),
            _member(f"{response}.server.enabled", "true"),
        )
    )
    secure = arn.replace(":", "%3A").replace("/", "%2F")
    swap(answers, f"ListenerArn={secure}", "<Attributes>", "<Attributes>" + said)
    # Only TCP listeners have this one.
    network = world.id("aws_lb_listener.network").replace(":", "%3A").replace("/", "%2F")
    idle = _member("tcp.idle_timeout.seconds", "350")
    swap(answers, f"DescribeListenerAttributes&Version=2015-12-01&ListenerArn={network}", idle, "")


def amend(world: World, answers: dict[str, Any]) -> None:
    """Addresses, pools, capacity, headers, client certificates, zones of targets."""
    AMENDED["aws_lb.network"]["subnet_mapping"][0]["subnet_id"] = world.id("aws_subnet.a")
    _balancers(world, answers)
    _listeners(world, answers)
    target = "<Id>10.0.1.10</Id><Port>9443</Port>"
    zone = "<AvailabilityZone>all</AvailabilityZone>"
    swap(answers, "DescribeTargetHealth", target, target + zone)


def _in(request: str, old: str, new: str) -> Any:
    """An edit of the answer to a request."""

    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        return {
            next(key for key in answers if request in key and old in answers[key]["body"]): (
                old,
                new,
            )
        }

    return edits


EDITS = {
    "aws_lb.network: enforce_security_group_inbound_rules_on_private_link_traffic": _in(
        "DescribeLoadBalancers&", "PrivateLinkTraffic>off<", "PrivateLinkTraffic>on<"
    ),
    "aws_lb.main: ipam_pools": _in(
        "DescribeLoadBalancers&", "ipam-pool-0123456789abcdef0", "ipam-pool-0fedcba9876543210"
    ),
    "aws_lb_listener.secure: routing_http_response_access_control_allow_origin_header_value": _in(
        "DescribeListenerAttributes", "<Value>https://example.com<", "<Value>*<"
    ),
    "aws_lb_target_group.main: load_balancing_anomaly_mitigation": _in(
        "DescribeTargetGroupAttributes",
        "anomaly_mitigation</Key><Value>on<",
        "anomaly_mitigation</Key><Value>off<",
    ),
    "aws_lb_listener.secure: certificate_arn": _in(
        "DescribeListeners&", "server-certificate/web<", "server-certificate/other<"
    ),
    "aws_lb_target_group_attachment.main: availability_zone": _in(
        "DescribeTargetHealth", ">all<", ">eu-west-1a<"
    ),
    "aws_lb_listener.secure: mutual_authentication": _in(
        "DescribeListeners&", "<Mode>verify<", "<Mode>passthrough<"
    ),
    "aws_lb_listener.secure: routing_http_response_strict_transport_security_header_value": _in(
        "DescribeListenerAttributes", ">max-age=31536000<", "><"
    ),
    "aws_lb.main: minimum_load_balancer_capacity": _in(
        "DescribeCapacityReservation", ">100<", ">50<"
    ),
    "aws_lb.network: subnet_mapping": _in(
        "DescribeLoadBalancers&", "eipalloc-0a1b2c3d4e5f60718", "eipalloc-0000000000000000a"
    ),
}
