"""Every user of this server can list its databases, which tells an intruder where to look.

With skip_show_database only users with the SHOW DATABASES privilege may. Without it they see at
least the names of all databases on which they hold any privilege.
"""

from scanner import LOW, rule
from scanner.shapes import database_flags, is_engine


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Add the database flag skip_show_database = on.",
    cwe=200,
    references=(
        "https://dev.mysql.com/doc/refman/8.0/en/server-system-variables.html#sysvar_skip_show_database",
    ),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "MYSQL_8_0"
  settings {  # here
    tier = "db-custom-2-7680"
  }
}
""",
    ),
    good=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "MYSQL_8_0"
  settings {
    tier = "db-custom-2-7680"
    database_flags {
      name  = "skip_show_database"
      value = "on"
    }
  }
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
  }
}
""",
    ),
)
def check(db):
    if is_engine(db, "MYSQL") and not any(
        flag.get("value", default="") == "on" for flag in database_flags(db, "skip_show_database")
    ):
        yield db.fail("settings.database_flags", "every user may list the databases")
