"""This notebook, with the data that is worked on in it, has an address on the internet.

People reach a notebook through Google's proxy, which asks for their account; an address of its own
is only one more way in.
"""

from scanner import HIGH, rule


@rule(
    on=("google_notebooks_instance", "google_workbench_instance"),
    severity=HIGH,
    fix="Set no_public_ip = true, or gce_setup.disable_public_ip = true.",
    aliases=("CKV_GCP_89", "CKV2_GCP_28"),
    cwe=284,
    references=("https://cloud.google.com/vertex-ai/docs/workbench/instances/create",),
    bad=(
        """
resource "google_notebooks_instance" "nb" {  # here
  location = "europe-west1-b"
}
""",
        """
resource "google_workbench_instance" "nb" {
  gce_setup {
    disable_public_ip = false  # here
  }
}
""",
    ),
    good=(
        """
resource "google_notebooks_instance" "nb" {
  no_public_ip = true
}
""",
        """
resource "google_workbench_instance" "nb" {
  gce_setup {
    disable_public_ip = true
  }
}
""",
    ),
)
def check(notebook):
    place = "gce_setup.disable_public_ip"
    if notebook.type == "google_notebooks_instance":
        place = "no_public_ip"
    if not notebook.get(place, default=False):
        yield notebook.fail(place, "the notebook has a public address")
