package dev.berth.reconcile;

import dev.berth.aws.InProcessHttp;
import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import dev.berth.simulator.ConnectionReset;
import dev.berth.simulator.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;

/// Between Berth and an account with Jobs: loses calls and answers, and holds each task that ECS
/// starts against what came before. A content has one task at a time, and one that ran at all is
/// not run again unless somebody asked for it.
final class JobWire implements InProcessHttp.Server {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Account account;
  private final Dice dice;
  private final TreeMap<String, TreeSet<String>> tasks = new TreeMap<>();
  private final TreeSet<String> forgiven = new TreeSet<>();
  private Optional<String> broken = Optional.empty();
  private int percent;

  JobWire(Account account, Dice dice) {
    this.account = account;
    this.dice = dice;
  }

  Optional<String> broken() {
    return broken;
  }

  void faulty(int calls) {
    percent = calls;
  }

  /// Somebody asked for one more run of a Job.
  void forgive(String job) {
    forgiven.add(job);
  }

  @Override
  public InProcessHttp.Answer answer(
      String method, String path, Map<String, List<String>> headers, byte[] body) {
    var request = Request.of(method, path, headers, body);
    var target = request.header("X-Amz-Target");
    var operation = target.substring(target.lastIndexOf('.') + 1);
    if (dice.in(percent)) lose(operation);
    try {
      return Account.pass(account.simulator(), request);
    } catch (ConnectionReset e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    } finally {
      account.simulator().clearFaults();
      if (operation.equals("RunTask")) {
        started((Fields) Json.parse(new String(body, StandardCharsets.UTF_8)));
      }
    }
  }

  private void lose(String operation) {
    var rule = MAPPER.createObjectNode();
    rule.put("kind", "reset").put("operation", operation);
    account.simulator().fault(rule.put("when", dice.in(50) ? "before" : "after"));
  }

  /// By what ECS has, whatever it answered.
  private void started(Fields request) {
    var revision = request.text("taskDefinition").orElse("");
    var family = revision.replaceAll(".*/|:\\d+$", "");
    var content = content(revision);
    var seen = tasks.computeIfAbsent(content, _ -> new TreeSet<>());
    boolean fresh = false;
    int running = 0;
    boolean ran = false;
    for (var task : shown(family)) {
      if (!content(task.text("taskDefinitionArn").orElse("")).equals(content)) continue;
      var arn = task.text("taskArn").orElse("");
      fresh |= seen.add(arn);
      if (!task.text("lastStatus").equals(Optional.of("STOPPED"))) running++;
      else ran |= !task.text("stopCode").equals(Optional.of("TaskFailedToStart"));
    }
    if (running > 1) broken = Optional.of(content + " runs " + running + " times at once");
    boolean asked = fresh && forgiven.remove(family);
    if (fresh && ran && !asked) broken = Optional.of(content + " ran before, and runs again");
  }

  private String content(String revision) {
    return account
        .definition(revision)
        .map(found -> found.fields("taskDefinition").each("containerDefinitions").getFirst())
        .flatMap(container -> container.text("image"))
        .orElse("");
  }

  private List<Fields> shown(String family) {
    var found = new ArrayList<Fields>();
    for (var status : List.of("RUNNING", "STOPPED")) {
      var list = "{\"cluster\": \"test\", \"family\": \"%s\", \"desiredStatus\": \"%s\"}";
      var arns = account.ecs("ListTasks", (Fields) Json.parse(list.formatted(family, status)));
      if (arns.items("taskArns").isEmpty()) continue;
      var request =
          ((Fields) Json.parse("{\"cluster\": \"test\"}"))
              .with("tasks", arns.at("taskArns").orElseThrow());
      found.addAll(account.ecs("DescribeTasks", request).each("tasks"));
    }
    return found;
  }
}
