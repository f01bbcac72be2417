"""What happens to the filters of a network outside of Terraform."""


def _entry(acl, number, **rest):
    said = {"Protocol": "-1", "RuleAction": "allow", "Egress": False, "CidrBlock": "0.0.0.0/0"}
    said |= rest
    return lambda aws: aws("ec2").create_network_acl_entry(
        NetworkAclId=aws.id(acl), RuleNumber=number, **said
    )


def _tag(address):
    return lambda aws: aws("ec2").create_tags(
        Resources=[aws.id(address)], Tags=[{"Key": "by", "Value": "hand"}]
    )


def _short(aws):
    ec2 = aws("ec2")
    ec2.delete_vpc(VpcId=aws.id("aws_vpc.short"))
    # The server forgets that this one goes with its network.
    ec2.delete_network_acl(NetworkAclId=aws.id("aws_default_network_acl.short"))


def _open(address):
    """Lets everybody in."""
    everybody = {
        "IpProtocol": "tcp",
        "FromPort": 22,
        "ToPort": 22,
        "IpRanges": [{"CidrIp": "0.0.0.0/0"}],
    }
    return lambda aws: aws("ec2").authorize_security_group_ingress(
        GroupId=aws.id(address), IpPermissions=[everybody]
    )


CHANGES = {
    "aws_security_group.main: ingress": _open("aws_security_group.main"),
    "aws_security_group.plain: ingress": _open("aws_security_group.plain"),
    "aws_security_group.plain: tags": _tag("aws_security_group.plain"),
    "aws_security_group.plain: missing": lambda aws: aws("ec2").delete_security_group(
        GroupId=aws.id("aws_security_group.plain")
    ),
    "unmanaged aws_security_group": lambda aws: aws("ec2").create_security_group(
        GroupName="by-hand", Description="by hand", VpcId=aws.id("aws_vpc.main")
    ),
    "aws_network_acl.inline: ingress": _entry("aws_network_acl.inline", 50),
    "aws_network_acl.plain: egress": _entry("aws_network_acl.plain", 50, Egress=True),
    "aws_network_acl.inline: egress": lambda aws: aws("ec2").replace_network_acl_entry(
        NetworkAclId=aws.id("aws_network_acl.inline"),
        RuleNumber=100,
        Egress=True,
        Protocol="1",
        RuleAction="deny",
        CidrBlock="0.0.0.0/0",
        IcmpTypeCode={"Type": 8, "Code": -1},
    ),
    "aws_network_acl.inline: tags": _tag("aws_network_acl.inline"),
    "aws_network_acl.plain: missing": lambda aws: aws("ec2").delete_network_acl(
        NetworkAclId=aws.id("aws_network_acl.plain")
    ),
    "unmanaged aws_network_acl": lambda aws: aws("ec2").create_network_acl(
        VpcId=aws.id("aws_vpc.main")
    ),
    "aws_network_acl_rule.web: cidr_block, aws_network_acl_rule.web: to_port": lambda aws: aws(
        "ec2"
    ).replace_network_acl_entry(
        NetworkAclId=aws.id("aws_network_acl.split"),
        RuleNumber=100,
        Egress=False,
        Protocol="6",
        RuleAction="allow",
        CidrBlock="0.0.0.0/0",
        PortRange={"From": 443, "To": 65535},
    ),
    "aws_network_acl_rule.all: rule_action": lambda aws: aws("ec2").replace_network_acl_entry(
        NetworkAclId=aws.id("aws_network_acl.split"),
        RuleNumber=300,
        Egress=False,
        Protocol="-1",
        RuleAction="allow",
        CidrBlock="192.0.2.0/24",
    ),
    "aws_network_acl_rule.ping: missing": lambda aws: aws("ec2").delete_network_acl_entry(
        NetworkAclId=aws.id("aws_network_acl.split"), RuleNumber=200, Egress=True
    ),
    "unmanaged aws_network_acl_rule": _entry("aws_network_acl.split", 10),
    "aws_default_network_acl.main: ingress": _entry("aws_default_network_acl.main", 50),
    "aws_default_network_acl.short: egress": _entry(
        "aws_default_network_acl.short", 50, Egress=True
    ),
    "aws_default_network_acl.short: missing, aws_default_security_group.short: missing, "
    "aws_vpc.short: missing": _short,
    "aws_default_security_group.short: ingress": _open("aws_default_security_group.short"),
    "aws_default_security_group.main: tags": _tag("aws_default_security_group.main"),
    "aws_ec2_managed_prefix_list.main: entry": lambda aws: aws("ec2").modify_managed_prefix_list(
        PrefixListId=aws.id("aws_ec2_managed_prefix_list.main"),
        CurrentVersion=1,
        PrefixListName="partners",
        AddEntries=[{"Cidr": "0.0.0.0/0"}],
    ),
    "aws_ec2_managed_prefix_list.plain: name": lambda aws: aws("ec2").modify_managed_prefix_list(
        PrefixListId=aws.id("aws_ec2_managed_prefix_list.plain"), PrefixListName="other"
    ),
    "aws_ec2_managed_prefix_list.main: tags": _tag("aws_ec2_managed_prefix_list.main"),
    "aws_ec2_managed_prefix_list.plain: missing": lambda aws: aws("ec2").delete_managed_prefix_list(
        PrefixListId=aws.id("aws_ec2_managed_prefix_list.plain")
    ),
    "unmanaged aws_ec2_managed_prefix_list": lambda aws: aws("ec2").create_managed_prefix_list(
        PrefixListName="more", AddressFamily="IPv4", MaxEntries=1
    ),
}
