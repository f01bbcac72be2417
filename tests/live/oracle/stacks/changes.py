"""What happens to stacks outside of Terraform."""

from __future__ import annotations

import json

HELPERS = ("aws_iam_role", "aws_sns_topic")
_MAIN, _PLAIN = "aws_cloudformation_stack.main", "aws_cloudformation_stack.plain"
_OTHER = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"
_ALLOWED = json.dumps(
    {
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "Update:*",
                "Principal": "*",
                "Resource": "*",
            }
        ]
    }
)

CHANGES = {
    f"{_MAIN}: policy_body": lambda aws: aws("cloudformation").set_stack_policy(
        StackName="queues", StackPolicyBody=_ALLOWED
    ),
    f"{_PLAIN}: policy_body": lambda aws: aws("cloudformation").set_stack_policy(
        StackName="plain", StackPolicyBody=_ALLOWED
    ),
    f"{_PLAIN}: template_body": lambda aws: aws("cloudformation").update_stack(
        StackName="plain",
        TemplateBody=_OTHER,
        Tags=[{"Key": "owner", "Value": "platform"}],
    ),
    f"{_PLAIN}: missing": lambda aws: aws("cloudformation").delete_stack(StackName="plain"),
    "unmanaged aws_cloudformation_stack": lambda aws: aws("cloudformation").create_stack(
        StackName="by-hand", TemplateBody=_OTHER
    ),
}

UNSET: dict[str, str] = {}
