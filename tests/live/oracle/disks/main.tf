resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "main" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_kms_key" "main" {
}

resource "aws_key_pair" "main" {
  key_name   = "trueup-main"
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMNuUwIE1eK9Ujq8DTbZiGLMg+cPkP7EpvOHXhnTnXTn someone@example.com"
  tags       = { team = "core" }
}

resource "aws_key_pair" "plain" {
  key_name   = "trueup-plain"
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGMTgO1MpEJxw5EoZLUyaTLwjeGOWF3RRvSZ1Xr1D0kP"
}

resource "aws_ebs_volume" "main" {
  availability_zone = "eu-west-1a"
  encrypted         = true
  iops              = 4000
  kms_key_id        = aws_kms_key.main.arn
  size              = 20
  throughput        = 200
  type              = "gp3"
  tags              = { team = "core" }
}

resource "aws_ebs_volume" "shared" {
  availability_zone    = "eu-west-1a"
  iops                 = 1000
  multi_attach_enabled = true
  size                 = 8
  type                 = "io2"
}

resource "aws_ebs_volume" "restored" {
  availability_zone = "eu-west-1a"
  snapshot_id       = aws_ebs_snapshot.main.id
}

resource "aws_ebs_volume" "plain" {
  availability_zone = "eu-west-1a"
  size              = 4
}

resource "aws_ebs_snapshot" "main" {
  volume_id   = aws_ebs_volume.main.id
  description = "before the move"
  tags        = { team = "core" }
}

resource "aws_ebs_snapshot" "plain" {
  volume_id = aws_ebs_volume.plain.id
}

resource "aws_ebs_encryption_by_default" "main" {
  enabled = false
}

resource "aws_instance" "attached" {
  ami           = "ami-12c6146b"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.main.id
}

resource "aws_volume_attachment" "main" {
  device_name  = "/dev/sdg"
  volume_id    = aws_ebs_volume.main.id
  instance_id  = aws_instance.attached.id
  force_detach = true
}

resource "aws_volume_attachment" "plain" {
  device_name = "/dev/sdh"
  volume_id   = aws_ebs_volume.plain.id
  instance_id = aws_instance.attached.id
}

# Nothing more is said of this one.
resource "aws_instance" "plain" {
  ami           = "ami-12c6146b"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.main.id
}
