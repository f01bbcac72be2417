"""One zone or one master less, and the domain stops answering or splits.

Three dedicated master nodes keep a majority when one is lost, and zone awareness keeps a copy of
each shard in another zone. Multi-AZ with standby brings both. It multiplies the cost, so small
domains go without.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on=("aws_opensearch_domain", "aws_elasticsearch_domain"),
    severity=LOW,
    fix="Set dedicated_master_count = 3 and zone_awareness_enabled = true in cluster_config.",
    aliases=("CKV_AWS_318",),
    related_ids=("CKV2_AWS_59",),
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html",
        "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-dedicatedmasternodes.html",
    ),
    bad=(
        'resource "aws_opensearch_domain" "logs" { domain_name = "logs" }  # here',
        """
resource "aws_opensearch_domain" "logs" {  # here
  cluster_config {
    dedicated_master_enabled = true
    dedicated_master_count   = 3
    zone_awareness_enabled   = false
  }
}
""",
        """
resource "aws_opensearch_domain" "logs" {  # here
  cluster_config {
    dedicated_master_enabled = true
    dedicated_master_count   = 2
    zone_awareness_enabled   = true
  }
}
""",
        """
resource "aws_opensearch_domain" "logs" {  # here
  cluster_config {
    dedicated_master_enabled = false
    dedicated_master_count   = 3
    zone_awareness_enabled   = true
  }
}
""",
    ),
    good=(
        """
resource "aws_opensearch_domain" "logs" {
  cluster_config {
    dedicated_master_enabled = true
    dedicated_master_count   = 3
    zone_awareness_enabled   = true
  }
}
""",
        """
resource "aws_opensearch_domain" "logs" {
  cluster_config {
    multi_az_with_standby_enabled = true
  }
}
""",
    ),
)
def check(domain):
    cluster = domain.sub("cluster_config")
    if cluster.get("multi_az_with_standby_enabled", default=False):
        return
    masters = quantity(cluster.get("dedicated_master_count", default=0), 0)
    if not (
        cluster.get("dedicated_master_enabled", default=False)
        and masters >= 3
        and cluster.get("zone_awareness_enabled", default=False)
    ):
        yield domain.fail(message="the domain does not survive the loss of a zone")
