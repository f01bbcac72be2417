"""Images and their sharing, and the key of new disks, as the documentation has the answers."""

from typing import Any

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
DOCUMENTATION = {
    "aws_ami": f"{_API}API_DescribeImages.html",
    "aws_ami_launch_permission": f"{_API}API_DescribeImageAttribute.html",
    "aws_ebs_default_kms_key": f"{_API}API_GetEbsDefaultKmsKeyId.html",
}
_KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
_MAIN, _PLAIN = "ami-0123456789abcdef0", "ami-0123456789abcdef1"
_ACCOUNT = {"owner_id": "123456789012"}
_OWNER = {"owner": "platform"}

KNOWN: dict[str, dict[str, Any]] = {
    "aws_ami.main": {
        "id": _MAIN,
        "arn": f"arn:aws:ec2:eu-west-1::image/{_MAIN}",
        "public": False,
        "tags_all": {"team": "core", **_OWNER},
        **_ACCOUNT,
    },
    "aws_ami.plain": {
        "id": _PLAIN,
        "arn": f"arn:aws:ec2:eu-west-1::image/{_PLAIN}",
        "image_location": "123456789012/trueup-plain",
        "public": True,
        "tags_all": _OWNER,
        **_ACCOUNT,
    },
    "aws_ami_launch_permission.account": {"id": f"{_MAIN}-210987654321"},
    "aws_ami_launch_permission.organization": {"id": f"{_MAIN}-organization"},
    "aws_ami_launch_permission.unit": {"id": f"{_MAIN}-unit"},
    "aws_ami_launch_permission.everybody": {"id": f"{_PLAIN}-all"},
    "aws_ebs_default_kms_key.main": {"id": _KEY},
}


def _answer(action: str, body: str) -> str:
    return (
        f'<{action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">'
        f"<requestId>r</requestId>{body}</{action}Response>"
    )


def _tags(**tags: str) -> str:
    items = (f"<item><key>{key}</key><value>{value}</value></item>" for key, value in tags.items())
    return f"<tagSet>{''.join(items)}</tagSet>"


_MAIN_ITEM = f"""<item>
<imageId>{_MAIN}</imageId><imageLocation>123456789012/trueup-main</imageLocation>
<imageState>available</imageState><imageOwnerId>123456789012</imageOwnerId>
<creationDate>2026-01-01T00:00:00.000Z</creationDate><isPublic>false</isPublic>
<architecture>arm64</architecture><imageType>machine</imageType>
<kernelId>aki-0123456789abcdef0</kernelId><ramdiskId>ari-0123456789abcdef0</ramdiskId>
<platformDetails>Linux/UNIX</platformDetails><usageOperation>RunInstances</usageOperation>
<sriovNetSupport>none</sriovNetSupport><name>trueup-main</name><description>hardened</description>
<rootDeviceType>ebs</rootDeviceType><rootDeviceName>/dev/xvda</rootDeviceName>
<blockDeviceMapping>
<item><deviceName>/dev/sdf</deviceName><ebs><deleteOnTermination>false</deleteOnTermination>
 <volumeSize>100</volumeSize><volumeType>sc1</volumeType><encrypted>false</encrypted></ebs></item>
<item><deviceName>/dev/xvda</deviceName><ebs><deleteOnTermination>true</deleteOnTermination>
 <iops>4000</iops><snapshotId>snap-0123456789abcdef0</snapshotId><volumeSize>20</volumeSize>
 <volumeType>gp3</volumeType><throughput>200</throughput><encrypted>true</encrypted></ebs></item>
<item><deviceName>/dev/sdb</deviceName><virtualName>ephemeral0</virtualName></item>
</blockDeviceMapping>
<virtualizationType>hvm</virtualizationType>{_tags(team="core", owner="platform")}
<hypervisor>xen</hypervisor><enaSupport>true</enaSupport><bootMode>uefi</bootMode>
<tpmSupport>v2.0</tpmSupport><deprecationTime>2031-01-01T00:00:00.000Z</deprecationTime>
<imdsSupport>v2.0</imdsSupport></item>"""
_PLAIN_ITEM = f"""<item>
<imageId>{_PLAIN}</imageId><imageLocation>123456789012/trueup-plain</imageLocation>
<imageState>available</imageState><imageOwnerId>123456789012</imageOwnerId>
<creationDate>2026-01-01T00:00:00.000Z</creationDate><isPublic>true</isPublic>
<architecture>x86_64</architecture><imageType>machine</imageType>
<platformDetails>Linux/UNIX</platformDetails><usageOperation>RunInstances</usageOperation>
<name>trueup-plain</name><rootDeviceType>instance-store</rootDeviceType>
<rootDeviceName>/dev/xvda</rootDeviceName><sriovNetSupport>simple</sriovNetSupport>
<blockDeviceMapping/><virtualizationType>paravirtual</virtualizationType>
{_tags(owner="platform")}<hypervisor>xen</hypervisor></item>"""


def _images(*items: str) -> str:
    return _answer("DescribeImages", f"<imagesSet>{''.join(items)}</imagesSet>")


def _shared(image: str, *items: str) -> str:
    body = f"<imageId>{image}</imageId><launchPermission>{''.join(items)}</launchPermission>"
    return _answer("DescribeImageAttribute", body)


_ORGANIZATION = "arn:aws:organizations::123456789012"
_WITH = (
    "<item><userId>210987654321</userId></item>",
    f"<item><organizationArn>{_ORGANIZATION}:organization/o-a1b2c3d4e5</organizationArn></item>",
    f"<item><organizationalUnitArn>{_ORGANIZATION}:ou/o-a1b2c3d4e5/ou-a1b2-c3d4e5f6"
    "</organizationalUnitArn></item>",
)
_ALL = "<item><group>all</group></item>"


def _asked(image: str) -> str:
    return (
        f"ec2 Action=DescribeImageAttribute&Version=2016-11-15&ImageId={image}"
        "&Attribute=launchPermission"
    )


_IMAGES = "ec2 Action=DescribeImages&Version=2016-11-15&Owner.1=self"
_DEFAULT_KEY = "ec2 Action=GetEbsDefaultKmsKeyId&Version=2016-11-15"
ANSWERS = {
    _IMAGES: _images(_MAIN_ITEM, _PLAIN_ITEM),
    _asked(_MAIN): _shared(_MAIN, *_WITH),
    _asked(_PLAIN): _shared(_PLAIN, _ALL),
    _DEFAULT_KEY: _answer("GetEbsDefaultKmsKeyId", f"<kmsKeyId>{_KEY}</kmsKeyId>"),
}


def _whole(body: str) -> dict[str, str]:
    return {"status": "200 OK", "type": "text/xml", "body": body}


_NO_IMAGE = {
    "status": "400 Bad Request",
    "type": "text/xml",
    "body": "<Response><Errors><Error><Code>InvalidAMIID.NotFound</Code><Message>none</Message>"
    "</Error></Errors><RequestID>r</RequestID></Response>",
}
_BY_HAND = _PLAIN_ITEM.replace(_PLAIN, "ami-0123456789abcdef2").replace(">true<", ">false<")
EDITS: dict[str, Any] = {
    "aws_ami.main: public": {_IMAGES: ("<isPublic>false", "<isPublic>true")},
    "aws_ami.main: imds_support": {_IMAGES: ("<imdsSupport>v2.0</imdsSupport>", "")},
    "aws_ami.main: deprecation_time": {_IMAGES: ("2031-01-01", "2026-02-01")},
    "aws_ami.main: description": {_IMAGES: ("hardened", "other")},
    "aws_ami.main: ebs_block_device": {_IMAGES: ("<encrypted>true", "<encrypted>false")},
    "aws_ami.main: tags": {_IMAGES: ("<value>core</value>", "<value>other</value>")},
    "aws_ami.plain: missing, aws_ami_launch_permission.everybody: missing": {
        _IMAGES: _whole(_images(_MAIN_ITEM)),
        _asked(_PLAIN): _NO_IMAGE,
    },
    "unmanaged aws_ami": {_IMAGES: _whole(_images(_MAIN_ITEM, _PLAIN_ITEM, _BY_HAND))},
    "unmanaged aws_ami_launch_permission": {_asked(_MAIN): _whole(_shared(_MAIN, *_WITH, _ALL))},
    "aws_ami_launch_permission.account: missing": {
        _asked(_MAIN): _whole(_shared(_MAIN, *_WITH[1:]))
    },
    "aws_ami_launch_permission.organization: missing, "
    "aws_ami_launch_permission.unit: missing, unmanaged aws_ami_launch_permission": {
        _asked(_MAIN): _whole(_shared(_MAIN, _WITH[0], _ALL))
    },
    "aws_ebs_default_kms_key.main: key_arn": {_DEFAULT_KEY: ("1234abcd-", "9999abcd-")},
    "aws_ebs_default_kms_key.main: missing": {
        _DEFAULT_KEY: _whole(_answer("GetEbsDefaultKmsKeyId", "<kmsKeyId>alias/aws/ebs</kmsKeyId>"))
    },
}
