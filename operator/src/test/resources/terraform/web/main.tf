# Two services of one application: an API behind Service Connect, and a worker beside it.

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
    tags = { team = "web" }
  }
}

variable "image" {
  default = "registry.example.com/web:1.0.0"
}

resource "aws_service_discovery_http_namespace" "web" {
  name        = "web.internal"
  description = "What the services call each other by"
}

resource "aws_ecs_cluster" "web" {
  name = "web"
  setting {
    name  = "containerInsights"
    value = "enabled"
  }
  service_connect_defaults {
    namespace = aws_service_discovery_http_namespace.web.arn
  }
}

resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 1
    weight            = 100
  }
}

resource "aws_cloudwatch_log_group" "web" {
  name              = "/ecs/web"
  retention_in_days = 14
}

resource "aws_iam_role" "execution" {
  name = "web-execution"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
    }]
  })
}

resource "aws_ecs_task_definition" "api" {
  family                   = "web-api"
  cpu                      = 256
  memory                   = 512
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.execution.arn
  container_definitions = jsonencode([{
    name  = "api"
    image = var.image
    portMappings = [{ name = "http", containerPort = 8080, protocol = "tcp", appProtocol = "http" }]
    environment = [
      { name = "LOG_LEVEL", value = "info" },
      { name = "DATABASE", value = "web" },
    ]
    healthCheck = { command = ["CMD-SHELL", "/app/healthy --port 8080"] }
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.web.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "api"
      }
    }
  }])
}

resource "aws_ecs_task_definition" "worker" {
  family                   = "web-worker"
  cpu                      = 512
  memory                   = 1024
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  container_definitions = jsonencode([{
    name        = "worker"
    image       = var.image
    command     = ["work"]
    stopTimeout = 60
  }])
  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }
}

resource "aws_ecs_service" "api" {
  name                               = "api"
  cluster                            = aws_ecs_cluster.web.id
  task_definition                    = aws_ecs_task_definition.api.arn
  desired_count                      = 2
  launch_type                        = "FARGATE"
  enable_execute_command             = true
  propagate_tags                     = "SERVICE"
  deployment_minimum_healthy_percent = 50
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
      port_name      = "http"
      discovery_name = "api"
      client_alias {
        dns_name = "api"
        port     = 80
      }
    }
  }
}

resource "aws_ecs_service" "worker" {
  name                  = "worker"
  cluster               = aws_ecs_cluster.web.id
  task_definition       = aws_ecs_task_definition.worker.arn
  desired_count         = 1
  wait_for_steady_state = true
  depends_on            = [aws_ecs_cluster_capacity_providers.web]
  capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    weight            = 1
  }
  network_configuration {
    subnets = ["subnet-1"]
  }
}
