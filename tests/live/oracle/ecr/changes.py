"""What happens to image stores outside of Terraform."""

import json


def _policy(principal, repository="trueup/main"):
    return {
        "repositoryName": repository,
        "policyText": json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Sid": "pull",
                        "Effect": "Allow",
                        "Principal": principal,
                        "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                    }
                ],
            }
        ),
    }


def _lifecycle(count, repository="trueup/main"):
    return {
        "repositoryName": repository,
        "lifecyclePolicyText": json.dumps(
            {
                "rules": [
                    {
                        "rulePriority": 1,
                        "description": "keep ten",
                        "selection": {
                            "tagStatus": "any",
                            "countType": "imageCountMoreThan",
                            "countNumber": count,
                        },
                        "action": {"type": "expire"},
                    }
                ]
            }
        ),
    }


CHANGES = {
    "aws_ecr_repository.main: image_tag_mutability": lambda aws: aws(
        "ecr"
    ).put_image_tag_mutability(repositoryName="trueup/main", imageTagMutability="MUTABLE"),
    "aws_ecr_repository.main: image_scanning_configuration.scan_on_push": lambda aws: aws(
        "ecr"
    ).put_image_scanning_configuration(
        repositoryName="trueup/main", imageScanningConfiguration={"scanOnPush": False}
    ),
    "aws_ecr_repository.plain: image_scanning_configuration.scan_on_push": lambda aws: aws(
        "ecr"
    ).put_image_scanning_configuration(
        repositoryName="trueup/plain", imageScanningConfiguration={"scanOnPush": True}
    ),
    "aws_ecr_repository.main: tags": lambda aws: aws("ecr").untag_resource(
        resourceArn=aws.at("aws_ecr_repository.main", "arn"), tagKeys=["team"]
    ),
    "aws_ecr_repository.plain: missing": lambda aws: aws("ecr").delete_repository(
        repositoryName="trueup/plain"
    ),
    "unmanaged aws_ecr_repository": lambda aws: aws("ecr").create_repository(
        repositoryName="by-hand"
    ),
    "aws_ecr_repository_policy.main: policy": lambda aws: aws("ecr").set_repository_policy(
        **_policy("*")
    ),
    "aws_ecr_repository_policy.main: missing": lambda aws: aws("ecr").delete_repository_policy(
        repositoryName="trueup/main"
    ),
    "unmanaged aws_ecr_repository_policy": lambda aws: aws("ecr").set_repository_policy(
        **_policy("*", "trueup/plain")
    ),
    "aws_ecr_lifecycle_policy.main: policy": lambda aws: aws("ecr").put_lifecycle_policy(
        **_lifecycle(1000)
    ),
    "aws_ecr_lifecycle_policy.main: missing": lambda aws: aws("ecr").delete_lifecycle_policy(
        repositoryName="trueup/main"
    ),
    "unmanaged aws_ecr_lifecycle_policy": lambda aws: aws("ecr").put_lifecycle_policy(
        **_lifecycle(1, "trueup/plain")
    ),
}
