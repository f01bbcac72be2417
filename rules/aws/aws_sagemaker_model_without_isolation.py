"""A model's container, often made by others, can send what it is asked to anywhere.

Network isolation cuts its containers off, so that only SageMaker brings in requests and artifacts.
Models that fetch data themselves cannot have it.
"""

from scanner import LOW, rule


@rule(
    on="aws_sagemaker_model",
    severity=LOW,
    fix="Set enable_network_isolation = true.",
    aliases=("CKV_AWS_370",),
    cwe=668,
    references=(
        "https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html",
    ),
    bad=(
        'resource "aws_sagemaker_model" "ranking" { name = "ranking" }  # here',
        'resource "aws_sagemaker_model" "ranking" { enable_network_isolation = false }  # here',
    ),
    good=(
        'resource "aws_sagemaker_model" "ranking" { enable_network_isolation = true }',
        """
resource "aws_sagemaker_model" "ranking" {
  enable_network_isolation = "true"
  vpc_config { subnets = ["subnet-1"] }
}
""",
    ),
)
def check(model):
    if not model.get("enable_network_isolation", default=False):
        yield model.fail("enable_network_isolation", "the containers reach the network")
