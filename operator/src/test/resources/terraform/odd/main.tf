# What few people say, and all of it at once. What stands between "goes" and "stays" is taken out in
# the end.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {}

variable "turn" {
  default = "1"
}

variable "weights" {
  type    = map(number)
  default = { FARGATE = 1, FARGATE_SPOT = 4 }
}

resource "aws_service_discovery_http_namespace" "odd" {
  name = "odd.internal"
}

resource "aws_ecs_capacity_provider" "own" {
  name = "own"
  # goes
  tags = { of = "a group" }
  # stays
  auto_scaling_group_provider {
    auto_scaling_group_arn         = "arn:aws:autoscaling:us-east-1:000000000000:autoScalingGroup:1:autoScalingGroupName/odd"
    managed_termination_protection = "DISABLED"
    managed_draining               = "ENABLED"
    managed_scaling {
      status                    = "ENABLED"
      target_capacity           = 80
      maximum_scaling_step_size = 100
    }
  }
}

resource "aws_ecs_cluster" "odd" {
  name = "odd"
  # goes
  tags = { of = "a cluster" }
  # stays
  setting {
    name  = "containerInsights"
    value = "enhanced"
  }
  configuration {
    execute_command_configuration {
      logging = "OVERRIDE"
      log_configuration {
        cloud_watch_encryption_enabled = false
        cloud_watch_log_group_name     = "/ecs/exec"
      }
    }
    managed_storage_configuration {
      fargate_ephemeral_storage_kms_key_id = "arn:aws:kms:us-east-1:000000000000:key/1"
    }
  }
}

resource "aws_ecs_cluster_capacity_providers" "odd" {
  cluster_name       = aws_ecs_cluster.odd.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT", aws_ecs_capacity_provider.own.name]
}

resource "aws_ecs_task_definition" "full" {
  family                   = "odd-full"
  cpu                      = "1024"
  memory                   = "2048"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE", "EC2"]
  task_role_arn            = "arn:aws:iam::000000000000:role/odd-task"
  execution_role_arn       = "arn:aws:iam::000000000000:role/odd-execution"
  pid_mode                 = "task"
  skip_destroy             = true
  track_latest             = true
  enable_fault_injection   = true
  tags                     = { of = "a definition" }
  ephemeral_storage {
    size_in_gib = 30
  }
  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
  proxy_configuration {
    container_name = "envoy"
    properties = {
      AppPorts         = "8080"
      EgressIgnoredIPs = "169.254.170.2,169.254.169.254"
      IgnoredUID       = "1337"
      ProxyEgressPort  = 15001
      ProxyIngressPort = 15000
    }
  }
  volume {
    name = "scratch"
  }
  volume {
    name = "shared"
    efs_volume_configuration {
      file_system_id     = "fs-1"
      transit_encryption = "ENABLED"
      authorization_config {
        access_point_id = "fsap-1"
        iam             = "ENABLED"
      }
    }
  }
  volume {
    name                = "disk"
    configure_at_launch = true
  }
  container_definitions = jsonencode([
    {
      name              = "app"
      image             = "odd:${var.turn}"
      cpu               = 512
      memoryReservation = 512
      essential         = true
      entryPoint        = ["/bin/sh", "-c"]
      command           = ["serve"]
      workingDirectory  = "/srv"
      user              = "1000:1000"
      stopTimeout       = 90
      startTimeout      = 60
      interactive       = true
      pseudoTerminal    = false
      readonlyRootFilesystem = true
      portMappings = [
        { name = "http", containerPort = 8080, hostPort = 8080, protocol = "tcp", appProtocol = "http2" },
        { name = "metrics", containerPort = 9090 },
      ]
      environment      = [{ name = "B", value = "2" }, { name = "A", value = "1" }, { name = "EMPTY", value = "" }]
      environmentFiles = [{ type = "s3", value = "arn:aws:s3:::odd/app.env" }]
      secrets          = [{ name = "TOKEN", valueFrom = "arn:aws:ssm:us-east-1:000000000000:parameter/odd/token" }]
      dockerLabels     = { a = "1" }
      mountPoints      = [{ sourceVolume = "shared", containerPath = "/shared", readOnly = false }]
      volumesFrom      = []
      ulimits          = [{ name = "nofile", softLimit = 1024, hardLimit = 4096 }]
      dependsOn        = [{ containerName = "envoy", condition = "HEALTHY" }, { containerName = "init", condition = "SUCCESS" }]
      linuxParameters  = { initProcessEnabled = true, capabilities = { add = ["SYS_PTRACE"], drop = ["ALL"] } }
      restartPolicy    = { enabled = true, ignoredExitCodes = [0], restartAttemptPeriod = 180 }
      healthCheck      = { command = ["CMD", "true"], interval = 10, timeout = 4, retries = 2, startPeriod = 30 }
      versionConsistency = "disabled"
      logConfiguration = { logDriver = "awsfirelens", options = { Name = "stdout" } }
    },
    {
      name                 = "envoy"
      image                = "envoy:1"
      essential            = true
      healthCheck          = { command = ["CMD-SHELL", "true"] }
      repositoryCredentials = { credentialsParameter = "arn:aws:secretsmanager:us-east-1:000000000000:secret:hub" }
    },
    {
      name      = "init"
      image     = "odd:init"
      essential = false
    },
    {
      name                  = "log"
      image                 = "fluent-bit:1"
      essential             = false
      user                  = "0"
      firelensConfiguration = { type = "fluentbit", options = { enable-ecs-log-metadata = "true" } }
    },
  ])
}

resource "aws_ecs_task_definition" "bridge" {
  family                   = "odd-bridge"
  network_mode             = "bridge"
  requires_compatibilities = ["EC2"]
  ipc_mode                 = "host"
  placement_constraints {
    type       = "memberOf"
    expression = "attribute:ecs.os-type == linux"
  }
  volume {
    name      = "host"
    host_path = "/var/run"
  }
  volume {
    name = "docker"
    docker_volume_configuration {
      scope         = "shared"
      autoprovision = true
      driver        = "local"
      labels        = { a = "b" }
    }
  }
  container_definitions = jsonencode([{
    name         = "agent"
    image        = "agent:1"
    memory       = 128
    privileged   = true
    portMappings = [{ containerPort = 80 }]
    links        = []
    extraHosts   = [{ hostname = "a", ipAddress = "10.0.0.1" }]
    mountPoints  = [{ sourceVolume = "host", containerPath = "/run" }]
    resourceRequirements = [{ type = "GPU", value = "1" }]
    systemControls = [{ namespace = "net.core.somaxconn", value = "1024" }]
  }])
}

resource "aws_ecs_service" "full" {
  name                          = "full"
  cluster                       = aws_ecs_cluster.odd.arn
  task_definition               = aws_ecs_task_definition.full.arn
  desired_count                 = 2
  propagate_tags                = "TASK_DEFINITION"
  # goes
  platform_version              = "1.4.0"
  availability_zone_rebalancing = "ENABLED"
  enable_ecs_managed_tags       = true
  force_new_deployment          = true
  # stays
  triggers                      = { turn = var.turn }
  wait_for_steady_state         = true
  depends_on                    = [aws_ecs_cluster_capacity_providers.odd]
  dynamic "capacity_provider_strategy" {
    for_each = var.weights
    content {
      capacity_provider = capacity_provider_strategy.key
      weight            = capacity_provider_strategy.value
      base              = capacity_provider_strategy.key == "FARGATE" ? 1 : 0
    }
  }
  deployment_controller {
    type = "ECS"
  }
  alarms {
    enable      = true
    rollback    = true
    alarm_names = ["errors", "latency"]
  }
  network_configuration {
    subnets          = ["subnet-1", "subnet-2", "subnet-3"]
  # goes
    assign_public_ip = true
  # stays
  }
  volume_configuration {
    name = "disk"
    managed_ebs_volume {
      role_arn    = "arn:aws:iam::000000000000:role/odd-volumes"
      size_in_gb  = 20
      volume_type = "gp3"
      iops        = 3000
      throughput  = 125
      encrypted   = true
      tag_specifications {
        resource_type  = "volume"
        propagate_tags = "SERVICE"
        tags           = { of = "a disk" }
      }
    }
  }
  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.odd.arn
    log_configuration {
      log_driver = "awslogs"
      options = {
        awslogs-group  = "/ecs/connect"
        awslogs-region = "us-east-1"
      }
    }
    service {
      port_name             = "http"
      discovery_name        = "app"
      ingress_port_override = 18080
      client_alias {
        dns_name = "app"
        port     = 80
      }
      timeout {
        idle_timeout_seconds        = 600
        per_request_timeout_seconds = 30
      }
    }
    service {
      port_name = "metrics"
    }
  }
  # goes
  tags = { of = "a service" }
  # stays
}

resource "aws_ecs_service" "agent" {
  name                = "agent"
  cluster             = aws_ecs_cluster.odd.name
  task_definition     = "${aws_ecs_task_definition.bridge.family}:${aws_ecs_task_definition.bridge.revision}"
  scheduling_strategy = "DAEMON"
  placement_constraints {
    type       = "memberOf"
    expression = "attribute:ecs.instance-type =~ t3.*"
  }
}

resource "aws_ecs_service" "placed" {
  name                               = "placed"
  cluster                            = aws_ecs_cluster.odd.name
  task_definition                    = aws_ecs_task_definition.bridge.arn
  desired_count                      = 3
  launch_type                        = "EC2"
  # goes
  deployment_minimum_healthy_percent = 0
  deployment_maximum_percent         = 100
  # stays
  # goes
  ordered_placement_strategy {
    type  = "spread"
    field = "host"
  }
  ordered_placement_strategy {
    type  = "binpack"
    field = "cpu"
  }
  ordered_placement_strategy {
    type = "random"
  }
  placement_constraints {
    type = "distinctInstance"
  }
  # stays
}

resource "aws_ecs_service" "own" {
  name            = "own"
  cluster         = aws_ecs_cluster.odd.name
  task_definition = aws_ecs_task_definition.bridge.arn
  depends_on      = [aws_ecs_cluster_capacity_providers.odd]
  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.own.name
    weight            = 1
  }
}

resource "aws_ecs_service" "client" {
  name            = "client"
  cluster         = aws_ecs_cluster.odd.name
  task_definition = aws_ecs_task_definition.full.arn
  launch_type     = "FARGATE"
  network_configuration {
    subnets = ["subnet-1"]
  }
  volume_configuration {
    name = "disk"
    managed_ebs_volume {
      role_arn   = "arn:aws:iam::000000000000:role/odd-volumes"
      size_in_gb = 1
    }
  }
  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.odd.arn
  }
}
