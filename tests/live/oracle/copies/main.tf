# Images and snapshots that were made of others, beside those they were made of.

resource "aws_kms_key" "main" {}

resource "aws_instance" "main" {
  ami           = "ami-12c6146b"
  instance_type = "t3.micro"
}

resource "aws_ami_from_instance" "main" {
  name               = "trueup-from-instance"
  description        = "as it ran"
  source_instance_id = aws_instance.main.id
  tags               = { team = "core" }
}

resource "aws_ami_from_instance" "plain" {
  name               = "trueup-plain"
  source_instance_id = aws_instance.main.id
}

resource "aws_ami_copy" "main" {
  name              = "trueup-copy"
  description       = "a copy"
  source_ami_id     = aws_ami_from_instance.main.id
  source_ami_region = "eu-west-1"
  encrypted         = true
  kms_key_id        = aws_kms_key.main.arn
  tags              = { team = "core" }
}

resource "aws_ami_copy" "plain" {
  name              = "trueup-plain-copy"
  source_ami_id     = aws_ami_from_instance.plain.id
  source_ami_region = "eu-west-1"
}

resource "aws_ebs_volume" "main" {
  availability_zone = "eu-west-1a"
  size              = 10
}

resource "aws_ebs_snapshot" "main" {
  volume_id   = aws_ebs_volume.main.id
  description = "before"
}

resource "aws_ebs_snapshot_copy" "main" {
  source_snapshot_id = aws_ebs_snapshot.main.id
  source_region      = "eu-west-1"
  description        = "a copy of before"
  encrypted          = true
  kms_key_id         = aws_kms_key.main.arn
  tags               = { team = "core" }
}

resource "aws_ebs_snapshot_copy" "plain" {
  source_snapshot_id = aws_ebs_snapshot.main.id
  source_region      = "eu-west-1"
}

resource "aws_db_option_group" "main" {
  name                 = "main"
  engine_name          = "mysql"
  major_engine_version = "8.0"
}

resource "aws_db_instance" "main" {
  identifier          = "main"
  engine              = "mysql"
  engine_version      = "8.0.45"
  instance_class      = "db.t3.micro"
  allocated_storage   = 20
  username            = "owner"
  password            = "not-a-secret"
  storage_encrypted   = true
  kms_key_id          = aws_kms_key.main.arn
  option_group_name   = aws_db_option_group.main.name
  skip_final_snapshot = true
}

resource "aws_db_snapshot" "main" {
  db_instance_identifier = aws_db_instance.main.identifier
  db_snapshot_identifier = "before"
}

resource "aws_db_snapshot_copy" "main" {
  source_db_snapshot_identifier = aws_db_snapshot.main.db_snapshot_arn
  target_db_snapshot_identifier = "copy"
  kms_key_id                    = aws_kms_key.main.arn
  option_group_name             = aws_db_option_group.main.name
  shared_accounts               = ["222233334444"]
  tags                          = { team = "core" }
}

resource "aws_db_snapshot_copy" "plain" {
  source_db_snapshot_identifier = aws_db_snapshot.main.db_snapshot_arn
  target_db_snapshot_identifier = "plain-copy"
}
