# Three services that Terraform makes, and that Berth rolls out from then on.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  default_tags {
    tags = { team = "billing" }
  }
  ignore_tags {
    key_prefixes = ["berth:"]
  }
}

variable "tier" {
  default = "front"
}

resource "aws_service_discovery_http_namespace" "billing" {
  name = "billing.internal"
}

resource "aws_ecs_cluster" "billing" {
  name = "billing"
  service_connect_defaults {
    namespace = aws_service_discovery_http_namespace.billing.arn
  }
}

resource "aws_ecs_cluster_capacity_providers" "billing" {
  cluster_name       = aws_ecs_cluster.billing.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

locals {
  family = {
    api    = { cpu = 256, memory = 512, command = ["serve"] }
    worker = { cpu = 512, memory = 1024, command = ["work"] }
    mailer = { cpu = 256, memory = 512, command = ["mail"] }
  }
}

resource "aws_ecs_task_definition" "billing" {
  for_each                 = local.family
  family                   = "billing-${each.key}"
  cpu                      = each.value.cpu
  memory                   = each.value.memory
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  container_definitions = jsonencode([{
    name         = each.key
    image        = "billing:1"
    command      = each.value.command
    portMappings = each.key == "api" ? [{ name = "http", containerPort = 8080 }] : []
    environment  = [{ name = "LOG_LEVEL", value = "info" }]
  }])
}

resource "aws_ecs_service" "api" {
  name                   = "api"
  cluster                = aws_ecs_cluster.billing.id
  task_definition        = aws_ecs_task_definition.billing["api"].arn
  desired_count          = 2
  launch_type            = "FARGATE"
  enable_execute_command = true
  tags                   = { tier = var.tier }
  wait_for_steady_state  = true
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
  network_configuration {
    subnets         = ["subnet-1", "subnet-2"]
    security_groups = ["sg-1"]
  }
  service_connect_configuration {
    enabled = true
    service {
      port_name = "http"
      client_alias {
        dns_name = "api"
        port     = 80
      }
    }
  }
  lifecycle {
    ignore_changes = [task_definition, desired_count]
  }
}

resource "aws_ecs_service" "worker" {
  name                  = "worker"
  cluster               = aws_ecs_cluster.billing.id
  task_definition       = aws_ecs_task_definition.billing["worker"].arn
  desired_count         = 1
  propagate_tags        = "SERVICE"
  wait_for_steady_state = true
  depends_on            = [aws_ecs_cluster_capacity_providers.billing]
  capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    weight            = 1
  }
  network_configuration {
    subnets = ["subnet-1"]
  }
  lifecycle {
    ignore_changes = all
  }
}

resource "aws_ecs_service" "mailer" {
  name                  = "mailer"
  cluster               = aws_ecs_cluster.billing.id
  task_definition       = aws_ecs_task_definition.billing["mailer"].arn
  desired_count         = 1
  launch_type           = "FARGATE"
  wait_for_steady_state = true
  network_configuration {
    subnets = ["subnet-1"]
  }
  lifecycle {
    ignore_changes = [task_definition, desired_count]
  }
}

resource "aws_appautoscaling_target" "mailer" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${aws_ecs_cluster.billing.name}/${aws_ecs_service.mailer.name}"
  min_capacity       = 1
  max_capacity       = 3
}

resource "aws_appautoscaling_policy" "mailer" {
  name               = "cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.mailer.service_namespace
  scalable_dimension = aws_appautoscaling_target.mailer.scalable_dimension
  resource_id        = aws_appautoscaling_target.mailer.resource_id
  target_tracking_scaling_policy_configuration {
    target_value = 60
    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
