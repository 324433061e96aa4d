"""Every paginator of ECS over several pages: all of it, nothing twice, in the documented order."""

from berth import advance, client, definition, finish, refusal, run, same, service

told = []


def pages(client, operation, member, size, **arguments):
    """All pages of a list; each but the last is full."""
    paginator = client.get_paginator(operation)
    paging = {"PageSize": size} if size else {}
    found = [page[member] for page in paginator.paginate(PaginationConfig=paging, **arguments)]
    if size:
        same(f"{operation}: full pages", {len(page) for page in found[:-1]} - {size}, set())
    return found


def all_of(
    operation, member, wanted, sizes=(1, 3, 7, 100, None), most=None, client=None, **arguments
):
    """Whatever the size of its pages, a list is the same list."""
    client = client or ecs
    lists = {}
    for size in sizes:
        found = pages(client, operation, member, size, **arguments)
        flat = [each for page in found for each in page]
        same(f"{operation}: nothing twice", len(flat), len(set(map(str, flat))))
        lists[size] = flat
    for size, flat in lists.items():
        same(f"{operation} in pages of {size}", flat, lists[sizes[0]])
    same(f"{operation}: all of it", sorted(map(str, lists[sizes[0]])), sorted(map(str, wanted)))
    total = pages(client, operation, member, 3, **arguments)
    told.append(f"{operation}: {len(wanted)} in {len(total)} pages of 3")
    return lists[sizes[0]]


def some(operation, member, **arguments):
    """What the paginator does on its own: a start anywhere, and a limit."""
    paginator = ecs.get_paginator(operation)
    limited = paginator.paginate(PaginationConfig={"MaxItems": 4, "PageSize": 3}, **arguments)
    first = limited.build_full_result()
    rest = paginator.paginate(
        PaginationConfig={"StartingToken": first["NextToken"]}, **arguments
    ).build_full_result()
    whole = paginator.paginate(**arguments).build_full_result()
    same(f"{operation}: resumed", first[member] + rest[member], whole[member])


def refused(call, **arguments):
    """Sizes at their limits and beyond, and tokens that nobody gave."""
    for size in (1, 100):
        call(maxResults=size, **arguments)
    for size in (0, 101, -1):
        e = refusal(call, maxResults=size, **arguments)
        same(f"maxResults {size}", e.response["Error"]["Code"], "InvalidParameterException")
    for token in ("nonsense", "bm9uc2Vuc2U=", "*"):
        e = refusal(call, nextToken=token, **arguments)
        same(f"token {token}", e.response["Error"]["Code"], "InvalidParameterException")


def numbers(arns):
    return [(arn.split("/")[-1].split(":")[0], int(arn.split(":")[-1])) for arn in arns]


ecs = client("ecs")
arn = "arn:aws:ecs:us-east-1:000000000000:"
names = [f"c{number:02}" for number in range(11)]
for name in names + ["demo"]:
    ecs.create_cluster(clusterName=name)
all_of("list_clusters", "clusterArns", [f"{arn}cluster/{name}" for name in names + ["demo"]])
some("list_clusters", "clusterArns")
refused(ecs.list_clusters)

families = ["api", "api-worker", "ap", "web", "Web", "z_1", "b", "c", "d"]
for family in families:
    definition(ecs, family)
for _ in range(11):
    definition(ecs, "web")
made = [f"{arn}task-definition/{family}:1" for family in families]
made += [f"{arn}task-definition/web:{number}" for number in range(2, 13)]
found = all_of("list_task_definitions", "taskDefinitionArns", made)
same("ascending", numbers(found), sorted(numbers(found)))
back = all_of("list_task_definitions", "taskDefinitionArns", made, sort="DESC")
same("descending", back, found[::-1])
web = [each for each in made if "/web:" in each]
latest = all_of("list_task_definitions", "taskDefinitionArns", web, familyPrefix="web", sort="DESC")
same("the latest first", latest[0], f"{arn}task-definition/web:12")
all_of("list_task_definitions", "taskDefinitionArns", [], familyPrefix="we")
some("list_task_definitions", "taskDefinitionArns")
refused(ecs.list_task_definitions)
all_of("list_task_definition_families", "families", families)
all_of("list_task_definition_families", "families", families[:3], familyPrefix="ap")
ecs.deregister_task_definition(taskDefinition="api:1")
all_of("list_task_definition_families", "families", ["api"], status="INACTIVE")
all_of("list_task_definition_families", "families", families, status="ALL")
all_of("list_task_definitions", "taskDefinitionArns", made[:1], status="INACTIVE")
refused(ecs.list_task_definition_families)

for number in range(23):
    service(ecs, f"s{number}", desiredCount=0)
services = [f"{arn}service/demo/s{number}" for number in range(23)]
all_of("list_services", "serviceArns", services, cluster="demo")
all_of("list_services", "serviceArns", services, cluster="demo", launchType="FARGATE")
all_of("list_services", "serviceArns", [], cluster="demo", launchType="EC2")
some("list_services", "serviceArns", cluster="demo")
same("the page of a service", len(ecs.list_services(cluster="demo")["serviceArns"]), 10)
refused(ecs.list_services, cluster="demo")

connect = {"enabled": True, "namespace": "space"}
cloud = client("servicediscovery")
cloud.create_http_namespace(Name="space")
advance(60)
for number in range(12):
    asked = {"desiredCount": 0, "serviceConnectConfiguration": connect}
    service(ecs, f"n{number}", cluster=f"c{number % 3:02}", **asked)
connected = [f"{arn}service/c{number % 3:02}/n{number}" for number in range(12)]
all_of("list_services_by_namespace", "serviceArns", connected, namespace="space")
some("list_services_by_namespace", "serviceArns", namespace="space")
refused(ecs.list_services_by_namespace, namespace="space")

ran = [run(ecs, startedBy=f"me-{number % 2}")["taskArn"] for number in range(13)]
all_of("list_tasks", "taskArns", ran, cluster="demo")
all_of("list_tasks", "taskArns", ran[1::2], cluster="demo", startedBy="me-1")
all_of("list_tasks", "taskArns", [], cluster="demo", desiredStatus="PENDING")
some("list_tasks", "taskArns", cluster="demo")
refused(ecs.list_tasks, cluster="demo")

settings = [each["name"] for each in ecs.list_account_settings(effectiveSettings=True)["settings"]]
for size in (2, 10, None):
    found = pages(ecs, "list_account_settings", "settings", size, effectiveSettings=True)
    same("settings", [each["name"] for page in found for each in page], settings)
told.append(f"list_account_settings: {len(settings)}")
definition(ecs, "host", requiresCompatibilities=["EC2"], networkMode="bridge")
for number in range(2):
    asked = {"taskDefinition": "host", "launchType": "EC2", "count": 10}
    alone = [{"type": "distinctInstance"}]
    ecs.run_task(cluster="demo", placementConstraints=alone, **asked)
advance(30)
instances = ecs.list_container_instances(cluster="demo")["containerInstanceArns"]
all_of("list_container_instances", "containerInstanceArns", instances, cluster="demo")
attributes = ecs.list_attributes(cluster="demo", targetType="container-instance")["attributes"]
all_of("list_attributes", "attributes", attributes, cluster="demo", targetType="container-instance")
same("instances and attributes", (len(instances) > 2, len(attributes) > 2), (True, True))
paginated = {each.split(":")[0] for each in told}
every = [each for each in dir(ecs) if each.startswith("list_") and ecs.can_paginate(each)]
same("paginators", sorted(paginated), every)


def changing(operation, member, change, **arguments):
    """What is seen of a list while every page is done away with, as cleaners do."""
    whole = [each for page in pages(ecs, operation, member, None, **arguments) for each in page]
    seen = []
    for page in ecs.get_paginator(operation).paginate(
        PaginationConfig={"PageSize": 3}, **arguments
    ):
        seen += page[member]
        for each in page[member]:
            change(each)
    same(f"{operation} while it changes", sorted(seen), sorted(whole))
    left = [each for page in pages(ecs, operation, member, None, **arguments) for each in page]
    same(f"{operation} after it", left, [])
    told.append(f"{operation}: {len(seen)} seen, each page done away with before the next")


changing("list_tasks", "taskArns", lambda a: ecs.stop_task(cluster="demo", task=a), cluster="demo")
changing(
    "list_services",
    "serviceArns",
    lambda a: ecs.delete_service(cluster="demo", service=a),
    cluster="demo",
)
changing(
    "list_task_definitions",
    "taskDefinitionArns",
    lambda a: ecs.deregister_task_definition(taskDefinition=a),
)
for number in range(12):
    ecs.delete_service(cluster=f"c{number % 3:02}", service=f"n{number}")
advance(3600)
changing("list_clusters", "clusterArns", lambda a: ecs.delete_cluster(cluster=a))
finish(*told)
