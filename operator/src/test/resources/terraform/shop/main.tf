# A service behind a load balancer, which is scaled, and one that is found by DNS, with all that people
# put around them.

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
    tags = { team = "shop" }
  }
}

resource "aws_iam_role" "task" {
  name        = "shop-task"
  description = "What the tasks may"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "task" {
  name = "read"
  role = aws_iam_role.task.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
  })
}

resource "aws_iam_role_policy_attachment" "task" {
  role       = aws_iam_role.task.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_lb" "shop" {
  name               = "shop"
  load_balancer_type = "application"
  subnets            = ["subnet-1", "subnet-2"]
  security_groups    = ["sg-1"]
}

resource "aws_lb_target_group" "web" {
  name                 = "shop-web"
  port                 = 8080
  protocol             = "HTTP"
  vpc_id               = "vpc-1"
  target_type          = "ip"
  deregistration_delay = 5
  health_check {
    path     = "/health"
    interval = 10
    timeout  = 3
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.shop.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "nothing here"
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener_rule" "web" {
  listener_arn = aws_lb_listener.http.arn
  priority     = 10
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
  condition {
    path_pattern {
      values = ["/shop/*"]
    }
  }
}

resource "aws_service_discovery_private_dns_namespace" "shop" {
  name = "shop.internal"
  vpc  = "vpc-1"
}

resource "aws_service_discovery_service" "worker" {
  name = "worker"
  dns_config {
    namespace_id = aws_service_discovery_private_dns_namespace.shop.id
    dns_records {
      ttl  = 10
      type = "A"
    }
  }
  health_check_custom_config {
    failure_threshold = 1
  }
}

resource "aws_ecs_cluster" "shop" {
  name = "shop"
}

resource "aws_ecs_task_definition" "web" {
  family                   = "shop-web"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  task_role_arn            = aws_iam_role.task.arn
  container_definitions = jsonencode([{
    name         = "web"
    image        = "web:1"
    essential    = true
    portMappings = [{ containerPort = 8080 }]
  }])
}

resource "aws_ecs_service" "web" {
  name                              = "web"
  cluster                           = aws_ecs_cluster.shop.name
  task_definition                   = aws_ecs_task_definition.web.arn
  desired_count                     = 2
  launch_type                       = "FARGATE"
  health_check_grace_period_seconds = 30
  wait_for_steady_state             = true
  network_configuration {
    subnets = ["subnet-1"]
  }
  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 8080
  }
  lifecycle {
    ignore_changes = [desired_count]
  }
  depends_on = [aws_lb_listener_rule.web]
}

resource "aws_ecs_service" "worker" {
  name            = "worker"
  cluster         = aws_ecs_cluster.shop.name
  task_definition = aws_ecs_task_definition.web.arn
  desired_count   = 1
  launch_type     = "FARGATE"
  network_configuration {
    subnets = ["subnet-1"]
  }
  service_registries {
    registry_arn = aws_service_discovery_service.worker.arn
  }
}

resource "aws_appautoscaling_target" "web" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${aws_ecs_cluster.shop.name}/${aws_ecs_service.web.name}"
  min_capacity       = 2
  max_capacity       = 6
}

resource "aws_appautoscaling_policy" "web" {
  name               = "cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.web.service_namespace
  scalable_dimension = aws_appautoscaling_target.web.scalable_dimension
  resource_id        = aws_appautoscaling_target.web.resource_id
  target_tracking_scaling_policy_configuration {
    target_value       = 60
    scale_in_cooldown  = 300
    scale_out_cooldown = 60
    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

resource "aws_appautoscaling_scheduled_action" "web" {
  name               = "night"
  service_namespace  = aws_appautoscaling_target.web.service_namespace
  scalable_dimension = aws_appautoscaling_target.web.scalable_dimension
  resource_id        = aws_appautoscaling_target.web.resource_id
  schedule           = "cron(0 3 * * ? *)"
  scalable_target_action {
    min_capacity = 2
    max_capacity = 3
  }
}

# Of a cluster that somebody else made.
resource "aws_ecs_tag" "cost" {
  resource_arn = "arn:aws:ecs:us-east-1:000000000000:cluster/default"
  key          = "cost"
  value        = "7"
}

resource "aws_ecs_account_setting_default" "insights" {
  name  = "containerInsights"
  value = "enabled"
}

data "aws_ecs_cluster" "shop" {
  cluster_name = aws_ecs_cluster.shop.name
}

data "aws_ecs_service" "web" {
  service_name = aws_ecs_service.web.name
  cluster_arn  = aws_ecs_cluster.shop.arn
}

data "aws_ecs_task_definition" "web" {
  task_definition = aws_ecs_task_definition.web.family
}

output "seen" {
  value = [
    data.aws_ecs_cluster.shop.status,
    data.aws_ecs_service.web.desired_count,
    data.aws_ecs_task_definition.web.revision,
  ]
}
