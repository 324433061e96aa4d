package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A folder of one Job and a service that waits for it, and what of the Job is in the account.
record JobFolder(Drill drill) {
  static final String JOB = "migrate";

  private static final String ENVIRONMENT =
      """
      apiVersion: berth.dev/v1
      kind: Environment
      metadata: {name: demo}
      spec:
        installation: acme
        region: us-east-1
        cluster: {name: tracecat-demo, create: true}
        parameters: {tag: 1}
        defaults:
          service: {launchType: FARGATE}
          job: {launchType: FARGATE}
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
        deadline: 30m
        networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-0]}}
        taskDefinition:
          containerDefinitions:
            - name: work
              image: app:${tag}
              logConfiguration:
                logDriver: awslogs
                options:
                  awslogs-group: /ecs/demo
                  awslogs-region: us-east-1
                  awslogs-stream-prefix: m
      ---
      apiVersion: berth.dev/v1
      kind: Service
      metadata: {name: web}
      spec:
        networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-0]}}
        taskDefinition:
          containerDefinitions: [{name: web, image: "app:${tag}"}]
        dependsOn: [migrate]
      """;

  static JobFolder in(Path folder) {
    var drill = Drill.empty(folder);
    drill.write("environments/demo.yaml", ENVIRONMENT).write("app.yaml", MANIFESTS);
    return new JobFolder(drill);
  }

  void tag(int from, int to) {
    drill.edit("environments/demo.yaml", "{tag: " + from + "}", "{tag: " + to + "}");
  }

  void say(String job) {
    drill.edit("app.yaml", "  deadline: 30m\n", "  deadline: 30m\n  " + job + "\n");
  }

  void work(String outcome) {
    drill.script("{\"match\": {\"container\": \"work\"}, \"outcome\": %s}".formatted(outcome));
  }

  Drill.Ran ends(int code, String verb, String... options) {
    var ran = drill.berth(verb, options);
    assertThat(ran.code()).as(ran.text()).isEqualTo(code);
    return ran;
  }

  Drill.Ran run(String... options) {
    var words =
        new ArrayList<>(List.of("job", "run", JOB, drill.folder().toString(), "-e", "demo"));
    words.addAll(List.of(options));
    return drill.run(words);
  }

  /// The tasks of the family that ECS still shows.
  List<Fields> tasks() {
    var found = new ArrayList<Fields>();
    for (var status : List.of("RUNNING", "STOPPED")) {
      var list = "{'cluster':'%s','family':'%s','desiredStatus':'%s'}";
      var arns =
          drill.ecs("ListTasks", list.formatted(Tracecat.CLUSTER, JOB, status)).items("taskArns");
      if (arns.isEmpty()) continue;
      var request =
          Fields.EMPTY
              .with("cluster", Value.of(Tracecat.CLUSTER))
              .with("tasks", Value.items(arns))
              .with("include", Value.texts(List.of("TAGS")));
      found.addAll(drill.ecs("DescribeTasks", request).each("tasks"));
    }
    return found;
  }

  /// The tags of the newest revision.
  SortedMap<String, String> ledger() {
    var request = "{'taskDefinition':'%s','include':['TAGS']}".formatted(JOB);
    var tags = new TreeMap<String, String>();
    drill
        .ecs("DescribeTaskDefinition", request)
        .each("tags")
        .forEach(t -> tags.put(t.text("key").orElse(""), t.text("value").orElse("")));
    return tags;
  }

  void mark(String key, String value) {
    var arn =
        drill
            .ecs("DescribeTaskDefinition", "{'taskDefinition':'%s'}".formatted(JOB))
            .fields("taskDefinition")
            .text("taskDefinitionArn")
            .orElseThrow();
    drill.ecs(
        "TagResource",
        "{'resourceArn':'%s','tags':[{'key':'%s','value':'%s'}]}".formatted(arn, key, value));
  }
}
