"""Every error class that boto3 has for ECS, by a real cause or scripted where there is none."""

from berth import ELSEWHERE, NETWORK, advance, client, control, definition, fault, finish
from berth import refusal, run, same, service

seen = {}


def raises(name, message, call, /, how="", **arguments):
    e = refusal(call, **arguments)
    same(f"{name} of {call.__name__}", type(e).__name__, name)
    same(f"{name} is modelled", isinstance(e, getattr(ecs.exceptions, name)), True)
    found = e.response["Error"]["Message"]
    same(f"{name} says", (message in found, found), (True, found))
    same(f"{name} as a member", e.response.get("message"), found)
    status = 500 if name == "ServerException" else 400
    same(f"{name} is", e.response["ResponseMetadata"]["HTTPStatusCode"], status)
    seen.setdefault(name, []).append(how or call.__name__)
    return e


def scripted(name, call, /, **arguments):
    """What has no cause in a simulated account."""
    operation = "".join(part.capitalize() for part in call.__name__.split("_"))
    status = 500 if name == "ServerException" else 400
    fault(operation, name, f"{name} as scripted", status)
    raises(name, "as scripted", call, how=f"{call.__name__} (scripted)", **arguments)


ecs = client("ecs")
ecs.create_cluster(clusterName="demo", capacityProviders=["FARGATE", "FARGATE_SPOT"])
web = definition(ecs)
service(ecs, "web")
arn = "arn:aws:ecs:us-east-1:000000000000:"
hex32 = "0" * 32

# The chapter on idempotency has it, the model of CreateService has not.
ELSEWHERE.add(("CreateService", "ConflictException"))

raises(
    "ClientException",
    "Unable to describe task definition.",
    ecs.describe_task_definition,
    taskDefinition="nobody",
)
raises(
    "ClientException",
    "TaskDefinition not found.",
    run,
    ecs=ecs,
    taskDefinition="nobody",
    how="run_task",
)
raises(
    "InvalidParameterException",
    "Services cannot be empty.",
    ecs.describe_services,
    cluster="demo",
    services=[],
)
raises(
    "InvalidParameterException",
    "The referenced task was not found.",
    ecs.stop_task,
    cluster="demo",
    task=hex32,
)
for call, arguments in {
    ecs.create_service: {"serviceName": "x", "taskDefinition": "web", "desiredCount": 1},
    ecs.update_service: {"service": "web"},
    ecs.delete_service: {"service": "web"},
    ecs.describe_services: {"services": ["web"]},
    ecs.list_services: {},
    ecs.run_task: {"taskDefinition": "web"},
    ecs.stop_task: {"task": hex32},
    ecs.describe_tasks: {"tasks": [hex32]},
    ecs.list_tasks: {},
    ecs.update_cluster: {},
    ecs.delete_cluster: {},
}.items():
    raises("ClusterNotFoundException", "Cluster not found.", call, cluster="nobody", **arguments)
raises(
    "ServiceNotFoundException",
    "Service not found.",
    ecs.update_service,
    cluster="demo",
    service="nobody",
)
raises(
    "ServiceNotFoundException",
    "Service not found.",
    ecs.delete_service,
    cluster="demo",
    service="nobody",
)
raises(
    "ServiceNotFoundException",
    "Service not found.",
    ecs.list_tasks,
    cluster="demo",
    serviceName="nobody",
)
missing = arn + "service-deployment/demo/web/" + "a" * 21
raises(
    "ServiceDeploymentNotFoundException",
    "",
    ecs.stop_service_deployment,
    serviceDeploymentArn=missing,
)
raises(
    "NamespaceNotFoundException",
    "Namespace not found.",
    ecs.list_services_by_namespace,
    namespace="nobody",
)
raises(
    "ResourceNotFoundException",
    "not found",
    ecs.tag_resource,
    resourceArn=arn + "service/demo/nobody",
    tags=[{"key": "a"}],
)
raises(
    "ClusterNotFoundException",
    "",
    ecs.tag_resource,
    resourceArn=arn + "cluster/nobody",
    tags=[{"key": "a"}],
)

many = [{"key": f"k{number}", "value": "v"} for number in range(50)]
ecs.tag_resource(resourceArn=arn + "cluster/demo", tags=many)
ecs.tag_resource(resourceArn=arn + "cluster/demo", tags=many)
raises(
    "LimitExceededException",
    "50",
    ecs.tag_resource,
    resourceArn=arn + "cluster/demo",
    tags=[{"key": "one-more"}],
)

task = run(ecs, clientToken="once")["taskArn"]
same("the same token", run(ecs, clientToken="once")["taskArn"], task)
e = raises(
    "ConflictException", "", run, ecs=ecs, clientToken="once", startedBy="other", how="run_task"
)
same("resourceIds of a task", e.response["resourceIds"], [task])
made = service(ecs, "twice", clientToken="twice", desiredCount=0)["serviceArn"]
same(
    "the same service",
    service(ecs, "twice", clientToken="twice", desiredCount=0)["serviceArn"],
    made,
)
e = raises(
    "ConflictException",
    "",
    service,
    ecs=ecs,
    name="twice",
    clientToken="twice",
    how="create_service",
)
same("resourceIds of a service", e.response["resourceIds"], [made])

network = {"launchType": "FARGATE", "networkConfiguration": NETWORK, "taskDefinition": "web"}
raises(
    "PlatformUnknownException", "", ecs.run_task, cluster="demo", platformVersion="9.9.9", **network
)
raises(
    "PlatformUnknownException",
    "",
    service,
    ecs=ecs,
    name="p",
    platformVersion="0.0.1",
    how="create_service",
)
raises(
    "PlatformUnknownException",
    "",
    ecs.update_service,
    cluster="demo",
    service="web",
    platformVersion="7",
)
definition(ecs, "large", ephemeralStorage={"sizeInGiB": 50})
raises(
    "PlatformTaskDefinitionIncompatibilityException",
    "",
    ecs.run_task,
    cluster="demo",
    platformVersion="1.3.0",
    **network | {"taskDefinition": "large"},
)
raises(
    "PlatformTaskDefinitionIncompatibilityException",
    "",
    service,
    ecs=ecs,
    name="p",
    platformVersion="1.3.0",
    taskDefinition="large",
    how="create_service",
)
task = run(ecs, enableExecuteCommand=True)["taskArn"]
control("POST", "rules", {"match": {}, "outcome": {"unreachable": {"after": "1s"}}})
lost = run(ecs, enableExecuteCommand=True)["taskArn"]
advance(60)
raises(
    "TargetNotConnectedException",
    "internal error",
    ecs.execute_command,
    cluster="demo",
    task=lost,
    command="sh",
    interactive=True,
)
control("DELETE", "rules")
raises(
    "UnsupportedFeatureException",
    "",
    service,
    ecs=ecs,
    name="p",
    deploymentController={"type": "CODE_DEPLOY"},
    how="create_service",
)

raises(
    "ClusterContainsServicesException",
    "The Cluster cannot be deleted while Services are active.",
    ecs.delete_cluster,
    cluster="demo",
)
spot = [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]
ecs.create_service(
    cluster="demo",
    serviceName="spot",
    taskDefinition="web",
    desiredCount=0,
    capacityProviderStrategy=spot,
    networkConfiguration=NETWORK,
)
raises(
    "ResourceInUseException",
    "",
    ecs.put_cluster_capacity_providers,
    cluster="demo",
    capacityProviders=[],
    defaultCapacityProviderStrategy=[],
)
for name in ("web", "twice", "spot"):
    ecs.delete_service(cluster="demo", service=name, force=True)
raises(
    "ServiceNotActiveException",
    "Service was not ACTIVE.",
    ecs.update_service,
    cluster="demo",
    service="web",
)
deleted = ecs.delete_service(cluster="demo", service="web")["service"]
same("a service that is deleted again", deleted["status"], "DRAINING")
advance(600)
raises(
    "ServiceNotActiveException",
    "Service was not ACTIVE.",
    ecs.update_service,
    cluster="demo",
    service="web",
)
raises(
    "ClusterContainsTasksException",
    "The Cluster cannot be deleted while Tasks are active.",
    ecs.delete_cluster,
    cluster="demo",
)

scripted("DaemonNotFoundException", ecs.describe_daemon, daemonArn=arn + "daemon/demo/agent")
scripted("DaemonNotActiveException", ecs.delete_daemon, daemonArn=arn + "daemon/demo/agent")
scripted("AccessDeniedException", ecs.describe_clusters)
scripted("ServerException", ecs.list_clusters)
scripted("BlockedException", ecs.run_task, taskDefinition="web")
scripted(
    "UpdateInProgressException",
    ecs.put_cluster_capacity_providers,
    cluster="demo",
    capacityProviders=[],
    defaultCapacityProviderStrategy=[],
)
scripted("ClusterContainsContainerInstancesException", ecs.delete_cluster, cluster="demo")
scripted("ClusterContainsCapacityProviderException", ecs.delete_cluster, cluster="demo")
scripted(
    "TaskSetNotFoundException", ecs.delete_task_set, cluster="demo", service="web", taskSet="x"
)
scripted("MissingVersionException", ecs.update_container_agent, containerInstance=hex32)
scripted("NoUpdateAvailableException", ecs.update_container_agent, containerInstance=hex32)
scripted("AttributeLimitExceededException", ecs.put_attributes, attributes=[{"name": "a"}])
scripted("TargetNotFoundException", ecs.put_attributes, attributes=[{"name": "a"}])

modelled = {each.name for each in ecs.meta.service_model.error_shapes}
same("error classes", sorted(modelled), sorted(set(seen)))
finish(*(f"{name}: {', '.join(dict.fromkeys(hows))}" for name, hows in sorted(seen.items())))
