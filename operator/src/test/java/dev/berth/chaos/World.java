package dev.berth.chaos;

import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.Account;
import dev.berth.reconcile.Coverage;
import dev.berth.reconcile.Dice;
import dev.berth.simulator.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Everything of one seed: the account with its clock, the repository, the lease, and the processes
/// that share them, all on one thread.
final class World {
  /// What a parameter holds that no output may show.
  static final String TOKEN = "hunter2-of-the-simulation";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final List<String> SCRIPT =
      List.of(
          "{'match': {'image': 'app:broken'}, 'outcome': {'exit': {'code': 1, 'after': '9s'}}}",
          "{'match': {'image': 'app:crash'}, 'outcome': {'crashLoop': {'code': 137}}}",
          "{'match': {'image': 'app:missing'}, 'outcome': {'imageMissing': true}}",
          "{'match': {'image': 'app:slow'}, 'outcome': {'slowStart': '90s'}}",
          "{'match': {'image': 'app:stuck'}, 'outcome': {'slowStart': '90m'}}",
          "{'match': {'image': 'job:good*'}, 'outcome': {'exit': {'code': 0, 'after': '40s'}}}",
          "{'match': {'image': 'job:bad*'}, 'outcome': {'exit': {'code': 2, 'after': '20s'}}}");

  private final Dice dice;
  private final Simulator simulator;
  private final Coverage coverage = new Coverage();
  private final Tale tale = new Tale();
  private final Account account;
  private final Facts facts;
  private final Remote remote = new Remote();
  private final FakeCloud.Memory memory = new FakeCloud.Memory(remote);
  private final FakeLease.Item lease = new FakeLease.Item();
  private final Weather weather;
  private final Strangers strangers;
  private final Rules rules;
  private final Ears ears;
  private final List<Replica> replicas = new ArrayList<>();
  private Facts.Inputs inputs = new Facts.Inputs("", TOKEN, Instant.MIN);
  private int calls;
  private int passes;

  World(long seed) {
    dice = new Dice(seed);
    simulator = Simulator.stepped(seed);
    account = new Account(simulator);
    facts = new Facts(account);
    weather = new Weather(dice, coverage, simulator::now);
    strangers = new Strangers(account, dice, coverage);
    rules = new Rules(this, facts);
    ears = new Ears(this, coverage);
    SCRIPT.forEach(rule -> simulator.script(json(rule)));
    simulator.state(json("{'secret': '" + Yaml.SECRET + "'}"));
    simulator.state(json("{'parameter': '" + Yaml.TOKEN + "', 'type': 'SecureString'}"));
    stage("one");
    rotate();
    strangers.settle();
    pass(Duration.ofMinutes(2));
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
  }

  /// Somebody changes what Systems Manager has.
  void stage(String value) {
    var words = "{'parameter': '%s', 'type': 'String', 'value': '%s'}";
    simulator.state(json(words.formatted(Yaml.STAGE, value)));
    inputs = new Facts.Inputs(value, TOKEN, inputs.rotated());
  }

  void rotate() {
    var request = "{\"SecretId\": \"%s\", \"SecretString\": \"any\"}".formatted(Yaml.SECRET);
    account.answer("secretsmanager.PutSecretValue", (Fields) Json.parse(request)).orElseThrow();
    inputs = new Facts.Inputs(inputs.stage(), TOKEN, now());
  }

  void replicas(int many) {
    for (var name : List.of("a", "b").subList(0, many)) replicas.add(new Replica(name, this));
  }

  /// Lets all processes do what is due until that time has passed.
  void run(Duration time) {
    var end = now().plus(time);
    while (rules.broken().isEmpty() && now().isBefore(end)) {
      if (dice.shuffled(replicas).stream().anyMatch(Replica::step)) continue;
      var next =
          replicas.stream().flatMap(r -> r.wakeAt().stream()).min(Instant::compareTo).orElse(end);
      var until = next.isBefore(end) ? next : end;
      pass(until.isAfter(now()) ? Duration.between(now(), until) : Duration.ofSeconds(1));
    }
  }

  void pass(Duration time) {
    simulator.advance(time);
  }

  /// A process that is stopped between its check and its sending, for three terms of its lease.
  void hangs(Replica replica, Door.Call call) {
    tale.tell(now() + " " + replica.process() + " hangs before " + call);
    coverage.count("Hung", call.writes() ? "WRITE" : "READ");
    weather.clear();
    lease.silent(replica.process(), now());
    run(FakeLease.TERM.multipliedBy(3));
    lease.speaks(replica.process(), now());
    rules.disturb("");
  }

  void died(Replica replica) {
    tale.tell(now() + " " + replica.process() + " died");
    coverage.count("Crash", replica.process().substring(0, 1));
    lease.silent(replica.process(), now());
    replica.restart(Duration.ofSeconds(dice.between(0, 120)));
  }

  /// Only who may write stays.
  void alone() {
    var holder = replicas.stream().filter(r -> lease.of(r.process(), now())).findFirst();
    var stays = holder.orElse(replicas.getFirst());
    replicas.stream().filter(r -> r != stays).forEach(r -> r.operator().close());
    replicas.removeIf(r -> r != stays);
  }

  void called() {
    calls++;
  }

  void passed() {
    passes++;
  }

  int calls() {
    return calls;
  }

  int passes() {
    return passes;
  }

  Instant now() {
    return simulator.now();
  }

  SortedMap<String, String> overrides() {
    var values = new TreeMap<String, String>();
    values.put("apiToken", TOKEN);
    return values;
  }

  Dice dice() {
    return dice;
  }

  Simulator simulator() {
    return simulator;
  }

  Coverage coverage() {
    return coverage;
  }

  Tale tale() {
    return tale;
  }

  Facts facts() {
    return facts;
  }

  Remote remote() {
    return remote;
  }

  FakeCloud.Memory memory() {
    return memory;
  }

  FakeLease.Item lease() {
    return lease;
  }

  Weather weather() {
    return weather;
  }

  Strangers strangers() {
    return strangers;
  }

  Rules rules() {
    return rules;
  }

  Ears hears() {
    return ears;
  }

  Facts.Inputs inputs() {
    return inputs;
  }

  List<Replica> replicas() {
    return replicas;
  }
}
