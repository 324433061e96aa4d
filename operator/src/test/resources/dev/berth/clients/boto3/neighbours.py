"""Tables, queues, events and a second account, as a program of Amazon's SDK for Python uses them."""

import json

import boto3

from berth import ELSEWHERE, ENDPOINT, NETWORK, advance, client, definition, finish, refusal, same

tables = client("dynamodb")
tables.create_table(
    TableName="leases",
    KeySchema=[{"AttributeName": "name", "KeyType": "HASH"}],
    AttributeDefinitions=[{"AttributeName": "name", "AttributeType": "S"}],
    BillingMode="PAY_PER_REQUEST",
)
lease = {"name": {"S": "demo"}, "owner": {"S": "red"}, "turn": {"N": "1"}}
new = {"ConditionExpression": "attribute_not_exists(#n)", "ExpressionAttributeNames": {"#n": "name"}}
tables.put_item(TableName="leases", Item=lease, **new)
taken = refusal(
    tables.put_item,
    TableName="leases",
    Item=lease,
    ReturnValuesOnConditionCheckFailure="ALL_OLD",
    **new,
)
same("the code", taken.response["Error"]["Code"], "ConditionalCheckFailedException")
same("who has it", taken.response["Item"]["owner"], {"S": "red"})
renewed = tables.update_item(
    TableName="leases",
    Key={"name": {"S": "demo"}},
    UpdateExpression="SET turn = turn + :one",
    ConditionExpression="#o = :red",
    ExpressionAttributeNames={"#o": "owner"},
    ExpressionAttributeValues={":one": {"N": "1"}, ":red": {"S": "red"}},
    ReturnValues="UPDATED_NEW",
)
same("renewed", renewed["Attributes"], {"turn": {"N": "2"}})
found = tables.get_item(TableName="leases", Key={"name": {"S": "demo"}}, ConsistentRead=True)
same("found", found["Item"], lease | {"turn": {"N": "2"}})

queues = client("sqs")
url = queues.create_queue(QueueName="events")["QueueUrl"]
queues.send_message(
    QueueUrl=url,
    MessageBody="grüße",
    MessageAttributes={"kind": {"DataType": "String", "StringValue": "deploy"}},
)
message = queues.receive_message(QueueUrl=url, MessageAttributeNames=["All"])["Messages"][0]
same("received", message["Body"], "grüße")
queues.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
advance(60)
same("deleted", "Messages" in queues.receive_message(QueueUrl=url), False)
# What SQS's model calls QueueDoesNotExist, programs know by the Query protocol's name.
ELSEWHERE.add(("GetQueueUrl", "AWS.SimpleQueueService.NonExistentQueue"))
nobody = refusal(queues.get_queue_url, QueueName="nobody")
same("no queue", nobody.response["Error"]["Code"], "AWS.SimpleQueueService.NonExistentQueue")

events = client("events")
arn = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
target = {"Id": "queue", "Arn": arn["Attributes"]["QueueArn"]}
events.put_rule(Name="ecs", EventPattern=json.dumps({"source": ["aws.ecs"]}))
events.put_targets(Rule="ecs", Targets=[target])
ecs = client("ecs")
ecs.create_cluster(clusterName="demo")
definition(ecs)
ecs.create_service(
    cluster="demo",
    serviceName="web",
    taskDefinition="web",
    desiredCount=1,
    launchType="FARGATE",
    networkConfiguration=NETWORK,
)
advance(300)
heard = []
while messages := queues.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
    for each in messages:
        detail = json.loads(each["Body"])["detail"]
        heard.append(detail.get("eventName") or detail["lastStatus"])
same("the roll-out begins", heard[0], "SERVICE_DEPLOYMENT_IN_PROGRESS")
same("the roll-out ends", "SERVICE_STEADY_STATE" in heard, True)

role = "arn:aws:iam::111122223333:role/deployer"
session = client("sts").assume_role(RoleArn=role, RoleSessionName="berth")["Credentials"]
there = boto3.client(
    "ecs",
    region_name="us-east-1",
    endpoint_url=ENDPOINT,
    aws_access_key_id=session["AccessKeyId"],
    aws_secret_access_key=session["SecretAccessKey"],
    aws_session_token=session["SessionToken"],
)
same("clusters there", there.list_clusters()["clusterArns"], [])
same("clusters here", len(ecs.list_clusters()["clusterArns"]), 1)

finish("a roll-out told " + ", ".join(heard))
