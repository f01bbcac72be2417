"""Caches, as the documentation has the answers."""

from typing import Any

_API = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/"
_ARN = "arn:aws:elasticache:eu-west-1:123456789012:"
_TOPIC = "arn:aws:sns:eu-west-1:123456789012:caches"
_VERSION = "Version=2015-02-02"

DOCUMENTATION = {
    "aws_elasticache_cluster": f"{_API}API_CacheCluster.html",
    "aws_elasticache_parameter_group": f"{_API}API_CacheParameterGroup.html",
    "aws_elasticache_replication_group": f"{_API}API_ReplicationGroup.html",
    "aws_elasticache_subnet_group": f"{_API}API_CacheSubnetGroup.html",
}
# What the plan leaves to AWS, and the refresh would find.
KNOWN = {
    "aws_elasticache_cluster.plain": {
        "id": "plain",
        "az_mode": "single-az",
        "availability_zone": "eu-west-1a",
        "engine_version": "1.6.22",
        "port": 11211,
    },
    "aws_elasticache_cluster.reader": {
        "id": "shop-003",
        "engine": "valkey",
        "notification_topic_arn": _TOPIC,
    },
    "aws_elasticache_replication_group.main": {"id": "shop", "cluster_mode": "disabled"},
    "aws_elasticache_replication_group.sharded": {"id": "carts", "num_cache_clusters": 4},
    "aws_elasticache_subnet_group.main": {"vpc_id": "vpc-0a1b2c3d4e5f60001"},
}


def _answer(operation: str, inside: str) -> str:
    text = "".join(line.strip() for line in inside.splitlines())
    return (
        f'<{operation}Response xmlns="http://elasticache.amazonaws.com/doc/2015-02-02/">'
        f"<{operation}Result>{text}</{operation}Result>"
        f"<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></{operation}Response>"
    )


def _subnet_group(name: str, description: str, *subnets: str) -> str:
    inside = "".join(
        f"<Subnet><SubnetIdentifier>subnet-0a1b2c3d4e5f6000{one}</SubnetIdentifier>"
        "<SubnetAvailabilityZone><Name>eu-west-1a</Name></SubnetAvailabilityZone></Subnet>"
        for one in subnets
    )
    return f"""<CacheSubnetGroup>
      <CacheSubnetGroupName>{name}</CacheSubnetGroupName>
      <CacheSubnetGroupDescription>{description}</CacheSubnetGroupDescription>
      <VpcId>vpc-0a1b2c3d4e5f60001</VpcId><Subnets>{inside}</Subnets>
      <ARN>{_ARN}subnetgroup:{name}</ARN></CacheSubnetGroup>"""


def _parameter_group(name: str, family: str, description: str) -> str:
    return f"""<CacheParameterGroup>
      <CacheParameterGroupName>{name}</CacheParameterGroupName>
      <CacheParameterGroupFamily>{family}</CacheParameterGroupFamily>
      <Description>{description}</Description><IsGlobal>false</IsGlobal>
      <ARN>{_ARN}parametergroup:{name}</ARN></CacheParameterGroup>"""


def _parameters(**values: str) -> str:
    inside = "".join(
        f"<Parameter><ParameterName>{name.replace('_', '-')}</ParameterName>"
        f"<ParameterValue>{value}</ParameterValue><Source>user</Source></Parameter>"
        for name, value in values.items()
    )
    return _answer("DescribeCacheParameters", f"<Parameters>{inside}</Parameters>")


def _log(kind: str, form: str, destination: str, details: str) -> str:
    return (
        f"<LogDeliveryConfiguration><LogType>{kind}</LogType>"
        f"<DestinationType>{destination}</DestinationType>"
        f"<DestinationDetails>{details}</DestinationDetails>"
        f"<LogFormat>{form}</LogFormat><Status>active</Status></LogDeliveryConfiguration>"
    )


_SLOW = _log(
    "slow-log",
    "json",
    "cloudwatch-logs",
    "<CloudWatchLogsDetails><LogGroup>slow</LogGroup></CloudWatchLogsDetails>",
)
_ENGINE = _log(
    "engine-log",
    "text",
    "kinesis-firehose",
    "<KinesisFirehoseDetails><DeliveryStream>engine</DeliveryStream></KinesisFirehoseDetails>",
)
_COMMON = f"""
  <PreferredMaintenanceWindow>mon:05:00-mon:06:00</PreferredMaintenanceWindow>
  <NotificationConfiguration>
    <TopicArn>{_TOPIC}</TopicArn><TopicStatus>active</TopicStatus>
  </NotificationConfiguration>
  <CacheParameterGroup>
    <CacheParameterGroupName>main</CacheParameterGroupName>
    <ParameterApplyStatus>in-sync</ParameterApplyStatus>
  </CacheParameterGroup>
  <CacheSubnetGroupName>main</CacheSubnetGroupName>
  <SecurityGroups><member>
    <SecurityGroupId>sg-0a1b2c3d4e5f60001</SecurityGroupId><Status>active</Status>
  </member></SecurityGroups>
"""
_DEFAULT = """
  <PreferredMaintenanceWindow>sun:03:00-sun:04:00</PreferredMaintenanceWindow>
  <CacheParameterGroup>
    <CacheParameterGroupName>default.memcached1.6</CacheParameterGroupName>
    <ParameterApplyStatus>in-sync</ParameterApplyStatus>
  </CacheParameterGroup>
  <CacheSubnetGroupName>default</CacheSubnetGroupName>
"""


def _cluster(name: str, engine: str, version: str, inside: str) -> str:
    return f"""<CacheCluster>
      <CacheClusterId>{name}</CacheClusterId><CacheClusterStatus>available</CacheClusterStatus>
      <Engine>{engine}</Engine><EngineVersion>{version}</EngineVersion>
      <ARN>{_ARN}cluster:{name}</ARN>{inside}</CacheCluster>"""


def _member(name: str, of: str, engine: str, version: str, rest: str) -> str:
    return _cluster(
        name,
        engine,
        version,
        f"""<ReplicationGroupId>{of}</ReplicationGroupId><NumCacheNodes>1</NumCacheNodes>
        <AutoMinorVersionUpgrade>true</AutoMinorVersionUpgrade>
        <PreferredAvailabilityZone>eu-west-1a</PreferredAvailabilityZone>{rest}""",
    )


_CLUSTERS = (
    _cluster(
        "sessions",
        "memcached",
        "1.6.22",
        f"""<ConfigurationEndpoint>
          <Address>sessions.abcdef.cfg.euw1.cache.amazonaws.com</Address><Port>11212</Port>
        </ConfigurationEndpoint>
        <CacheNodeType>cache.t4g.small</CacheNodeType><NumCacheNodes>2</NumCacheNodes>
        <PreferredAvailabilityZone>Multiple</PreferredAvailabilityZone>
        <PreferredOutpostArn>arn:aws:outposts:eu-west-1:123456789012:outpost/op-0a1b2c3d4e5f60001
        </PreferredOutpostArn>
        <AutoMinorVersionUpgrade>true</AutoMinorVersionUpgrade>
        <TransitEncryptionEnabled>true</TransitEncryptionEnabled>
        <NetworkType>dual_stack</NetworkType><IpDiscovery>ipv6</IpDiscovery>{_COMMON}""",
    )
    + _cluster(
        "queue",
        "redis",
        "7.0.7",
        f"""<CacheNodeType>cache.t4g.small</CacheNodeType><NumCacheNodes>1</NumCacheNodes>
        <PreferredAvailabilityZone>eu-west-1b</PreferredAvailabilityZone>
        <CacheNodes><CacheNode>
          <CacheNodeId>0001</CacheNodeId><CacheNodeStatus>available</CacheNodeStatus>
          <Endpoint>
            <Address>queue.abcdef.0001.euw1.cache.amazonaws.com</Address><Port>6380</Port>
          </Endpoint>
        </CacheNode></CacheNodes>
        <AutoMinorVersionUpgrade>false</AutoMinorVersionUpgrade>
        <SnapshotRetentionLimit>7</SnapshotRetentionLimit>
        <SnapshotWindow>02:00-03:00</SnapshotWindow>
        <TransitEncryptionEnabled>false</TransitEncryptionEnabled>
        <LogDeliveryConfigurations>{_ENGINE}{_SLOW}</LogDeliveryConfigurations>
        <NetworkType>ipv4</NetworkType><IpDiscovery>ipv4</IpDiscovery>{_DEFAULT}""",
    )
    + _cluster(
        "plain",
        "memcached",
        "1.6.22",
        f"""<ConfigurationEndpoint>
          <Address>plain.abcdef.cfg.euw1.cache.amazonaws.com</Address><Port>11211</Port>
        </ConfigurationEndpoint>
        <CacheNodeType>cache.t4g.micro</CacheNodeType><NumCacheNodes>1</NumCacheNodes>
        <PreferredAvailabilityZone>eu-west-1a</PreferredAvailabilityZone>
        <AutoMinorVersionUpgrade>true</AutoMinorVersionUpgrade>
        <NetworkType>ipv4</NetworkType><IpDiscovery>ipv4</IpDiscovery>{_DEFAULT}""",
    )
    + "".join(
        _member(f"shop-00{number}", "shop", "valkey", "7.2.6", _COMMON) for number in (1, 2, 3)
    )
    + "".join(
        _member(f"carts-000{shard}-00{number}", "carts", "redis", "6.2.6", _DEFAULT)
        for shard in (1, 2)
        for number in (1, 2)
    )
    + _member("second-001", "second", "redis", "7.0.7", _DEFAULT)
)


def _shard(number: int, members: str, endpoint: str = "") -> str:
    return (
        f"<NodeGroup><NodeGroupId>000{number}</NodeGroupId><Status>available</Status>{endpoint}"
        f"<NodeGroupMembers>{members}</NodeGroupMembers></NodeGroup>"
    )


def _nodes(*names: str) -> str:
    return "".join(
        f"<NodeGroupMember><CacheClusterId>{name}</CacheClusterId><CacheNodeId>0001</CacheNodeId>"
        "<PreferredAvailabilityZone>eu-west-1a</PreferredAvailabilityZone></NodeGroupMember>"
        for name in names
    )


def _members(*names: str) -> str:
    inside = "".join(f"<ClusterId>{name}</ClusterId>" for name in names)
    return f"<MemberClusters>{inside}</MemberClusters>"


def _endpoint(port: int) -> str:
    return (
        "<PrimaryEndpoint><Address>master.abcdef.euw1.cache.amazonaws.com</Address>"
        f"<Port>{port}</Port></PrimaryEndpoint>"
    )


_SHOP = ("shop-001", "shop-002", "shop-003")
_CARTS = tuple(f"carts-000{shard}-00{number}" for shard in (1, 2) for number in (1, 2))

_GROUPS = f"""
<ReplicationGroup>
  <ReplicationGroupId>shop</ReplicationGroupId>
  <Description>the shop</Description>
  <Status>available</Status>
  {_members(*_SHOP)}
  <NodeGroups>{_shard(1, _nodes(*_SHOP), _endpoint(6380))}</NodeGroups>
  <AutomaticFailover>enabled</AutomaticFailover>
  <MultiAZ>enabled</MultiAZ>
  <SnapshotRetentionLimit>7</SnapshotRetentionLimit>
  <SnapshotWindow>02:00-03:00</SnapshotWindow>
  <ClusterEnabled>false</ClusterEnabled>
  <CacheNodeType>cache.r6gd.xlarge</CacheNodeType>
  <TransitEncryptionEnabled>true</TransitEncryptionEnabled>
  <TransitEncryptionMode>preferred</TransitEncryptionMode>
  <AtRestEncryptionEnabled>true</AtRestEncryptionEnabled>
  <KmsKeyId>arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11</KmsKeyId>
  <ARN>{_ARN}replicationgroup:shop</ARN>
  <UserGroupIds><member>shop</member></UserGroupIds>
  <LogDeliveryConfigurations>{_SLOW}</LogDeliveryConfigurations>
  <DataTiering>enabled</DataTiering>
  <AutoMinorVersionUpgrade>false</AutoMinorVersionUpgrade>
  <NetworkType>dual_stack</NetworkType>
  <IpDiscovery>ipv6</IpDiscovery>
  <ClusterMode>disabled</ClusterMode>
  <Engine>valkey</Engine>
</ReplicationGroup>
<ReplicationGroup>
  <ReplicationGroupId>carts</ReplicationGroupId>
  <Description>the carts</Description>
  <Status>available</Status>
  {_members(*_CARTS)}
  <NodeGroups>{_shard(1, _nodes(*_CARTS[:2]))}{_shard(2, _nodes(*_CARTS[2:]))}</NodeGroups>
  <AutomaticFailover>enabled</AutomaticFailover>
  <MultiAZ>disabled</MultiAZ>
  <ConfigurationEndpoint>
    <Address>clustercfg.carts.abcdef.euw1.cache.amazonaws.com</Address><Port>6379</Port>
  </ConfigurationEndpoint>
  <SnapshotRetentionLimit>0</SnapshotRetentionLimit>
  <SnapshotWindow>04:00-05:00</SnapshotWindow>
  <ClusterEnabled>true</ClusterEnabled>
  <CacheNodeType>cache.r6g.large</CacheNodeType>
  <AuthTokenEnabled>true</AuthTokenEnabled>
  <TransitEncryptionEnabled>true</TransitEncryptionEnabled>
  <TransitEncryptionMode>required</TransitEncryptionMode>
  <AtRestEncryptionEnabled>false</AtRestEncryptionEnabled>
  <ARN>{_ARN}replicationgroup:carts</ARN>
  <DataTiering>disabled</DataTiering>
  <AutoMinorVersionUpgrade>true</AutoMinorVersionUpgrade>
  <NetworkType>ipv4</NetworkType>
  <IpDiscovery>ipv4</IpDiscovery>
  <ClusterMode>enabled</ClusterMode>
</ReplicationGroup>
<ReplicationGroup>
  <ReplicationGroupId>second</ReplicationGroupId>
  <Description>a copy</Description>
  <GlobalReplicationGroupInfo>
    <GlobalReplicationGroupId>ldgnf-everywhere</GlobalReplicationGroupId>
    <GlobalReplicationGroupMemberRole>SECONDARY</GlobalReplicationGroupMemberRole>
  </GlobalReplicationGroupInfo>
  <Status>available</Status>
  {_members("second-001")}
  <NodeGroups>{_shard(1, _nodes("second-001"), _endpoint(6379))}</NodeGroups>
  <AutomaticFailover>disabled</AutomaticFailover>
  <MultiAZ>disabled</MultiAZ>
  <SnapshotRetentionLimit>0</SnapshotRetentionLimit>
  <ClusterEnabled>false</ClusterEnabled>
  <CacheNodeType>cache.r6g.large</CacheNodeType>
  <TransitEncryptionEnabled>false</TransitEncryptionEnabled>
  <AtRestEncryptionEnabled>false</AtRestEncryptionEnabled>
  <ARN>{_ARN}replicationgroup:second</ARN>
  <AutoMinorVersionUpgrade>true</AutoMinorVersionUpgrade>
  <ClusterMode>disabled</ClusterMode>
</ReplicationGroup>
"""

_SUBNETS = (
    _subnet_group("main", "caches of the core team", "1", "2")
    + _subnet_group("plain", "Managed by Terraform", "1")
    + _subnet_group("default", "Default CacheSubnetGroup", "3")
)
_SETTINGS = (
    _parameter_group("main", "redis7", "settings of the core team")
    + _parameter_group("plain", "memcached1.6", "Managed by Terraform")
    + _parameter_group("default.redis7", "redis7", "Default parameter group for redis7")
)


def _key(operation: str, more: str = "") -> str:
    return f"elasticache Action={operation}&{_VERSION}{more}"


def _tags(kind: str, name: str) -> str:
    arn = f"{_ARN}{kind}:{name}".replace(":", "%3A")
    return _key("ListTagsForResource", f"&ResourceName={arn}")


def _tagged(**tags: str) -> str:
    inside = "".join(
        f"<Tag><Key>{key}</Key><Value>{one}</Value></Tag>" for key, one in tags.items()
    )
    return _answer("ListTagsForResource", f"<TagList>{inside}</TagList>")


_LISTS = {
    "clusters": _key("DescribeCacheClusters", "&ShowCacheNodeInfo=true"),
    "groups": _key("DescribeReplicationGroups"),
    "settings": _key("DescribeCacheParameterGroups"),
    "subnets": _key("DescribeCacheSubnetGroups"),
}
_SET = "&CacheParameterGroupName={}&Source=user"
_OWN, _DEFAULTS = _tagged(owner="platform", team="core"), _tagged(owner="platform")

ANSWERS = {
    _LISTS["clusters"]: _answer(
        "DescribeCacheClusters", f"<CacheClusters>{_CLUSTERS}</CacheClusters>"
    ),
    _LISTS["groups"]: _answer(
        "DescribeReplicationGroups", f"<ReplicationGroups>{_GROUPS}</ReplicationGroups>"
    ),
    _LISTS["settings"]: _answer(
        "DescribeCacheParameterGroups", f"<CacheParameterGroups>{_SETTINGS}</CacheParameterGroups>"
    ),
    _LISTS["subnets"]: _answer(
        "DescribeCacheSubnetGroups", f"<CacheSubnetGroups>{_SUBNETS}</CacheSubnetGroups>"
    ),
    _key("DescribeCacheParameters", _SET.format("main")): _parameters(
        cluster_enabled="yes", maxmemory_policy="allkeys-lru"
    ),
    _key("DescribeCacheParameters", _SET.format("plain")): _parameters(),
    _tags("cluster", "sessions"): _OWN,
    _tags("replicationgroup", "shop"): _OWN,
    _tags("parametergroup", "main"): _OWN,
    _tags("subnetgroup", "main"): _OWN,
    **{
        _tags(kind, name): _DEFAULTS
        for kind, name in (
            ("cluster", "queue"),
            ("cluster", "shop-003"),
            ("cluster", "plain"),
            ("replicationgroup", "carts"),
            ("replicationgroup", "second"),
            ("parametergroup", "plain"),
            ("subnetgroup", "plain"),
        )
    },
}


def _whole(body: str) -> dict[str, str]:
    return {"status": "200 OK", "type": "text/xml", "body": body}


def _without(what: str, whole: str, element: str, name: str) -> dict[str, Any]:
    """The list without the element that holds a name."""
    flat = "".join(line.strip() for line in whole.splitlines())
    parts = flat.split(f"<{element}>")
    gone = next(part for part in parts if f">{name}<" in part)
    return {_LISTS[what]: (f"<{element}>{gone}", "")}


def _extra(what: str, text: str, before: str) -> dict[str, Any]:
    flat = "".join(line.strip() for line in text.splitlines())
    return {_LISTS[what]: (before, f"{flat}{before}")}


_ENCRYPTED = "<AtRestEncryptionEnabled>{}</AtRestEncryptionEnabled><KmsKeyId>"

EDITS = {
    "aws_elasticache_replication_group.main: transit_encryption_mode": {
        _LISTS["groups"]: ("Mode>preferred<", "Mode>required<")
    },
    "aws_elasticache_replication_group.main: at_rest_encryption_enabled": {
        _LISTS["groups"]: (_ENCRYPTED.format("true"), _ENCRYPTED.format("false"))
    },
    "aws_elasticache_replication_group.main: user_group_ids": {
        _LISTS["groups"]: ("<member>shop</member>", "<member>everybody</member>")
    },
    "aws_elasticache_replication_group.main: security_group_ids": {
        _LISTS["clusters"]: (
            "<ReplicationGroupId>shop</ReplicationGroupId><NumCacheNodes>1</NumCacheNodes>"
            "<AutoMinorVersionUpgrade>true</AutoMinorVersionUpgrade>"
            "<PreferredAvailabilityZone>eu-west-1a</PreferredAvailabilityZone>"
            + "".join(line.strip() for line in _COMMON.splitlines()),
            "<ReplicationGroupId>shop</ReplicationGroupId><NumCacheNodes>1</NumCacheNodes>"
            "<AutoMinorVersionUpgrade>true</AutoMinorVersionUpgrade>"
            "<PreferredAvailabilityZone>eu-west-1a</PreferredAvailabilityZone>"
            + "".join(line.strip() for line in _COMMON.splitlines()).replace("60001", "60002"),
        )
    },
    "aws_elasticache_replication_group.sharded: snapshot_retention_limit": {
        _LISTS["groups"]: ("Limit>0<", "Limit>3<")
    },
    "aws_elasticache_replication_group.second: missing": _without(
        "groups", _GROUPS, "ReplicationGroup", "second"
    ),
    "unmanaged aws_elasticache_replication_group": _extra(
        "groups",
        f"""<ReplicationGroup><ReplicationGroupId>by-hand</ReplicationGroupId>
        {_members("second-001")}</ReplicationGroup>""",
        "</ReplicationGroups>",
    ),
    "aws_elasticache_cluster.main: transit_encryption_enabled": {
        _LISTS["clusters"]: (
            "<TransitEncryptionEnabled>true</TransitEncryptionEnabled>",
            "<TransitEncryptionEnabled>false</TransitEncryptionEnabled>",
        )
    },
    "aws_elasticache_cluster.main: tags": {
        _tags("cluster", "sessions"): _whole(_tagged(owner="platform", team="other"))
    },
    "aws_elasticache_cluster.single: log_delivery_configuration": {_LISTS["clusters"]: (_SLOW, "")},
    "aws_elasticache_cluster.single: engine_version": {
        _LISTS["clusters"]: ("<EngineVersion>7.0.7", "<EngineVersion>7.1.0")
    },
    "aws_elasticache_cluster.plain: missing": _without(
        "clusters", _CLUSTERS, "CacheCluster", "plain"
    ),
    "unmanaged aws_elasticache_cluster": _extra(
        "clusters", _cluster("by-hand", "redis", "7.0.7", ""), "</CacheClusters>"
    ),
    "aws_elasticache_parameter_group.main: parameter": {
        _key("DescribeCacheParameters", _SET.format("main")): ("allkeys-lru", "noeviction")
    },
    "aws_elasticache_parameter_group.plain: parameter": {
        _key("DescribeCacheParameters", _SET.format("plain")): _whole(
            _parameters(binding_protocol="ascii")
        )
    },
    "aws_elasticache_parameter_group.plain: missing": _without(
        "settings", _SETTINGS, "CacheParameterGroup", "plain"
    ),
    "unmanaged aws_elasticache_parameter_group": _extra(
        "settings", _parameter_group("by-hand", "redis7", "by hand"), "</CacheParameterGroups>"
    ),
    "aws_elasticache_subnet_group.main: subnet_ids": {
        _LISTS["subnets"]: ("subnet-0a1b2c3d4e5f60002", "subnet-0a1b2c3d4e5f60003")
    },
    "aws_elasticache_subnet_group.plain: description": {
        _LISTS["subnets"]: ("Managed by Terraform", "by hand")
    },
    "aws_elasticache_subnet_group.plain: missing": _without(
        "subnets", _SUBNETS, "CacheSubnetGroup", "plain"
    ),
    "unmanaged aws_elasticache_subnet_group": _extra(
        "subnets", _subnet_group("by-hand", "by hand", "1"), "</CacheSubnetGroups>"
    ),
}
