"""A tour through every operation that the simulator answers: each answer fits botocore's model."""

import json

from berth import FARGATE, NETWORK, advance, client, control, definition, finish, run
from berth import same, service

TAGS = [{"key": "team", "value": "payments"}]
ACCOUNT = "000000000000"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/task"


def everything(family):
    """A task definition with a member of every kind."""
    app = {
        "name": "app",
        "image": "web:1",
        "cpu": 128,
        "memoryReservation": 256,
        "portMappings": [{"containerPort": 80, "name": "http", "appProtocol": "http"}],
        "environment": [{"name": "LOG_LEVEL", "value": "debug"}],
        "secrets": [{"name": "TOKEN", "valueFrom": "/web/token"}],
        "mountPoints": [{"sourceVolume": "data", "containerPath": "/data", "readOnly": True}],
        "healthCheck": {"command": ["CMD", "true"], "interval": 5, "retries": 2},
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {"awslogs-group": "web", "awslogs-region": "us-east-1"},
        },
        "dependsOn": [{"containerName": "init", "condition": "SUCCESS"}],
        "ulimits": [{"name": "nofile", "softLimit": 1024, "hardLimit": 2048}],
        "linuxParameters": {"initProcessEnabled": True, "capabilities": {"drop": ["ALL"]}},
        "dockerLabels": {"a": "b"},
        "restartPolicy": {"enabled": False},
        "stopTimeout": 20,
    }
    first = {"name": "init", "image": "init:1", "essential": False}
    return FARGATE | {
        "family": family,
        "containerDefinitions": [first, app],
        "taskRoleArn": ROLE,
        "executionRoleArn": ROLE,
        "volumes": [{"name": "data"}],
        "ephemeralStorage": {"sizeInGiB": 30},
        "runtimePlatform": {"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"},
        "tags": TAGS,
    }


def clusters(ecs):
    ecs.create_cluster(
        clusterName="demo",
        tags=TAGS,
        settings=[{"name": "containerInsights", "value": "enabled"}],
        capacityProviders=["FARGATE", "FARGATE_SPOT"],
        defaultCapacityProviderStrategy=[{"capacityProvider": "FARGATE", "weight": 1}],
        configuration={"executeCommandConfiguration": {"logging": "DEFAULT"}},
        serviceConnectDefaults={"namespace": "space"},
    )
    group = "arn:aws:autoscaling:us-east-1:000000000000:autoScalingGroup:1:autoScalingGroupName/a"
    ecs.create_capacity_provider(
        name="own", autoScalingGroupProvider={"autoScalingGroupArn": group}, tags=TAGS
    )
    ecs.describe_capacity_providers(include=["TAGS"])
    ecs.describe_capacity_providers(capacityProviders=["own", "nobody"])
    ecs.put_cluster_capacity_providers(
        cluster="demo",
        capacityProviders=["FARGATE", "FARGATE_SPOT", "own"],
        defaultCapacityProviderStrategy=[],
    )
    ecs.update_cluster(
        cluster="demo", settings=[{"name": "containerInsights", "value": "enhanced"}]
    )
    include = ["ATTACHMENTS", "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS"]
    ecs.describe_clusters(clusters=["demo", "nobody"], include=include)
    ecs.describe_clusters(clusters=["demo"])
    ecs.list_clusters()


def definitions(ecs):
    ecs.register_task_definition(**everything("web"))
    ecs.describe_task_definition(taskDefinition="web", include=["TAGS"])
    ecs.register_task_definition(
        family="bridge",
        containerDefinitions=[{"name": "app", "image": "a", "memory": 64, "essential": True}],
        requiresCompatibilities=["EC2"],
    )
    ecs.list_task_definitions()
    ecs.list_task_definition_families()
    ecs.register_task_definition(**everything("web"))
    ecs.deregister_task_definition(taskDefinition="web:1")
    ecs.delete_task_definitions(taskDefinitions=["web:1", "web:2", "nobody:1"])


def beside(ecs):
    """What is neither a cluster nor a service nor a task."""
    ecs.update_cluster_settings(
        cluster="demo", settings=[{"name": "containerInsights", "value": "enabled"}]
    )
    ecs.list_account_settings(effectiveSettings=True)
    ecs.put_account_setting(name="containerInsights", value="enabled")
    ecs.put_account_setting_default(name="awsvpcTrunking", value="enabled")
    ecs.list_account_settings()
    ecs.delete_account_setting(name="containerInsights")
    instances = ecs.list_container_instances(cluster="demo")["containerInstanceArns"]
    ecs.describe_container_instances(cluster="demo", containerInstances=instances + ["0" * 32])
    ecs.list_attributes(cluster="demo", targetType="container-instance")
    (task, *_) = ecs.list_tasks(cluster="demo", serviceName="web")["taskArns"]
    ecs.update_task_protection(cluster="demo", tasks=[task], protectionEnabled=True)
    ecs.get_task_protection(cluster="demo", tasks=[task, "0" * 32])
    ecs.update_task_protection(cluster="demo", tasks=[task], protectionEnabled=False)
    ecs.start_task(cluster="demo", taskDefinition="bridge", containerInstances=instances[:1])
    ecs.update_capacity_provider(
        name="own",
        autoScalingGroupProvider={"managedScaling": {"status": "ENABLED", "targetCapacity": 80}},
    )
    ecs.put_cluster_capacity_providers(
        cluster="demo",
        capacityProviders=["FARGATE", "FARGATE_SPOT"],
        defaultCapacityProviderStrategy=[],
    )
    ecs.delete_capacity_provider(capacityProvider="own")


def services(ecs, target_group):
    service(
        ecs,
        "web",
        desiredCount=2,
        loadBalancers=[
            {"targetGroupArn": target_group, "containerName": "app", "containerPort": 80}
        ],
        serviceConnectConfiguration={
            "enabled": True,
            "namespace": "space",
            "services": [{"portName": "http", "clientAliases": [{"port": 80, "dnsName": "web"}]}],
        },
        deploymentConfiguration={
            "deploymentCircuitBreaker": {"enable": True, "rollback": True},
            "alarms": {"alarmNames": ["errors"], "enable": True, "rollback": False},
        },
        healthCheckGracePeriodSeconds=30,
        enableECSManagedTags=True,
        propagateTags="SERVICE",
        enableExecuteCommand=True,
        tags=TAGS,
    )
    spot = [{"capacityProvider": "FARGATE_SPOT", "weight": 1, "base": 0}]
    ecs.create_service(
        cluster="demo",
        serviceName="spot",
        taskDefinition="web",
        desiredCount=1,
        capacityProviderStrategy=spot,
        networkConfiguration=NETWORK,
    )
    ecs.create_service(
        cluster="demo", serviceName="node", taskDefinition="bridge", schedulingStrategy="DAEMON"
    )
    for seconds in (1, 10, 20, 60, 300):
        advance(seconds)
        look(ecs, ["web", "spot", "node"])
    ecs.update_service(cluster="demo", service="web", forceNewDeployment=True)
    for seconds in (1, 20, 40, 120):
        advance(seconds)
        look(ecs, ["web"])
    ecs.list_services(cluster="demo")
    ecs.list_services_by_namespace(namespace="space")


def look(ecs, names):
    ecs.describe_services(cluster="demo", services=names + ["nobody"], include=["TAGS"])
    for status in ("RUNNING", "STOPPED"):
        tasks = ecs.list_tasks(cluster="demo", desiredStatus=status)["taskArns"]
        if tasks:
            ecs.describe_tasks(cluster="demo", tasks=tasks + ["0" * 32], include=["TAGS"])
    for name in names:
        deployments = ecs.list_service_deployments(cluster="demo", service=name)
        arns = [each["serviceDeploymentArn"] for each in deployments["serviceDeployments"]]
        if not arns:
            continue
        seen = ecs.describe_service_deployments(serviceDeploymentArns=arns)
        revisions = [
            each["targetServiceRevision"]["arn"]
            for each in seen["serviceDeployments"]
            if "targetServiceRevision" in each
        ]
        ecs.describe_service_revisions(serviceRevisionArns=revisions[:20])


def failing(ecs):
    """A roll-out that the circuit breaker takes back, and one that is stopped."""
    control(
        "POST", "rules", {"match": {"image": "*:broken"}, "outcome": {"crashLoop": {"code": 1}}}
    )
    broken = definition(ecs, "web", "web:broken")
    web = {"cluster": "demo", "service": "spot"}
    breaker = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}
    ecs.update_service(taskDefinition=broken, deploymentConfiguration=breaker, **web)
    for _ in range(12):
        advance(60)
        look(ecs, ["spot"])
    ecs.update_service(forceNewDeployment=True, **web)
    advance(15)
    arn = ecs.list_service_deployments(**web)["serviceDeployments"][0]["serviceDeploymentArn"]
    ecs.stop_service_deployment(serviceDeploymentArn=arn)
    for _ in range(4):
        advance(60)
        look(ecs, ["spot"])


def staged(ecs, front):
    """A blue/green deployment with a listener rule and a lifecycle hook."""
    balanced = {
        "containerName": "app",
        "containerPort": 80,
        "targetGroupArn": front["blue"],
        "advancedConfiguration": {
            "alternateTargetGroupArn": front["green"],
            "productionListenerRule": front["rule"],
            "roleArn": ROLE,
        },
    }
    service(
        ecs,
        "staged",
        loadBalancers=[balanced],
        deploymentConfiguration={"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 2},
    )
    for _ in range(3):
        advance(120)
        look(ecs, ["staged"])
    ecs.update_service(cluster="demo", service="staged", forceNewDeployment=True)
    for _ in range(8):
        advance(40)
        look(ecs, ["staged"])


def tasks(ecs):
    overrides = {
        "containerOverrides": [
            {"name": "app", "command": ["true"], "environment": [{"name": "A", "value": "b"}]}
        ],
        "cpu": "512",
        "memory": "1024",
    }
    task = run(ecs, startedBy="me", overrides=overrides, tags=TAGS, count=2)["taskArn"]
    for _ in range(6):
        advance(7)
        ecs.describe_tasks(cluster="demo", tasks=[task], include=["TAGS"])
    ecs.stop_task(cluster="demo", task=task, reason="enough")
    for _ in range(6):
        advance(10)
        ecs.describe_tasks(cluster="demo", tasks=[task], include=["TAGS"])
    for kind, outcome in {
        "gone": {"imageMissing": True},
        "hungry": {"outOfMemory": {"after": "5s"}},
        "homeless": {"noCapacity": True},
    }.items():
        control("POST", "rules", {"match": {"image": f"*:{kind}"}, "outcome": outcome})
        made = definition(ecs, kind, f"web:{kind}")
        ecs.run_task(
            cluster="demo",
            taskDefinition=made,
            launchType="FARGATE",
            networkConfiguration=NETWORK,
        )
        advance(90)
    look(ecs, [])


def tags(ecs, arn):
    ecs.tag_resource(resourceArn=arn, tags=TAGS)
    ecs.list_tags_for_resource(resourceArn=arn)
    ecs.untag_resource(resourceArn=arn, tagKeys=["team"])


def end(ecs):
    for name in ("web", "spot", "node", "staged"):
        ecs.delete_service(cluster="demo", service=name, force=True)
        advance(5)
        ecs.describe_services(cluster="demo", services=[name])
    advance(900)
    ecs.describe_services(cluster="demo", services=["web"])
    ecs.create_cluster(clusterName="other")
    ecs.delete_cluster(cluster="other")
    ecs.describe_clusters(clusters=["other"])


def balancing():
    elb = client("elbv2")
    tag = [{"Key": "a", "Value": "b"}]
    balancer = elb.create_load_balancer(Name="front", Subnets=["subnet-1"], Tags=tag)
    balancer = balancer["LoadBalancers"][0]["LoadBalancerArn"]
    groups = {
        name: elb.create_target_group(
            Name=name, Port=80, Protocol="HTTP", TargetType="ip", VpcId="vpc-1", Tags=tag
        )["TargetGroups"][0]["TargetGroupArn"]
        for name in ("blue", "green", "only", "spare")
    }
    fixed = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]
    listener = elb.create_listener(
        LoadBalancerArn=balancer, Port=80, Protocol="HTTP", DefaultActions=fixed
    )["Listeners"][0]["ListenerArn"]
    pair = [
        {"TargetGroupArn": groups["blue"], "Weight": 1},
        {"TargetGroupArn": groups["green"], "Weight": 0},
    ]
    path = [{"Field": "path-pattern", "PathPatternConfig": {"Values": ["/a/*"]}}]
    rule = elb.create_rule(
        ListenerArn=listener,
        Priority=1,
        Conditions=path,
        Actions=[{"Type": "forward", "ForwardConfig": {"TargetGroups": pair}}],
    )["Rules"][0]["RuleArn"]
    forward = [{"Type": "forward", "TargetGroupArn": groups["only"]}]
    plain = elb.create_rule(ListenerArn=listener, Priority=2, Conditions=path, Actions=forward)
    plain = plain["Rules"][0]["RuleArn"]
    elb.modify_rule(RuleArn=plain, Actions=forward)
    elb.modify_listener(ListenerArn=listener, DefaultActions=fixed)
    elb.modify_target_group(TargetGroupArn=groups["spare"], HealthCheckIntervalSeconds=10)
    targets = [{"Id": "10.0.0.1", "Port": 80}]
    elb.register_targets(TargetGroupArn=groups["spare"], Targets=targets)
    elb.deregister_targets(TargetGroupArn=groups["spare"], Targets=targets)
    delay = [{"Key": "deregistration_delay.timeout_seconds", "Value": "10"}]
    elb.modify_target_group_attributes(TargetGroupArn=groups["spare"], Attributes=delay)
    elb.describe_target_group_attributes(TargetGroupArn=groups["spare"])
    idle = [{"Key": "idle_timeout.timeout_seconds", "Value": "30"}]
    elb.modify_load_balancer_attributes(LoadBalancerArn=balancer, Attributes=idle)
    elb.describe_load_balancer_attributes(LoadBalancerArn=balancer)
    closed = [{"Key": "routing.http.response.server.enabled", "Value": "false"}]
    elb.modify_listener_attributes(ListenerArn=listener, Attributes=closed)
    elb.describe_listener_attributes(ListenerArn=listener)
    elb.describe_capacity_reservation(LoadBalancerArn=balancer)
    elb.add_tags(ResourceArns=[balancer], Tags=tag)
    elb.describe_tags(ResourceArns=[balancer, groups["blue"]])
    elb.remove_tags(ResourceArns=[balancer], TagKeys=["a"])
    return groups | {"rule": rule, "listener": listener, "plain": plain, "balancer": balancer}


def balanced(front):
    """What is behind the load balancer once there are services, and its end."""
    elb = client("elbv2")
    elb.describe_load_balancers()
    elb.describe_listeners(LoadBalancerArn=front["balancer"])
    elb.describe_rules(ListenerArn=front["listener"])
    elb.describe_target_groups()
    for name in ("blue", "green", "only", "spare"):
        elb.describe_target_health(TargetGroupArn=front[name])
    elb.delete_target_group(TargetGroupArn=front["spare"])
    elb.delete_rule(RuleArn=front["plain"])
    elb.delete_listener(ListenerArn=front["listener"])
    elb.delete_load_balancer(LoadBalancerArn=front["balancer"])


def discovery():
    names = client("servicediscovery")
    tag = [{"Key": "a", "Value": "b"}]
    made = names.create_http_namespace(Name="other", Tags=tag)["OperationId"]
    advance(60)
    namespace = names.get_operation(OperationId=made)["Operation"]["Targets"]["NAMESPACE"]
    arn = names.get_namespace(Id=namespace)["Namespace"]["Arn"]
    names.list_namespaces(Filters=[{"Name": "TYPE", "Values": ["HTTP"], "Condition": "EQ"}])
    api = names.create_service(Name="api", NamespaceId=namespace, Tags=tag)["Service"]["Id"]
    names.get_service(Id=api)
    names.list_services()
    names.register_instance(
        ServiceId=api, InstanceId="i", Attributes={"AWS_INSTANCE_IPV4": "10.0.0.1"}
    )
    advance(60)
    names.discover_instances(NamespaceName="other", ServiceName="api")
    names.deregister_instance(ServiceId=api, InstanceId="i")
    advance(60)
    names.tag_resource(ResourceARN=arn, Tags=tag)
    names.list_tags_for_resource(ResourceARN=arn)
    names.untag_resource(ResourceARN=arn, TagKeys=["a"])
    names.list_instances(ServiceId=api)
    names.update_service(Id=api, Service={"Description": "new"})
    names.update_http_namespace(Id=namespace, Namespace={"Description": "new"})
    names.delete_service(Id=api)
    names.delete_namespace(Id=namespace)
    for make, more in ((names.create_private_dns_namespace, {"Vpc": "vpc-1"}),
                       (names.create_public_dns_namespace, {})):
        made = make(Name=f"{len(more)}.example.com", **more)["OperationId"]
        advance(60)
        zone = names.get_operation(OperationId=made)["Operation"]["Targets"]["NAMESPACE"]
        names.get_namespace(Id=zone)
        records = {"DnsRecords": [{"Type": "A", "TTL": 10}]}
        web = names.create_service(Name="web", NamespaceId=zone, DnsConfig=records)["Service"]
        names.get_service(Id=web["Id"])


def scaling():
    scale = client("application-autoscaling")
    web = {
        "ServiceNamespace": "ecs",
        "ResourceId": "service/demo/web",
        "ScalableDimension": "ecs:service:DesiredCount",
    }
    arn = scale.register_scalable_target(MinCapacity=1, MaxCapacity=3, **web)["ScalableTargetARN"]
    scale.describe_scalable_targets(ServiceNamespace="ecs")
    tracking = {
        "TargetValue": 60.0,
        "PredefinedMetricSpecification": {
            "PredefinedMetricType": "ECSServiceAverageCPUUtilization"
        },
    }
    steps = {
        "AdjustmentType": "ChangeInCapacity",
        "StepAdjustments": [{"MetricIntervalLowerBound": 0.0, "ScalingAdjustment": 1}],
    }
    scale.put_scaling_policy(
        PolicyName="cpu",
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration=tracking,
        **web,
    )
    scale.put_scaling_policy(
        PolicyName="surge",
        PolicyType="StepScaling",
        StepScalingPolicyConfiguration=steps,
        **web,
    )
    scale.describe_scaling_policies(ServiceNamespace="ecs")
    scale.delete_scaling_policy(PolicyName="surge", **web)
    scale.put_scheduled_action(
        ScheduledActionName="morning",
        Schedule="cron(0 8 * * ? *)",
        ScalableTargetAction={"MinCapacity": 2, "MaxCapacity": 3},
        **web,
    )
    scale.describe_scheduled_actions(ServiceNamespace="ecs")
    scale.delete_scheduled_action(ScheduledActionName="morning", **web)
    scale.tag_resource(ResourceARN=arn, Tags={"a": "b"})
    scale.list_tags_for_resource(ResourceARN=arn)
    scale.untag_resource(ResourceARN=arn, TagKeys=["a"])
    scale.deregister_scalable_target(**web)


def policies(iam, document):
    role = {"RoleName": "task"}
    executes = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
    iam.put_role_policy(PolicyName="read", PolicyDocument=document, **role)
    iam.get_role_policy(PolicyName="read", **role)
    iam.list_role_policies(**role)
    iam.attach_role_policy(PolicyArn=executes, **role)
    iam.list_attached_role_policies(**role)
    iam.list_instance_profiles_for_role(**role)
    iam.update_role(Description="what tasks may", MaxSessionDuration=7200, **role)
    iam.update_assume_role_policy(PolicyDocument=document, **role)
    iam.tag_role(Tags=[{"Key": "a", "Value": "b"}], **role)
    iam.list_role_tags(**role)
    iam.get_role(**role)
    iam.untag_role(TagKeys=["a"], **role)
    iam.delete_role_policy(PolicyName="read", **role)
    iam.detach_role_policy(PolicyArn=executes, **role)


def settings(ecs):
    ecs.put_account_setting_default(name="containerInsights", value="enhanced")
    ecs.put_account_setting(name="awsvpcTrunking", value="enabled")
    ecs.list_account_settings()
    ecs.list_account_settings(effectiveSettings=True)
    ecs.delete_account_setting(name="awsvpcTrunking")
    group = "arn:aws:autoscaling:us-east-1:000000000000:autoScalingGroup:1:autoScalingGroupName/b"
    scaling = {"status": "ENABLED", "targetCapacity": 80}
    ecs.create_capacity_provider(
        name="other",
        autoScalingGroupProvider={"autoScalingGroupArn": group, "managedScaling": scaling},
        tags=TAGS,
    )
    ecs.update_capacity_provider(
        name="other", autoScalingGroupProvider={"managedTerminationProtection": "DISABLED"}
    )
    ecs.describe_capacity_providers(capacityProviders=["other"], include=["TAGS"])
    ecs.delete_capacity_provider(capacityProvider="other")


def surroundings():
    logs = client("logs")
    logs.create_log_group(logGroupName="/ecs/web")
    logs.describe_log_groups()
    stream = {"logGroupName": "/ecs/web", "logStreamName": "web/app/1"}
    logs.create_log_stream(**stream)
    lines = [{"timestamp": 1767225600000 + n, "message": f"line {n}"} for n in range(7)]
    logs.put_log_events(logEvents=lines, **stream)
    logs.describe_log_streams(logGroupName="/ecs/web")
    paginator = logs.get_paginator("filter_log_events")
    found = paginator.paginate(logGroupName="/ecs/web", PaginationConfig={"PageSize": 3})
    told = [each["message"] for page in found for each in page["events"]]
    same("all lines", told, [each["message"] for each in lines])
    some = logs.filter_log_events(logGroupName="/ecs/web", filterPattern='"line 3"')
    same("one line", [each["message"] for each in some["events"]], ["line 3"])
    head = logs.get_log_events(startFromHead=True, limit=5, **stream)
    rest = logs.get_log_events(nextToken=head["nextForwardToken"], **stream)
    same("the rest", [each["message"] for each in rest["events"]], ["line 5", "line 6"])
    same("no more", logs.get_log_events(nextToken=rest["nextForwardToken"], **stream)["events"], [])
    tail = logs.get_log_events(limit=2, **stream)["events"]
    same("the end", [each["message"] for each in tail], ["line 5", "line 6"])
    logs.put_retention_policy(logGroupName="/ecs/web", retentionInDays=14)
    arn = logs.describe_log_groups()["logGroups"][0]["logGroupArn"]
    logs.tag_resource(resourceArn=arn, tags={"a": "b"})
    logs.list_tags_for_resource(resourceArn=arn)
    logs.untag_resource(resourceArn=arn, tagKeys=["a"])
    logs.delete_retention_policy(logGroupName="/ecs/web")
    logs.delete_log_group(logGroupName="/ecs/web")
    ssm = client("ssm")
    ssm.put_parameter(Name="/web/token", Type="String", Value="x")
    ssm.get_parameters(Names=["/web/token", "/nobody"])
    ssm.describe_parameters()
    ssm.delete_parameter(Name="/web/token")
    secrets = client("secretsmanager")
    secrets.create_secret(Name="password", SecretString="x")
    secrets.put_secret_value(SecretId="password", SecretString="y")
    secrets.describe_secret(SecretId="password")
    secrets.delete_secret(SecretId="password", ForceDeleteWithoutRecovery=True)
    client("sts").get_caller_identity()
    iam = client("iam")
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "ecs-tasks.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
    iam.create_role(RoleName="task", AssumeRolePolicyDocument=json.dumps(trust))
    iam.get_role(RoleName="task")
    policies(iam, json.dumps(trust))
    iam.simulate_principal_policy(
        PolicySourceArn=f"arn:aws:iam::{ACCOUNT}:role/task",
        ActionNames=["iam:PassRole"],
        ResourceArns=[ROLE],
    )
    iam.delete_role(RoleName="task")
    network()
    images()


def network():
    ec2 = client("ec2")
    control("POST", "account", {"subnet": "subnet-7", "vpc": "vpc-1", "zone": "us-east-1a"})
    control("POST", "account", {"securityGroup": "sg-7", "vpc": "vpc-1"})
    ec2.describe_subnets()
    ec2.describe_network_interfaces()
    ec2.describe_security_groups()


def images():
    ecr = client("ecr")
    ecr.create_repository(repositoryName="web")
    ecr.describe_repositories()
    manifest = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": {"digest": "sha256:" + "0" * 64, "size": 2, "mediaType": "a"},
        "layers": [],
    }
    ecr.put_image(repositoryName="web", imageManifest=json.dumps(manifest), imageTag="1")
    control("POST", "account", {"image": "web:2", "architectures": ["amd64", "arm64"]})
    ecr.describe_images(repositoryName="web")
    got = ecr.batch_get_image(
        repositoryName="web", imageIds=[{"imageTag": "1"}, {"imageTag": "2"}, {"imageTag": "9"}]
    )
    same("images", len(got["images"]), 2)
    control("POST", "account", {"image": "web:3"})
    ecr.batch_delete_image(repositoryName="web", imageIds=[{"imageTag": "1"}, {"imageTag": "9"}])


def timetables():
    rules = client("events")
    rules.create_event_bus(Name="mine")
    rules.list_event_buses()
    rules.put_rule(Name="nightly", ScheduleExpression="rate(1 day)", State="ENABLED")
    parameters = {"TaskDefinitionArn": "web", "LaunchType": "FARGATE", "TaskCount": 1}
    target = {
        "Id": "run",
        "Arn": f"arn:aws:ecs:us-east-1:{ACCOUNT}:cluster/demo",
        "RoleArn": ROLE,
        "EcsParameters": parameters,
    }
    rules.put_targets(Rule="nightly", Targets=[target])
    rules.list_targets_by_rule(Rule="nightly")
    rules.list_rule_names_by_target(TargetArn=target["Arn"])
    rules.remove_targets(Rule="nightly", Ids=["run"])
    rules.delete_rule(Name="nightly")
    times = client("scheduler")
    del target["Id"]
    target["EcsParameters"] = {
        "TaskDefinitionArn": f"arn:aws:ecs:us-east-1:{ACCOUNT}:task-definition/web"
    }
    times.create_schedule(
        Name="often",
        ScheduleExpression="rate(5 minutes)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target=target,
    )
    times.get_schedule(Name="often")
    times.list_schedules()
    times.delete_schedule(Name="often")


ecs = client("ecs")
front = balancing()
settings(ecs)
clusters(ecs)
definitions(ecs)
services(ecs, front["only"])
beside(ecs)
failing(ecs)
staged(ecs, front)
tasks(ecs)
tags(ecs, f"arn:aws:ecs:us-east-1:{ACCOUNT}:service/demo/web")
client("resourcegroupstaggingapi").get_resources()
scaling()
end(ecs)
balanced(front)
discovery()
surroundings()
timetables()
finish()
