"""What happens to the network outside of Terraform."""

CHANGES = {
    "aws_vpc.main: enable_dns_support": lambda aws: aws("ec2").modify_vpc_attribute(
        VpcId=aws.id("aws_vpc.main"), EnableDnsSupport={"Value": True}
    ),
    "aws_vpc.plain: tags": lambda aws: aws("ec2").create_tags(
        Resources=[aws.id("aws_vpc.plain")], Tags=[{"Key": "by", "Value": "hand"}]
    ),
    "aws_vpc.plain: missing, aws_subnet.plain: missing": lambda aws: (
        aws("ec2").delete_subnet(SubnetId=aws.id("aws_subnet.plain")),
        aws("ec2").delete_vpc(VpcId=aws.id("aws_vpc.plain")),
    ),
    "aws_subnet.main: map_public_ip_on_launch": lambda aws: aws("ec2").modify_subnet_attribute(
        SubnetId=aws.id("aws_subnet.main"), MapPublicIpOnLaunch={"Value": False}
    ),
    "unmanaged aws_subnet": lambda aws: aws("ec2").create_subnet(
        VpcId=aws.id("aws_vpc.main"), CidrBlock="10.0.9.0/24"
    ),
}

UNSET = {
    "aws_subnet.customer_owned_ipv4_pool": "the server knows no Outposts",
    "aws_subnet.map_customer_owned_ip_on_launch": "the server knows no Outposts",
    "aws_subnet.enable_lni_at_device_index": "the server knows no Outposts",
    "aws_subnet.outpost_arn": "the server knows no Outposts",
}
