"""The engine's logs stay on the instance, where they are gone after days and nobody is alerted.

Failed logins, slow queries and errors are what an investigation needs. Which logs there are
depends on the engine; the parameter logs names, by engine, those of which one at least must go to
CloudWatch.
"""

from scanner import LOW, rule

_LOGS = {
    "mysql": ["audit", "error", "iam-db-auth-error"],
    "mariadb": ["audit", "error", "iam-db-auth-error"],
    "postgres": ["postgresql"],
    "oracle-ee": ["audit", "alert", "listener"],
    "oracle-se2": ["audit", "alert", "listener"],
    "sqlserver-ee": ["error"],
    "sqlserver-se": ["error"],
    "sqlserver-web": ["error"],
}


@rule(
    on="aws_db_instance",
    severity=LOW,
    fix="Name the engine's error or audit log in enabled_cloudwatch_logs_exports.",
    aliases=("CKV_AWS_129",),
    cwe=778,
    parameters={"logs": _LOGS},
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html",
    ),
    bad=(
        'resource "aws_db_instance" "db" { engine = "postgres" }  # here',
        """
resource "aws_db_instance" "db" {
  engine                          = "mysql"
  enabled_cloudwatch_logs_exports = ["slowquery"]  # here
}
""",
    ),
    good=(
        """
resource "aws_db_instance" "db" {
  engine                          = "postgres"
  enabled_cloudwatch_logs_exports = ["upgrade", "postgresql"]
}
""",
        'resource "aws_db_instance" "replica" { replicate_source_db = "orders" }',
        'resource "aws_db_instance" "express" { engine = "sqlserver-ex" }',
    ),
)
def check(db):
    engine = db.get("engine", default="")
    for name, logs in db.parameters["logs"].items():
        if engine == name and not _exports(db, logs):
            yield db.fail("enabled_cloudwatch_logs_exports", f"no {name} log is exported")


def _exports(db, logs):
    return any(log.value in logs for log in db.each("enabled_cloudwatch_logs_exports"))
