"""Clients of the simulator whose every answer is held against botocore's model.

The simulator's clock stands still until it is advanced, and `time.sleep` advances it: waiters wait
as they do at AWS, and take no time.
"""

import json
import os
import sys
import time
import urllib.request
from collections import Counter

import boto3
from botocore.config import Config

import shapes

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]

# What every API may answer whatever its model says.
COMMON = {
    "AccessDeniedException",
    "SerializationException",
    "ThrottlingException",
    "UnknownOperationException",
    "UnrecognizedClientException",
    "ValidationException",
    "ValidationError",
}

# Errors that an operation has by its documentation, though not by its model.
ELSEWHERE = set()

answered = Counter()
refused = Counter()
lies = {}


def control(method, path, body=None):
    """The simulator's own API: `control("POST", "advance", {"by": "90s"})`."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{ENDPOINT}/_berth/{path}", data, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def advance(seconds):
    control("POST", "advance", {"by": f"{round(seconds * 1000)}ms"})


time.sleep = advance


def fault(operation, code, message, status=400, times=1):
    """The next such calls are refused so: for what has no cause in a simulator."""
    rule = {"kind": "error", "operation": operation, "code": code, "message": message}
    control("POST", "faults", rule | {"status": status, "times": times})


def _lie(operation, sentence):
    what = f"{operation.service_model.service_name} {operation.name}: {sentence}"
    lies[what] = lies.get(what, 0) + 1


def _hold(http_response, parsed, model, **_):
    name = f"{model.service_model.service_name} {model.name}"
    if http_response.status_code < 300:
        answered[name] += 1
        for each in shapes.lies(model, http_response.status_code, http_response.content):
            _lie(model, each)
        return
    code = parsed.get("Error", {}).get("Code", "")
    refused[f"{name} {code}"] += 1
    known = {each.name for each in model.error_shapes}
    known |= {each.error_code for each in model.error_shapes}
    if code not in known | COMMON and (model.name, code) not in ELSEWHERE:
        _lie(model, f"answers {code}, which its model does not have")


def client(service, region="us-east-1", **more):
    """A client without retries."""
    settings = {"retries": {"total_max_attempts": 1}, "inject_host_prefix": False} | more
    made = boto3.client(
        service,
        region_name=region,
        endpoint_url=ENDPOINT,
        aws_access_key_id="any",
        aws_secret_access_key="any",
        config=Config(**settings),
    )
    made.meta.events.register("after-call", _hold)
    return made


def same(what, found, wanted):
    """Fails the run, with both, unless they are equal."""
    if found != wanted:
        sys.exit(f"{what}\n  wanted: {wanted!r}\n  found:  {found!r}")


def refusal(call, /, **arguments):
    """The exception of a call that must be refused."""
    try:
        answer = call(**arguments)
    except Exception as e:
        if hasattr(e, "response"):
            return e
        raise
    return sys.exit(f"was not refused: {arguments} gave {answer}")


def finish(*lines):
    """Tells what was covered, or the lies that were found."""
    for each in lines:
        print(each)
    if lies:
        sys.exit("lies of the simulator:\n" + "\n".join(f"  {k} (x{n})" for k, n in lies.items()))
    told = {}
    for name, count in answered.items():
        service = name.split(" ")[0]
        operations, answers = told.get(service, (0, 0))
        told[service] = (operations + 1, answers + count)
    print(f"{len(answered)} operations answered as botocore's models say:")
    for service, (operations, answers) in sorted(told.items()):
        print(f"  {service}: {operations} operations, {answers} answers")


FARGATE = {
    "cpu": "256",
    "memory": "512",
    "networkMode": "awsvpc",
    "requiresCompatibilities": ["FARGATE"],
}
NETWORK = {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"]}}


def definition(ecs, family="web", image="web:1", **more):
    """Registers the next revision of a family, and gives its ARN."""
    container = {"name": "app", "image": image, "portMappings": [{"containerPort": 80}]}
    made = ecs.register_task_definition(
        family=family, containerDefinitions=[container], **(FARGATE | more)
    )
    return made["taskDefinition"]["taskDefinitionArn"]


def service(ecs, name, cluster="demo", **more):
    """Creates a service on Fargate, of one task of `web` when nothing else is said."""
    asked = {"taskDefinition": "web", "desiredCount": 1, "launchType": "FARGATE"}
    asked |= {"networkConfiguration": NETWORK} | more
    return ecs.create_service(cluster=cluster, serviceName=name, **asked)["service"]


def run(ecs, cluster="demo", **more):
    """Runs a task on Fargate, and gives it."""
    asked = {"taskDefinition": "web", "launchType": "FARGATE", "networkConfiguration": NETWORK}
    return ecs.run_task(cluster=cluster, **(asked | more))["tasks"][0]
