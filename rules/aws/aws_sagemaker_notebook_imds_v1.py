"""A page that the notebook shows, or a package in it, can fetch the role's credentials.

Version 1 of the metadata service answers any plain request. Notebooks take both versions unless
minimum_instance_metadata_service_version is 2.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_sagemaker_notebook_instance",
    severity=MEDIUM,
    fix='Set minimum_instance_metadata_service_version = "2".',
    aliases=("CKV_AWS_371",),
    cwe=918,
    references=("https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-imds.html",),
    bad=(
        """
resource "aws_sagemaker_notebook_instance" "lab" {
  instance_metadata_service_configuration {
    minimum_instance_metadata_service_version = "1"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_sagemaker_notebook_instance" "lab" {
  instance_metadata_service_configuration {
    minimum_instance_metadata_service_version = 2
  }
}
""",
        """
resource "aws_sagemaker_notebook_instance" "lab" {
  instance_metadata_service_configuration {
    minimum_instance_metadata_service_version = "2"
  }
}
""",
    ),
)
def check(notebook):
    path = "instance_metadata_service_configuration.minimum_instance_metadata_service_version"
    if notebook.get(path, default="1") == "1":
        yield notebook.fail(path, "the metadata service answers plain requests")
