"""Planning runs a program of the repository, with the rights and secrets of whoever plans.

An external data source executes at every plan, also that of a pull request nobody has reviewed yet.
A provider's data source, or a value passed in, does not.
"""

from scanner import MEDIUM, rule


@rule(
    on="data.external",
    severity=MEDIUM,
    fix="Replace the program by a data source of a provider or by a variable.",
    cwe=829,
    references=(
        "https://registry.terraform.io/providers/hashicorp/external/latest/docs/data-sources/external",
    ),
    bad=(
        """
data "external" "version" {
  program = ["python3", "version.py"]  # here
}
""",
    ),
    good=(
        """
data "local_file" "version" {
  filename = "version.txt"
}
""",
        """
data "http" "version" {
  url = "https://example.com/version"
}
""",
    ),
)
def check(external):
    yield external.fail("program", "every plan runs a program")
