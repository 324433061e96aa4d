package dev.berth.reconcile;

import dev.berth.aws.InProcessHttp;
import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import dev.berth.simulator.ConnectionReset;
import dev.berth.simulator.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The way from Berth to the simulated account: watched, and at times faulty.
final class Wire implements InProcessHttp.Server {
  /// The simulator's rules, by a name for each.
  static final List<String> FAULTS =
      List.of(
          "throttle", "error", "http", "html", "reset", "reset after", "error after", "latency");

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final List<String> WRITES =
      List.of(
          "Create", "Update", "Delete", "Register", "Put", "Deregister", "Tag", "Untag", "Stop");

  private final Account account;
  private final Watch watch;
  private final Dice dice;
  private final Coverage coverage;
  private int percent;
  private int writes;

  Wire(Account account, Watch watch, Dice dice, Coverage coverage) {
    this.account = account;
    this.watch = watch;
    this.dice = dice;
    this.coverage = coverage;
  }

  /// From now on so many of a hundred calls meet a fault.
  void faulty(int calls) {
    percent = calls;
  }

  int writes() {
    return writes;
  }

  @Override
  public InProcessHttp.Answer answer(
      String method, String path, Map<String, List<String>> headers, byte[] body) {
    var request = Request.of(method, path, headers, body);
    var target = request.header("X-Amz-Target");
    var operation = target.substring(target.lastIndexOf('.') + 1);
    var fields = (Fields) Json.parse(new String(body, StandardCharsets.UTF_8));
    if (WRITES.stream().anyMatch(operation::startsWith)) {
      writes++;
      watch.before(operation, fields);
    }
    try {
      if (dice.in(percent)) fault(operation);
      return Account.pass(account.simulator(), request);
    } catch (ConnectionReset e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    } finally {
      account.simulator().clearFaults();
      watch.after(operation, fields);
    }
  }

  private void fault(String operation) {
    var kind = dice.one(FAULTS);
    var words = kind.split(" ");
    var rule = MAPPER.createObjectNode();
    rule.put("kind", words[0]).put("operation", operation);
    if (words.length > 1) rule.put("when", "after");
    if (kind.equals("latency")) rule.put("time", dice.between(1, 90) + "s");
    account.simulator().fault(rule);
    coverage.count("Fault", kind);
  }
}
