"""The disks of notebooks, endpoints and domains have no key that the team can withdraw.

SageMaker encrypts with a key of its own where none is named, and instances with local NVMe disks
take no key at all.
"""

from scanner import LOW, rule

_ATTRIBUTES = {
    "aws_sagemaker_endpoint_configuration": "kms_key_arn",
    "aws_sagemaker_notebook_instance": "kms_key_id",
    "aws_sagemaker_domain": "kms_key_id",
}


@rule(
    on=tuple(_ATTRIBUTES),
    severity=LOW,
    fix="Set the key to one of your own.",
    aliases=("CKV_AWS_98", "CKV_AWS_187", "CKV_AWS_22"),
    cwe=311,
    references=("https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html",),
    bad=(
        'resource "aws_sagemaker_endpoint_configuration" "api" { name = "api" }  # here',
        'resource "aws_sagemaker_notebook_instance" "lab" { name = "lab" }  # here',
        'resource "aws_sagemaker_domain" "studio" { domain_name = "studio" }  # here',
    ),
    good=(
        'resource "aws_sagemaker_endpoint_configuration" "api" { kms_key_arn = "alias/ml" }',
        'resource "aws_sagemaker_domain" "studio" { kms_key_id = "alias/ml" }',
        'resource "aws_sagemaker_notebook_instance" "lab" { kms_key_id = "alias/ml" }',
    ),
)
def check(found):
    name = _ATTRIBUTES[found.type]
    if not found.is_set(name):
        yield found.fail(name, "the disks have no key of their own")
