"""Every waiter of ECS, to its success and to its failure."""

from botocore.exceptions import WaiterError

from berth import client, control, definition, finish, run, same, service

waited = []


def success(name, **arguments):
    ecs.get_waiter(name).wait(**arguments)
    waited.append(f"{name} ends well")


def failure(name, why, **arguments):
    try:
        ecs.get_waiter(name).wait(**arguments)
    except WaiterError as e:
        same(name, (e.kwargs["name"], why in str(e)), (name_of(name), True))
        waited.append(f"{name} fails: {why}")
        return e.last_response
    raise SystemExit(f"{name} did not fail")


def name_of(waiter):
    return "".join(part.capitalize() for part in waiter.split("_"))


ecs = client("ecs")
ecs.create_cluster(clusterName="demo")
definition(ecs)
service(ecs, "web", desiredCount=3)

success("services_stable", cluster="demo", services=["web"])
seen = ecs.describe_services(cluster="demo", services=["web"])["services"][0]
same("a stable service", (seen["runningCount"], len(seen["deployments"])), (3, 1))
failure("services_stable", "MISSING", cluster="demo", services=["web", "nobody"])

# A service that cannot get its tasks up is asked about forty times.
control("POST", "rules", {"match": {"image": "*:broken"}, "outcome": {"imageMissing": True}})
service(ecs, "broken", taskDefinition=definition(ecs, "broken", "web:broken"))
failure("services_stable", "Max attempts exceeded", cluster="demo", services=["broken"])
failure("services_inactive", "Max attempts exceeded", cluster="demo", services=["web"])
failure("services_inactive", "MISSING", cluster="demo", services=["nobody"])

ecs.delete_service(cluster="demo", service="web", force=True)
failure("services_stable", "DRAINING", cluster="demo", services=["web"])
success("services_inactive", cluster="demo", services=["web"])
failure("services_stable", "INACTIVE", cluster="demo", services=["web"])

task = run(ecs)["taskArn"]
success("tasks_running", cluster="demo", tasks=[task])
failure("tasks_stopped", "Max attempts exceeded", cluster="demo", tasks=[task])
missing = "0" * 32
failure("tasks_running", "MISSING", cluster="demo", tasks=[task, missing])
ecs.stop_task(cluster="demo", task=task)
success("tasks_stopped", cluster="demo", tasks=[task])
last = failure("tasks_running", "STOPPED", cluster="demo", tasks=[task])
same("why it stopped", last["tasks"][0]["stoppedReason"], "Task stopped by user")

control("POST", "rules", {"match": {"image": "*:slow"}, "outcome": {"slowStart": "2h"}})
slow = run(ecs, taskDefinition=definition(ecs, "slow", "web:slow"))["taskArn"]
failure("tasks_running", "Max attempts exceeded", cluster="demo", tasks=[slow])

covered = {each.split(" ")[0] for each in waited}
same("waiters", sorted(ecs.waiter_names), sorted(covered | {n for n in ecs.waiter_names if "daemon" in n}))
finish(*waited)
