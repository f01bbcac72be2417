"""Nothing proves that the code of this function is what your pipeline built.

With a code signing configuration Lambda checks at deployment that the package was signed by a
profile you trust. It is not offered for functions from container images.
"""

from scanner import LOW, rule


@rule(
    on="aws_lambda_function",
    severity=LOW,
    fix="Set code_signing_config_arn to a configuration that enforces signatures.",
    related_ids=("CKV_AWS_272",),
    cwe=345,
    references=("https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html",),
    bad=('resource "aws_lambda_function" "orders" { function_name = "orders" }  # here',),
    good=(
        """
resource "aws_lambda_function" "orders" {
  function_name           = "orders"
  code_signing_config_arn = "arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-1"
}
""",
        """
resource "aws_lambda_function" "image" {
  function_name = "image"
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/orders@sha256:0a1b"
}
""",
    ),
)
def check(function):
    if function.get("package_type", default="Zip") == "Image":
        return
    if not function.get("code_signing_config_arn"):
        yield function.fail("code_signing_config_arn", "the code's signature is not checked")
