"""Requests beyond the capacity that was once guessed are refused, and nothing raises it.

A table with provisioned capacity needs an aws_appautoscaling_target (table/NAME); on demand
(PAY_PER_REQUEST) needs none. Provisioned is what a table is that does not say.
"""

from scanner import LOW, rule


@rule(
    on="aws_dynamodb_table",
    severity=LOW,
    fix='Set billing_mode = "PAY_PER_REQUEST" or add an aws_appautoscaling_target.',
    aliases=("CKV2_AWS_16",),
    cwe=770,
    references=(
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html",
    ),
    bad=(
        'resource "aws_dynamodb_table" "orders" { name = "orders" }  # here',
        """
resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PROVISIONED"  # here
}

resource "aws_appautoscaling_target" "invoices" {
  resource_id       = "table/invoices"
  service_namespace = "dynamodb"
}
""",
    ),
    good=(
        'resource "aws_dynamodb_table" "orders" { billing_mode = "PAY_PER_REQUEST" }',
        """
resource "aws_dynamodb_table" "orders" {
  name           = "orders"
  read_capacity  = 5
  write_capacity = 5
}

resource "aws_appautoscaling_target" "orders" {
  resource_id        = "table/${aws_dynamodb_table.orders.name}"
  service_namespace  = "dynamodb"
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
}
""",
    ),
)
def check(table):
    if table.get("billing_mode", default="PROVISIONED") != "PROVISIONED":
        return
    name = "table/" + table.get("name", default="")
    targets = table.beside("aws_appautoscaling_target")
    if not any(target.get("resource_id", default="") == name for target in targets):
        yield table.fail("billing_mode", "the capacity is fixed")
