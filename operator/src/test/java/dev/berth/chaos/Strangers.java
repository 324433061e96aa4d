package dev.berth.chaos;

import dev.berth.model.Json;
import dev.berth.model.Marks;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.Account;
import dev.berth.reconcile.Coverage;
import dev.berth.reconcile.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Other people and tools: what they have beside Berth, and what they do to what is Berth's.
final class Strangers {
  private final Account account;
  private final Facts facts;
  private final Dice dice;
  private final Coverage coverage;
  private final TreeSet<String> names = new TreeSet<>();
  private TreeMap<String, String> before = new TreeMap<>();

  private boolean hidden;

  private enum Deed {
    COUNT,
    OTHER_REVISION,
    DELETED,
    STRIPPED,
    FORGOTTEN,
    DEREGISTERED,
    AGAIN,
    SETTINGS,
    KILLED,
    IN_THE_WAY,
    LEFT_BEHIND
  }

  Strangers(Account account, Dice dice, Coverage coverage) {
    this.account = account;
    this.facts = new Facts(account);
    this.dice = dice;
    this.coverage = coverage;
  }

  TreeSet<String> names() {
    return names;
  }

  /// Whether something was done that only the slow sweep finds.
  boolean hidden() {
    return hidden;
  }

  TreeMap<String, String> before() {
    return before;
  }

  /// What is there before Berth comes.
  void settle() {
    account.ecs("CreateCluster", Fields.EMPTY.with("clusterName", Value.of(Account.CLUSTER)));
    made("foreign-web", List.of());
    if (dice.in(50)) made("foreign-other", owner("acme/other", "foreign-other"));
    if (dice.in(50)) made("foreign-copy", owner(Facts.OWNER, "api"));
    before = facts.foreign(names);
  }

  private void made(String name, List<Value> tags) {
    if (create(name, tags)) names.add(name);
  }

  private static List<Value> owner(String owner, String name) {
    return List.of(tag(Marks.OWNER, owner), tag(Marks.KEY, ResourceKey.service(name).toString()));
  }

  private static Value tag(String key, String value) {
    return Fields.EMPTY.with("key", Value.of(key)).with("value", Value.of(value));
  }

  private boolean create(String name, List<Value> tags) {
    account.ecs("RegisterTaskDefinition", definition("foreign"));
    var request =
        ((Fields)
                Json.parse(
                    """
                    {"cluster": "test", "taskDefinition": "foreign", "launchType": "FARGATE",
                     "desiredCount": 1, "networkConfiguration":
                       {"awsvpcConfiguration": {"subnets": ["subnet-1"]}}}
                    """))
            .with("serviceName", Value.of(name));
    return account.tried(
        "CreateService", tags.isEmpty() ? request : request.with("tags", Value.items(tags)));
  }

  private static Fields definition(String family) {
    return ((Fields)
            Json.parse(
                """
                {"cpu": "256", "memory": "512", "networkMode": "awsvpc",
                 "requiresCompatibilities": ["FARGATE"],
                 "containerDefinitions": [{"name": "app", "image": "app:hand"}]}
                """))
        .with("family", Value.of(family));
  }

  /// @return the service that something was done to, if anything was
  Optional<String> once(Wish wish) {
    var name = dice.one(List.copyOf(wish.services().keySet()));
    var deed = dice.one(List.of(Deed.values()));
    var live = account.service(name);
    boolean done =
        switch (deed) {
          case IN_THE_WAY -> live.isEmpty() && inTheWay(name);
          case LEFT_BEHIND -> leftBehind("old" + dice.between(0, 2));
          case COUNT, OTHER_REVISION, DELETED, STRIPPED, FORGOTTEN, DEREGISTERED, AGAIN, SETTINGS ->
              live.filter(l -> Facts.ours(name, l)).filter(l -> done(deed, name, l)).isPresent();
          case KILLED -> live.filter(l -> Facts.ours(name, l)).filter(_ -> kill(name)).isPresent();
        };
    if (!done) return Optional.empty();
    coverage.count("By hand", deed.name());
    hidden |= deed == Deed.DEREGISTERED;
    return Optional.of(name);
  }

  private boolean inTheWay(String name) {
    if (!create(name, List.of())) return false;
    names.add(name);
    before = facts.foreign(names);
    return true;
  }

  private boolean leftBehind(String name) {
    return create(name, owner(Facts.OWNER, name));
  }

  private boolean done(Deed deed, String name, Fields live) {
    var arn = live.text("serviceArn").orElseThrow();
    return switch (deed) {
      case COUNT -> update(name, "desiredCount", Value.of(dice.between(0, 4)));
      case OTHER_REVISION -> {
        account.ecs("RegisterTaskDefinition", definition(name));
        yield update(name, "taskDefinition", Value.of(name));
      }
      case DELETED -> delete(name);
      case STRIPPED -> untag(arn, List.copyOf(Account.tags(live).keySet()));
      case FORGOTTEN -> untag(arn, List.of(Marks.APPLIED, Marks.SETTINGS));
      case DEREGISTERED ->
          account.tried(
              "DeregisterTaskDefinition",
              Fields.EMPTY.with("taskDefinition", live.at("taskDefinition").orElseThrow()));
      case AGAIN -> update(name, "forceNewDeployment", Value.of(true));
      case SETTINGS -> update(name, "enableExecuteCommand", Value.of(true));
      case KILLED, IN_THE_WAY, LEFT_BEHIND -> false;
    };
  }

  private boolean update(String name, String member, Value value) {
    return account.tried("UpdateService", Account.named(name).with(member, value));
  }

  boolean delete(String name) {
    return account.tried("DeleteService", Account.named(name).with("force", Value.of(true)));
  }

  private boolean untag(String arn, List<String> keys) {
    var request = Fields.EMPTY.with("resourceArn", Value.of(arn));
    return account.tried("UntagResource", request.with("tagKeys", Value.texts(keys)));
  }

  private boolean kill(String name) {
    var request =
        Fields.EMPTY.with("cluster", Value.of(Account.CLUSTER)).with("serviceName", Value.of(name));
    var tasks = account.ecs("ListTasks", request).items("taskArns");
    if (tasks.isEmpty()) return false;
    var stop =
        Fields.EMPTY.with("cluster", Value.of(Account.CLUSTER)).with("task", dice.one(tasks));
    return account.tried("StopTask", stop);
  }

  /// What of a wish people stand in the way of.
  List<String> touched(Wish wish) {
    return wish.services().keySet().stream()
        .filter(name -> account.service(name).filter(live -> !Facts.ours(name, live)).isPresent())
        .toList();
  }

  /// At last people take away what is in the way, and give back what they took.
  void mend(Wish wish) {
    var gone = new ArrayList<String>();
    for (var name : wish.services().keySet()) {
      if (names.contains(name)) gone.add(name);
      else account.service(name).filter(l -> !Facts.ours(name, l)).ifPresent(l -> claim(name, l));
    }
    gone.forEach(this::delete);
    gone.forEach(names::remove);
    facts.unwanted(wish).stream().skip(1).forEach(this::delete);
    before = facts.foreign(names);
  }

  private void claim(String name, Fields live) {
    var request = Fields.EMPTY.with("resourceArn", live.at("serviceArn").orElseThrow());
    account.ecs("TagResource", request.with("tags", Value.items(owner(Facts.OWNER, name))));
  }
}
