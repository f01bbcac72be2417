resource "aws_autoscaling_group" "rich" {
  name                      = "trueup-rich"
  min_size                  = 1
  max_size                  = 9
  desired_capacity          = 3
  availability_zones        = ["eu-west-1a", "eu-west-1b"]
  context                   = "reserved"
  default_instance_warmup   = 120
  desired_capacity_type     = "units"
  health_check_grace_period = 60
  launch_configuration      = "trueup-2026"
  max_instance_lifetime     = 604800

  availability_zone_distribution {
    capacity_distribution_strategy = "balanced-only"
  }
  capacity_reservation_specification {
    capacity_reservation_preference = "capacity-reservations-only"
    capacity_reservation_target {
      capacity_reservation_ids = ["cr-0123456789abcdef0"]
    }
  }
  instance_maintenance_policy {
    max_healthy_percentage = 120
    min_healthy_percentage = 90
  }
  traffic_source {
    identifier = "arn:aws:vpc-lattice:eu-west-1:123456789012:targetgroup/tg-0123456789abcdef0"
    type       = "vpc-lattice"
  }
  warm_pool {
    max_group_prepared_capacity = 5
    min_size                    = 1
    pool_state                  = "Hibernated"
    instance_reuse_policy {
      reuse_on_scale_in = true
    }
  }
}

resource "aws_autoscaling_group" "mixed" {
  name                = "trueup-mixed"
  min_size            = 1
  max_size            = 9
  desired_capacity    = 1
  load_balancers      = ["classic"]
  target_group_arns   = ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123456789abcdef"]
  vpc_zone_identifier = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]

  mixed_instances_policy {
    instances_distribution {
      on_demand_allocation_strategy            = "lowest-price"
      on_demand_base_capacity                  = 1
      on_demand_percentage_above_base_capacity = 25
      spot_allocation_strategy                 = "lowest-price"
      spot_instance_pools                      = 3
      spot_max_price                           = "0.05"
    }
    launch_template {
      launch_template_specification {
        launch_template_id = "lt-0123456789abcdef0"
        version            = "$Latest"
      }
      override {
        instance_type     = "c5.large"
        weighted_capacity = "2"
      }
      override {
        weighted_capacity = "1"
        launch_template_specification {
          launch_template_id = "lt-0123456789abcdef1"
        }
        instance_requirements {
          bare_metal        = "excluded"
          cpu_manufacturers = ["intel", "amd"]
          memory_mib {
            min = 1024
          }
          vcpu_count {
            min = 2
            max = 8
          }
        }
      }
    }
  }
}

resource "aws_autoscaling_policy" "step" {
  name                      = "steps"
  autoscaling_group_name    = "trueup-rich"
  adjustment_type           = "PercentChangeInCapacity"
  enabled                   = false
  estimated_instance_warmup = 60
  metric_aggregation_type   = "Maximum"
  min_adjustment_magnitude  = 2
  policy_type               = "StepScaling"

  step_adjustment {
    scaling_adjustment          = 10
    metric_interval_lower_bound = "0"
    metric_interval_upper_bound = "10.5"
  }
  step_adjustment {
    scaling_adjustment          = 30
    metric_interval_lower_bound = "10.5"
  }
}

resource "aws_autoscaling_policy" "custom" {
  name                   = "custom"
  autoscaling_group_name = "trueup-rich"
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = 100
    customized_metric_specification {
      metrics {
        id          = "m1"
        label       = "messages"
        return_data = false
        metric_stat {
          stat = "Sum"
          unit = "Count"
          metric {
            metric_name = "ApproximateNumberOfMessagesVisible"
            namespace   = "AWS/SQS"
            dimensions {
              name  = "QueueName"
              value = "orders"
            }
          }
        }
      }
      metrics {
        id         = "e1"
        expression = "m1 / 2"
      }
    }
  }
}

resource "aws_autoscaling_policy" "predictive" {
  name                   = "predictive"
  autoscaling_group_name = "trueup-mixed"
  policy_type            = "PredictiveScaling"

  predictive_scaling_configuration {
    max_capacity_breach_behavior = "IncreaseMaxCapacity"
    max_capacity_buffer          = "10"
    mode                         = "ForecastAndScale"
    scheduling_buffer_time       = "300"
    metric_specification {
      target_value = 32
      predefined_load_metric_specification {
        predefined_metric_type = "ALBTargetGroupRequestCount"
        resource_label         = "app/web/0123456789abcdef/targetgroup/web/0123456789abcdef"
      }
      customized_scaling_metric_specification {
        metric_data_queries {
          id = "load"
          metric_stat {
            stat = "Average"
            metric {
              metric_name = "CPUUtilization"
              namespace   = "AWS/EC2"
            }
          }
        }
      }
    }
  }
}
