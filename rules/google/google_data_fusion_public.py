"""The instance and the pipelines it runs have addresses on the internet.

Data Fusion holds the credentials of the systems that it reads and writes. A private instance is
reached through the VPC alone.
"""

from scanner import HIGH, rule


@rule(
    on="google_data_fusion_instance",
    severity=HIGH,
    fix="Set private_instance = true with a network_config.",
    aliases=("CKV_GCP_87",),
    cwe=284,
    references=("https://cloud.google.com/data-fusion/docs/how-to/create-private-ip",),
    bad=(
        """
resource "google_data_fusion_instance" "etl" {  # here
  name = "etl"
}
""",
        """
resource "google_data_fusion_instance" "etl" {
  private_instance = false  # here
}
""",
    ),
    good=(
        """
resource "google_data_fusion_instance" "etl" {
  private_instance = true
}
""",
        """
resource "google_data_fusion_instance" "etl" {
  private_instance = true
  network_config {
    network = "main"
  }
}
""",
    ),
)
def check(instance):
    if not instance.get("private_instance", default=False):
        yield instance.fail("private_instance", "the instance is on the internet")
