"""Every waiter of ECS, to its success and to its failure.

There are no daemons in the simulator: what their waiters ask about is scripted, answer by answer.
"""

import json

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



def daemons(operation, member, states, waiter, why=None, **arguments):
    """A waiter over scripted states, the last of which stays."""
    for state in states:
        last = state == states[-1]
        rule = {"kind": "http", "status": 200, "operation": operation, "times": 0 if last else 1}
        control("POST", "faults", rule | {"body": json.dumps(member(state))})
    if why:
        failure(waiter, why, **arguments)
    else:
        success(waiter, **arguments)
    control("DELETE", "faults")


def daemon(state):
    return {"daemon": {"daemonArn": DAEMON, "status": state}}


def rollout(state):
    if state == "MISSING":
        return {"daemonDeployments": [], "failures": [{"arn": ROLLOUT, "reason": state}]}
    return {"daemonDeployments": [{"daemonDeploymentArn": ROLLOUT, "status": state}]}


def daemon_definition(state):
    return {"daemonTaskDefinition": {"family": "agent", "status": state}}


DAEMON = "arn:aws:ecs:us-east-1:000000000000:daemon/demo/agent"
ROLLOUT = "arn:aws:ecs:us-east-1:000000000000:daemon-deployment/demo/agent/abc"
described = {"operation": "DescribeDaemon", "member": daemon, "daemonArn": DAEMON}
daemons(states=["ACTIVE"], waiter="daemon_active", **described)
why = "DELETE_IN_PROGRESS"
daemons(states=[why], waiter="daemon_active", why=why, **described)
rolled = {"operation": "DescribeDaemonDeployments", "member": rollout}
rolled |= {"daemonDeploymentArns": [ROLLOUT]}
moving = ["PENDING", "IN_PROGRESS", "SUCCESSFUL"]
daemons(states=moving, waiter="daemon_deployment_successful", **rolled)
for why in ("STOPPED", "ROLLBACK_FAILED", "ROLLBACK_SUCCESSFUL", "MISSING"):
    daemons(states=["IN_PROGRESS", why], waiter="daemon_deployment_successful", why=why, **rolled)
stopping = ["STOP_REQUESTED", "STOPPED"]
daemons(states=stopping, waiter="daemon_deployment_stopped", **rolled)
daemons(states=["MISSING"], waiter="daemon_deployment_stopped", why="MISSING", **rolled)
defined = {"operation": "DescribeDaemonTaskDefinition", "member": daemon_definition}
defined |= {"daemonTaskDefinition": "agent:1"}
daemons(states=["ACTIVE"], waiter="daemon_task_definition_active", **defined)
for why in ("DELETE_IN_PROGRESS", "DELETED"):
    daemons(states=[why], waiter="daemon_task_definition_active", why=why, **defined)
deleting = ["DELETE_IN_PROGRESS", "DELETED"]
daemons(states=deleting, waiter="daemon_task_definition_deleted", **defined)
waiter = {"waiter": "daemon_task_definition_deleted", "why": "Max attempts exceeded"}
daemons(states=["ACTIVE"], **waiter, **defined)

for outcome in ("ends well", "fails"):
    covered = {each.split(" ")[0] for each in waited if outcome in each}
    same(f"waiters that were seen: {outcome}", sorted(covered), sorted(ecs.waiter_names))
finish(*waited)
