"""A notebook with the account's data can send them anywhere, past the network's controls.

Direct internet access goes through an interface of SageMaker's own. Disabled, traffic takes the
subnet's way, with its endpoints, firewalls and logs.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_sagemaker_notebook_instance",
    severity=MEDIUM,
    fix='Set direct_internet_access = "Disabled" and a subnet_id.',
    aliases=("CKV_AWS_122",),
    cwe=668,
    references=(
        "https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html",
    ),
    bad=(
        'resource "aws_sagemaker_notebook_instance" "lab" { name = "lab" }  # here',
        """
resource "aws_sagemaker_notebook_instance" "lab" {
  direct_internet_access = "Enabled"  # here
}
""",
    ),
    good=(
        """
resource "aws_sagemaker_notebook_instance" "lab" {
  direct_internet_access = "Disabled"
  subnet_id              = "subnet-1"
}
""",
        'resource "aws_sagemaker_model" "ranking" { name = "ranking" }',
    ),
)
def check(notebook):
    if notebook.get("direct_internet_access", default="Enabled") == "Enabled":
        yield notebook.fail("direct_internet_access", "the notebook is on the internet")
