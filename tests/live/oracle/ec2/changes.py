"""What happens to machines and their disks outside of Terraform."""

import base64


def _template(aws, **data):
    ec2, template = aws("ec2"), aws.id("aws_launch_template.plain")
    ec2.create_launch_template_version(
        LaunchTemplateId=template,
        SourceVersion="1",
        LaunchTemplateData={
            "ImageId": "ami-12c6146b",
            "InstanceType": "t3.micro",
            # As the provider asks for the default tags, which the server keeps in the version.
            "TagSpecifications": [
                {
                    "ResourceType": "launch-template",
                    "Tags": [{"Key": "owner", "Value": "platform"}],
                }
            ],
            **data,
        },
    )


def _script(aws, instance, text):
    aws("ec2").modify_instance_attribute(
        InstanceId=aws.id(instance), UserData={"Value": base64.b64encode(text)}
    )


CHANGES = {
    "aws_instance.plain: metadata_options.http_tokens, "
    "aws_instance.plain: metadata_options.http_put_response_hop_limit": lambda aws: aws(
        "ec2"
    ).modify_instance_metadata_options(
        InstanceId=aws.id("aws_instance.plain"),
        HttpTokens="required",
        HttpPutResponseHopLimit=5,
        HttpEndpoint="enabled",
        HttpProtocolIpv6="disabled",
        InstanceMetadataTags="disabled",
    ),
    "aws_instance.plain: vpc_security_group_ids": lambda aws: aws("ec2").modify_instance_attribute(
        InstanceId=aws.id("aws_instance.plain"),
        Groups=[
            aws("ec2").create_security_group(
                GroupName="open", Description="open", VpcId=aws.id("aws_vpc.main")
            )["GroupId"]
        ],
    ),
    "aws_instance.plain: disable_api_termination": lambda aws: aws("ec2").modify_instance_attribute(
        InstanceId=aws.id("aws_instance.plain"), DisableApiTermination={"Value": True}
    ),
    "aws_instance.rich: user_data": lambda aws: _script(
        aws, "aws_instance.rich", b"#!/bin/sh\necho other\n"
    ),
    "aws_instance.templated: user_data_base64": lambda aws: _script(
        aws, "aws_instance.templated", b"#!/bin/sh\necho other\n"
    ),
    "aws_instance.plain: instance_type": lambda aws: aws("ec2").modify_instance_attribute(
        InstanceId=aws.id("aws_instance.plain"), InstanceType={"Value": "t3.large"}
    ),
    "aws_instance.rich: source_dest_check": lambda aws: aws("ec2").modify_instance_attribute(
        InstanceId=aws.id("aws_instance.rich"), SourceDestCheck={"Value": True}
    ),
    "aws_instance.plain: tags": lambda aws: aws("ec2").create_tags(
        Resources=[aws.id("aws_instance.plain")], Tags=[{"Key": "by", "Value": "hand"}]
    ),
    "aws_instance.templated: volume_tags": lambda aws: aws("ec2").create_tags(
        Resources=[aws.at("aws_instance.templated", "root_block_device")[0]["volume_id"]],
        Tags=[{"Key": "disk", "Value": "other"}],
    ),
    "aws_instance.rich: root_block_device.volume_type": lambda aws: aws("ec2").modify_volume(
        VolumeId=aws.at("aws_instance.rich", "root_block_device")[0]["volume_id"],
        VolumeType="gp2",
    ),
    "aws_instance.rich: ebs_block_device": lambda aws: aws("ec2").modify_volume(
        VolumeId=aws.at("aws_instance.rich", "ebs_block_device")[0]["volume_id"], Size=99
    ),
    "aws_instance.plain: missing": lambda aws: aws("ec2").terminate_instances(
        InstanceIds=[aws.id("aws_instance.plain")]
    ),
    "unmanaged aws_instance": lambda aws: aws("ec2").run_instances(
        ImageId="ami-12c6146b",
        InstanceType="t3.micro",
        MinCount=1,
        MaxCount=1,
        SubnetId=aws.id("aws_subnet.main"),
    ),
    "aws_launch_template.plain: metadata_options.http_tokens, "
    "aws_launch_template.plain: latest_version": lambda aws: _template(
        aws, MetadataOptions={"HttpTokens": "optional"}
    ),
    "aws_launch_template.plain: user_data, aws_launch_template.plain: latest_version": lambda aws: (
        _template(aws, UserData=base64.b64encode(b"#!/bin/sh\n").decode())
    ),
    "aws_launch_template.plain: block_device_mappings, "
    "aws_launch_template.plain: latest_version": lambda aws: _template(
        aws,
        BlockDeviceMappings=[{"DeviceName": "/dev/xvda", "Ebs": {"Encrypted": False}}],
    ),
    "aws_launch_template.plain: network_interfaces, "
    "aws_launch_template.plain: latest_version": lambda aws: _template(
        aws, NetworkInterfaces=[{"DeviceIndex": 0, "AssociatePublicIpAddress": True}]
    ),
    "aws_launch_template.plain: missing": lambda aws: aws("ec2").delete_launch_template(
        LaunchTemplateId=aws.id("aws_launch_template.plain")
    ),
    "unmanaged aws_launch_template": lambda aws: aws("ec2").create_launch_template(
        LaunchTemplateName="by-hand", LaunchTemplateData={"ImageId": "ami-12c6146b"}
    ),
}

UNSET: dict = {}
HELPERS = (
    "aws_iam_instance_profile",
    "aws_iam_role",
    "aws_kms_key",
    "aws_security_group",
    "aws_subnet",
    "aws_vpc",
)
