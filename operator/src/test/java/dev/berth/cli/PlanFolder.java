package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Drill.Ran;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/// A release that takes all that a plan can hold: a Job to run, a roll-out that waits for it with
/// pinned images and another range, a restart for a secret, and a service to be pruned.
record PlanFolder(Drill drill, String file) {
  private static final String SECRET =
      "arn:aws:secretsmanager:us-east-1:000000000000:secret:db-password-AbCdEf";

  private static final String ENVIRONMENT =
      """
      apiVersion: berth.dev/v1
      kind: Environment
      metadata: {name: demo}
      spec:
        installation: acme
        region: us-east-1
        cluster: {name: tracecat-demo, create: true}
        sync: {mode: apply, prune: true}
        tags: {team: web}
        pinImages: true
        rolloutOnSecretChange: true
        parameters: {tag: 1}
        defaults:
          service:
            launchType: FARGATE
            networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-1]}}
          job:
            launchType: FARGATE
            networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-1]}}
          taskDefinition:
            cpu: 256
            memory: 512
            networkMode: awsvpc
            requiresCompatibilities: [FARGATE]
            executionRoleArn: arn:aws:iam::000000000000:role/execution
      """;

  private static final String MANIFESTS =
      """
      apiVersion: berth.dev/v1
      kind: Job
      metadata: {name: migrate}
      spec:
        taskDefinition:
          containerDefinitions: [{name: work, image: "%1$s/app:${tag}"}]
      ---
      apiVersion: berth.dev/v1
      kind: Service
      metadata: {name: web}
      spec:
        dependsOn: [migrate]
        scaling:
          minCapacity: 2
          maxCapacity: 4
          policies:
            - policyName: cpu
              targetTrackingScalingPolicyConfiguration:
                targetValue: 60
                predefinedMetricSpecification:
                  predefinedMetricType: ECSServiceAverageCPUUtilization
          scheduledActions:
            - scheduledActionName: morning
              schedule: cron(0 8 ? * * *)
              scalableTargetAction: {minCapacity: 3}
        taskDefinition:
          containerDefinitions: [{name: web, image: "%1$s/app:${tag}"}]
      ---
      apiVersion: berth.dev/v1
      kind: Service
      metadata: {name: worker}
      spec:
        desiredCount: 1
        taskDefinition:
          containerDefinitions:
            - {name: worker, image: "%1$s/worker:1", secrets: {DB: "%2$s"}}
      """
          .formatted(Follower.REGISTRY, SECRET);

  private static final String OLD =
      """
      apiVersion: berth.dev/v1
      kind: Service
      metadata: {name: old}
      spec:
        desiredCount: 1
        taskDefinition:
          containerDefinitions: [{name: old, image: "%s/worker:1"}]
      """
          .formatted(Follower.REGISTRY);

  /// The first release, settled.
  static PlanFolder in(Path folder) {
    var drill = Drill.empty(folder);
    drill.write("environments/demo.yaml", ENVIRONMENT);
    drill.write("app.yaml", MANIFESTS).write("old.yaml", OLD);
    drill.state("{\"secret\": \"%s\"}".formatted(SECRET));
    for (var image : List.of("app:1", "app:2", "worker:1")) image(drill, image, image);
    var plan = new PlanFolder(drill, folder.resolve("plan.json").toString());
    ends(0, drill.berth("apply", "-q"));
    drill.advance(java.time.Duration.ofMinutes(5));
    return plan;
  }

  private static void image(Drill drill, String name, String content) {
    drill.state("{\"image\": \"%s\", \"content\": \"%s\"}".formatted(name, content));
  }

  /// Another image behind the same tag.
  void moves(String tag) {
    image(drill, tag, "another " + tag);
  }

  void rotates() {
    call("secretsmanager.PutSecretValue", "{'SecretId':'%s','SecretString':'x'}".formatted(SECRET));
  }

  /// The second release is in the manifests.
  PlanFolder released() {
    drill.edit("environments/demo.yaml", "{tag: 1}", "{tag: 2}");
    drill.edit("app.yaml", "maxCapacity: 4", "maxCapacity: 6");
    drill.edit("app.yaml", "targetValue: 60", "targetValue: 45");
    drill.delete("old.yaml");
    rotates();
    return this;
  }

  PlanFolder saved() {
    ends(1, drill.berth("diff", "--out", file));
    return this;
  }

  Ran carriedOut() {
    return drill.berth("apply", "--plan", file);
  }

  static Ran ends(int code, Ran ran) {
    assertThat(ran.code()).as(ran.text()).isEqualTo(code);
    return ran;
  }

  /// What somebody else asks of Application Auto Scaling for `web`.
  void scaling(String operation, String members) {
    call(
        "AnyScaleFrontendService." + operation,
        ("{'ServiceNamespace':'ecs','ResourceId':'service/tracecat-demo/web',"
                + "'ScalableDimension':'ecs:service:DesiredCount'%s}")
            .formatted(members));
  }

  private void call(String target, String request) {
    var headers = new TreeMap<String, List<String>>();
    headers.put("Content-Type", List.of("application/x-amz-json-1.1"));
    headers.put("X-Amz-Target", List.of(target));
    var answer = drill.quietly("POST", "/", headers, request.replace('\'', '"').getBytes(UTF_8));
    if (answer.status() != 200) {
      throw new AssertionError(target + ": " + new String(answer.body(), UTF_8));
    }
  }
}
