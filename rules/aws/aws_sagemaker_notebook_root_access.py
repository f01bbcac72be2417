"""Everybody who may open the notebook is root on its instance.

Root can undo its lifecycle configuration and whatever watches it. Access is on unless it is
switched off; lifecycle scripts run as root in any case.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_sagemaker_notebook_instance",
    severity=MEDIUM,
    fix='Set root_access = "Disabled".',
    aliases=("CKV_AWS_307",),
    cwe=250,
    references=("https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-root-access.html",),
    bad=(
        'resource "aws_sagemaker_notebook_instance" "lab" { name = "lab" }  # here',
        'resource "aws_sagemaker_notebook_instance" "lab" { root_access = "Enabled" }  # here',
    ),
    good=(
        'resource "aws_sagemaker_notebook_instance" "lab" { root_access = "Disabled" }',
        """
variable "root" { default = "Disabled" }

resource "aws_sagemaker_notebook_instance" "lab" { root_access = var.root }
""",
    ),
)
def check(notebook):
    if notebook.get("root_access", default="Enabled") == "Enabled":
        yield notebook.fail("root_access", "users are root on the instance")
