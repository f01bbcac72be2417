variable "secret" {
  type      = string
  ephemeral = true
  default   = "not-a-real-one"
}

ephemeral "aws_secretsmanager_random_password" "generated" {
  password_length = "20"
}

resource "aws_secretsmanager_secret" "s" {
  name                    = "s"
  recovery_window_in_days = "0"
}

resource "aws_secretsmanager_secret_version" "s" {
  secret_id                = aws_secretsmanager_secret.s.id
  secret_string_wo         = var.secret
  secret_string_wo_version = "3"
}

resource "aws_db_instance" "db" {
  identifier          = "wo"
  engine              = "postgres"
  instance_class      = "db.t3.micro"
  allocated_storage   = 20
  username            = "root1"
  password_wo         = ephemeral.aws_secretsmanager_random_password.generated.random_password
  password_wo_version = 1
  skip_final_snapshot = true
}

resource "aws_ssm_parameter" "p" {
  name             = "/p"
  type             = "SecureString"
  value_wo         = var.secret
  value_wo_version = "2"
}

resource "aws_ssm_parameter" "plain" {
  name  = "/plain"
  type  = "SecureString"
  value = "not-a-real-one"
}

resource "aws_redshift_cluster" "r" {
  cluster_identifier         = "r"
  node_type                  = "ra3.xlplus"
  master_username            = "root1"
  master_password_wo         = "Not-a-real-1"
  master_password_wo_version = 1
  skip_final_snapshot        = true
}

output "plain" {
  value     = aws_ssm_parameter.plain.value
  sensitive = true
}
output "written" { value = aws_db_instance.db.password_wo == null }
