resource "aws_launch_template" "main" {
  name          = "trueup-group"
  image_id      = "ami-12c6146b"
  instance_type = "t3.micro"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "main" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_autoscaling_group" "main" {
  name                  = "trueup-main"
  min_size              = 0
  max_size              = 4
  desired_capacity      = 0
  default_cooldown      = 60
  health_check_type     = "ELB"
  capacity_rebalance    = true
  protect_from_scale_in = true
  placement_group       = "trueup"
  termination_policies  = ["OldestInstance", "Default"]
  vpc_zone_identifier   = [aws_subnet.main.id]
  suspended_processes   = ["AZRebalance"]
  enabled_metrics       = ["GroupMinSize", "GroupMaxSize"]
  force_delete          = true

  launch_template {
    id      = aws_launch_template.main.id
    version = "1"
  }
  tag {
    key                 = "team"
    value               = "core"
    propagate_at_launch = true
  }
}

# Nothing more is said of this one.
resource "aws_autoscaling_group" "plain" {
  name                = "trueup-plain"
  min_size            = 0
  max_size            = 1
  vpc_zone_identifier = [aws_subnet.main.id]

  launch_template {
    name = aws_launch_template.main.name
  }
}

resource "aws_autoscaling_policy" "simple" {
  name                   = "out"
  autoscaling_group_name = aws_autoscaling_group.main.name
  adjustment_type        = "PercentChangeInCapacity"
  scaling_adjustment     = 50
  cooldown               = 120
}

resource "aws_autoscaling_policy" "target" {
  name                      = "busy"
  autoscaling_group_name    = aws_autoscaling_group.main.name
  policy_type               = "TargetTrackingScaling"
  estimated_instance_warmup = 90

  target_tracking_configuration {
    disable_scale_in = true
    target_value     = 40
    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}
