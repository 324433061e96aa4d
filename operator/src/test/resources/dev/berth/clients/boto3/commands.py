"""ExecuteCommand: who may be talked to, and the session that is answered."""

import re

from berth import ENDPOINT, advance, client, control, definition, finish, refusal, run, same
from berth import service

ecs = client("ecs")
ecs.create_cluster(clusterName="demo")
definition(ecs)


def agent(task):
    shown = ecs.describe_tasks(cluster="demo", tasks=[task])["tasks"][0]
    agents = shown["containers"][0].get("managedAgents", [])
    return shown["enableExecuteCommand"], [(each["name"], each["lastStatus"]) for each in agents]


def execute(task, **more):
    asked = {"cluster": "demo", "command": "/bin/sh", "interactive": True, "task": task} | more
    return ecs.execute_command(**asked)


def refused(name, says, task, **more):
    e = refusal(execute, task=task, **more)
    found = e.response["Error"]["Message"]
    same(f"{name}: {says}", (type(e).__name__, says in found, found), (name, True, found))


plain = run(ecs)["taskArn"]
task = run(ecs, enableExecuteCommand=True)["taskArn"]
same("at first", agent(task), (True, [("ExecuteCommandAgent", "PENDING")]))
refused("InvalidParameterException", "or the execute command agent isn’t running", task)
ecs.get_waiter("tasks_running").wait(cluster="demo", tasks=[task, plain])
advance(10)
same("once it runs", agent(task), (True, [("ExecuteCommandAgent", "RUNNING")]))
same("of a task without", agent(plain), (False, []))
refused("InvalidParameterException", "was not enabled when the task was run", plain)
refused("InvalidParameterException", "Interactive is the only mode", task, interactive=False)
refused("InvalidParameterException", "The referenced task was not found.", "0" * 32)
refused("InvalidParameterException", "sidecar", task, container="sidecar")
refused("ClusterNotFoundException", "Cluster not found.", task, cluster="nobody")

answer = execute(task.rsplit("/", 1)[-1])
del answer["ResponseMetadata"]
session = answer.pop("session")
same(
    "the rest",
    sorted(answer),
    ["clusterArn", "containerArn", "containerName", "interactive", "taskArn"],
)
same("whom", (answer["taskArn"], answer["containerName"]), (task, "app"))
same(
    "its id",
    re.fullmatch(r"ecs-execute-command-[0-9a-f]{17}", session["sessionId"]) is not None,
    True,
)
address = f"ws{ENDPOINT[4:]}/v1/data-channel/{session['sessionId']}?role=publish_subscribe"
same("its address", session["streamUrl"], address)
same("another", execute(task)["session"]["sessionId"] == session["sessionId"], False)

# Only tasks that start after it have what a service was told.
service(ecs, "web")
ecs.get_waiter("services_stable").wait(cluster="demo", services=["web"])
ecs.update_service(cluster="demo", service="web", enableExecuteCommand=True)
(old,) = ecs.list_tasks(cluster="demo", serviceName="web")["taskArns"]
same("an older task", agent(old), (False, []))
ecs.update_service(cluster="demo", service="web", forceNewDeployment=True)
advance(600)
(new,) = ecs.list_tasks(cluster="demo", serviceName="web")["taskArns"]
same("a newer task", agent(new), (True, [("ExecuteCommandAgent", "RUNNING")]))
execute(new)

control("POST", "rules", {"match": {}, "outcome": {"unreachable": {"after": "1m"}}})
lost = run(ecs, enableExecuteCommand=True)["taskArn"]
advance(70)
execute(lost)
advance(60)
refused("TargetNotConnectedException", "due to an internal error", lost)
ecs.stop_task(cluster="demo", task=task)
advance(60)
same("once it stopped", agent(task), (True, [("ExecuteCommandAgent", "STOPPED")]))
refused("InvalidParameterException", "the execute command agent isn’t running", task)
finish()
