"""The engine no longer gets fixes in standard support: known flaws stay open or cost extra.

AWS then moves the database to a newer major version on a day of its own choosing, or charges for
Extended Support. Which major versions have ended is the parameter ended, by engine; what the
version leaves open (a minor version, "latest") is fine.
"""

from scanner import MEDIUM, rule
from scanner.shapes import asks

_ENDED = {
    "postgres": ["9", "10", "11", "12", "13"],
    "mysql": ["5.5", "5.6", "5.7", "8.0"],
    "mariadb": ["10.0", "10.1", "10.2", "10.3", "10.4"],
    "sqlserver-ee": ["11", "12"],
    "sqlserver-se": ["11", "12"],
    "sqlserver-ex": ["11", "12"],
    "sqlserver-web": ["11", "12"],
    "aurora-postgresql": ["9", "10", "11", "12", "13"],
    "aurora-mysql": ["5.6", "5.7"],
    "aurora": ["5.6"],
}


@rule(
    on=("aws_db_instance", "aws_rds_cluster", "aws_rds_global_cluster"),
    severity=MEDIUM,
    fix="Upgrade to a major version in standard support.",
    related_ids=("CKV_AWS_250", "CKV_AWS_388"),
    cwe=1104,
    parameters={"ended": _ENDED},
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html",
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html",
        "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.VersionPolicy.html",
    ),
    bad=(
        """
resource "aws_db_instance" "db" {
  engine         = "mysql"
  engine_version = "5.7.44"  # here
}
""",
        """
resource "aws_rds_cluster" "db" {
  engine         = "aurora-postgresql"
  engine_version = "12"  # here
}
""",
    ),
    good=(
        """
resource "aws_db_instance" "db" {
  engine         = "mysql"
  engine_version = "8.4"
}
""",
        """
resource "aws_db_instance" "db" {
  engine         = "mariadb"
  engine_version = "10.11"
}
""",
        """
resource "aws_rds_cluster" "db" {
  engine         = "aurora-mysql"
  engine_version = "8.0.mysql_aurora.3.10.0"
}
""",
    ),
)
def check(db):
    engine = db.get("engine", default="")
    version = db.get("engine_version", default="")
    for name, ended in db.parameters["ended"].items():
        if engine == name and asks(version, f"ended {name}", lambda v, e=ended: _is_one_of(v, e)):
            yield db.fail("engine_version", f"{name} {version} is out of standard support")


def _is_one_of(version, majors):
    return any(f"{version}.".startswith(f"{major}.") for major in majors)
