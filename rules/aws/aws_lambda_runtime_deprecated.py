"""The function's runtime gets no more security patches, and soon it cannot be updated at all.

After a runtime's deprecation AWS stops patching it, later refuses new functions and then changes to
existing ones. A function from a container image brings its own runtime and is not judged here. A
policy may give its own table of runtimes and days with the parameter deprecated_runtimes.
"""

from scanner import MEDIUM, rule

# "Deprecated runtimes" in the Lambda developer guide: runtime and day of deprecation.
_ENDED = {
    "dotnet5.0": "2022-05-10", "dotnet6": "2024-12-20", "dotnet7": "2024-05-14",
    "dotnetcore1.0": "2019-06-27", "dotnetcore2.0": "2019-05-30", "dotnetcore2.1": "2022-01-05",
    "dotnetcore3.1": "2023-04-03", "go1.x": "2024-01-08", "java8": "2024-01-08",
    "nodejs": "2016-10-31", "nodejs10.x": "2021-07-30", "nodejs12.x": "2023-03-31",
    "nodejs14.x": "2023-12-04", "nodejs16.x": "2024-06-12", "nodejs18.x": "2025-09-01",
    "nodejs4.3": "2020-03-05", "nodejs4.3-edge": "2019-04-30", "nodejs6.10": "2019-08-12",
    "nodejs8.10": "2020-03-06", "provided": "2024-01-08", "python2.7": "2021-07-15",
    "python3.6": "2022-07-18", "python3.7": "2023-12-04", "python3.8": "2024-10-14",
    "python3.9": "2025-12-15", "nodejs20.x": "2026-04-30", "ruby2.5": "2021-07-30",
    "ruby2.7": "2023-12-07", "ruby3.2": "2026-03-31",
}  # fmt: skip


@rule(
    on="aws_lambda_function",
    severity=MEDIUM,
    fix="Move the function to a runtime that AWS still supports.",
    related_ids=("CKV_AWS_363",),
    cwe=1104,
    parameters={"deprecated_runtimes": _ENDED},
    references=("https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",),
    bad=(
        """
resource "aws_lambda_function" "orders" {
  function_name = "orders"
  runtime       = "python3.7"  # here
}
""",
    ),
    good=(
        """
resource "aws_lambda_function" "orders" {
  function_name = "orders"
  runtime       = "python3.13"
}
""",
        """
resource "aws_lambda_function" "native" {
  function_name = "native"
  runtime       = "provided.al2023"
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
    runtime = function.get("runtime", default="")
    for name, day in function.parameters["deprecated_runtimes"].items():
        if runtime == name:
            yield function.fail("runtime", f"AWS ended its support of {name} on {day}")
