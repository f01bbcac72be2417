"""Whoever opens this notebook is root on its machine.

As root code from a notebook can read the machine's token without limits, change what is monitored
and stay. The metadata notebook-disable-root takes it away.
"""

from scanner import LOW, rule
from scanner.shapes import metadata_is_on


@rule(
    on=("google_notebooks_instance", "google_workbench_instance"),
    severity=LOW,
    fix='Set notebook-disable-root = "true" in the metadata.',
    cwe=250,
    references=("https://cloud.google.com/vertex-ai/docs/workbench/instances/manage-metadata",),
    bad=(
        """
resource "google_notebooks_instance" "nb" {  # here
  location = "europe-west1-b"
}
""",
        """
resource "google_workbench_instance" "nb" {
  gce_setup {
    metadata = {
      notebook-disable-root = "false"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "google_notebooks_instance" "nb" {
  metadata = {
    notebook-disable-root = "true"
  }
}
""",
        """
resource "google_workbench_instance" "nb" {
  gce_setup {
    metadata = {
      notebook-disable-root = "TRUE"
    }
  }
}
""",
    ),
)
def check(notebook):
    machine = notebook
    if notebook.type == "google_workbench_instance":
        machine = notebook.sub("gce_setup")
    if not metadata_is_on(machine, "notebook-disable-root"):
        yield machine.fail(("metadata", "notebook-disable-root"), "users are root")
