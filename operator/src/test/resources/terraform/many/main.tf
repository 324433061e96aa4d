# A cluster with many services that are alike: how long does it take to see that nothing changed?

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  ignore_tags {
    key_prefixes = ["berth:"]
  }
}

variable "services" {
  default = 100
}

resource "aws_ecs_cluster" "many" {
  name = "many"
}

resource "aws_ecs_task_definition" "many" {
  count                    = var.services
  family                   = "service-${count.index}"
  cpu                      = 256
  memory                   = 512
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  container_definitions = jsonencode([{
    name         = "main"
    image        = "registry.example.com/service:${count.index}"
    portMappings = [{ name = "http", containerPort = 8080 }]
    environment = [
      { name = "LOG_LEVEL", value = "info" },
      { name = "SHARD", value = tostring(count.index) },
    ]
  }])
}

resource "aws_ecs_service" "many" {
  count           = var.services
  name            = "service-${count.index}"
  cluster         = aws_ecs_cluster.many.id
  task_definition = aws_ecs_task_definition.many[count.index].arn
  desired_count   = 1
  launch_type     = "FARGATE"
  network_configuration {
    subnets = ["subnet-1"]
  }
}
