package dev.berth.chaos;

import dev.berth.model.Marks;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.Account;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is so in the account, told without plan, hash, mark or gate.
///
/// @param account asked as somebody with the AWS CLI would
/// @param contents of revisions, as far as they are known
record Facts(Account account, TreeMap<String, TreeMap<String, String>> contents) {
  Facts(Account account) {
    this(account, new TreeMap<>());
  }

  static final String OWNER = "acme/test";
  static final String STRANGERS = "foreign";

  boolean ours(String name) {
    return account.service(name).filter(live -> ours(name, live)).isPresent();
  }

  static boolean ours(String name, Fields live) {
    var tags = Account.tags(live);
    return OWNER.equals(tags.get(Marks.OWNER))
        && ResourceKey.service(name).toString().equals(tags.get(Marks.KEY));
  }

  List<String> owned() {
    return account.serviceNames().stream().filter(this::ours).toList();
  }

  List<String> unwanted(Wish wish) {
    return owned().stream().filter(name -> !wish.services().containsKey(name)).toList();
  }

  /// The image and the variables of a revision.
  Optional<TreeMap<String, String>> content(String revision) {
    if (contents.containsKey(revision)) return Optional.of(contents.get(revision));
    var found =
        account
            .definition(revision)
            .map(d -> content(d.fields("taskDefinition").each("containerDefinitions").getFirst()));
    // A family's newest may be another tomorrow; a revision never changes.
    if (revision.contains(":")) found.ifPresent(content -> contents.put(revision, content));
    return found;
  }

  /// Whether a revision can still be used for something new.
  boolean active(String revision) {
    return account
        .definition(revision)
        .filter(d -> d.fields("taskDefinition").text("status").equals(Optional.of("ACTIVE")))
        .isPresent();
  }

  private static TreeMap<String, String> content(Fields container) {
    var content = new TreeMap<String, String>();
    content.put("image", container.text("image").orElse(""));
    for (var each : container.each("environment")) {
      content.put(each.text("name").orElse(""), each.text("value").orElse(""));
    }
    for (var each : container.each("secrets")) {
      content.put(each.text("name").orElse(""), each.text("valueFrom").orElse(""));
    }
    return content;
  }

  static TreeMap<String, String> wanted(String name, Wish wish, Inputs inputs) {
    var service = wish.services().get(name);
    var content = new TreeMap<String, String>();
    content.put("image", "app:" + service.image());
    content.put("NAME", name);
    for (var use : service.uses()) {
      switch (use) {
        case LEVEL -> content.put("LEVEL", wish.level());
        case STAGE -> content.put("STAGE", inputs.stage());
        case TOKEN -> content.put("API_TOKEN", inputs.token());
        case SECRET -> {
          content.put("PASSWORD", Yaml.SECRET);
          content.put("TOKEN", Yaml.TOKEN);
        }
      }
    }
    return content;
  }

  /// @param stage what Systems Manager has
  /// @param token what the operator was started with, and never shows
  /// @param rotated when the secret got its newest version
  record Inputs(String stage, String token, Instant rotated) {
    Inputs with(String other) {
      return new Inputs(other, token, rotated);
    }
  }

  /// Whether a service runs what is wanted, and nothing else of it moves.
  boolean stands(String name, Wish wish, Inputs inputs) {
    var live = account.service(name);
    return live.filter(l -> ours(name, l) && account.rolledOut(l))
        .flatMap(l -> l.text("taskDefinition"))
        .flatMap(this::content)
        .equals(Optional.of(wanted(name, wish, inputs)));
  }

  /// How a service stands, for a message.
  String told(String name) {
    var live = account.service(name);
    if (live.isEmpty()) return "missing";
    var revision = live.get().text("taskDefinition").orElse("");
    return (ours(name, live.get()) ? "" : "a stranger's, ")
        + (account.rolledOut(live.get()) ? "" : "rolling, ")
        + content(revision)
        + live.get().each("deployments").stream()
            .map(d -> d.text("status").orElse("") + d.text("rolloutState"))
            .toList();
  }

  /// Which of what a service needs does not stand.
  List<String> missing(String name, Wish wish, Inputs inputs) {
    return wish.closure(name).stream()
        .filter(need ->
            need.equals(Wish.JOB)
                ? wish.migration().filter(tag -> !migrated(tag)).isPresent()
                : wish.services().containsKey(need) && !stands(need, wish, inputs))
        .toList();
  }

  /// The tasks of the Job that ECS still shows.
  List<Fields> runs() {
    var found = new TreeSet<String>();
    for (var status : List.of("RUNNING", "STOPPED")) {
      var request =
          Fields.EMPTY
              .with("cluster", Value.of(Account.CLUSTER))
              .with("family", Value.of(Wish.JOB))
              .with("desiredStatus", Value.of(status));
      if (!account.tried("ListTasks", request)) continue;
      for (var arn : account.ecs("ListTasks", request).items("taskArns")) {
        found.add(((Value.Text) arn).text());
      }
    }
    if (found.isEmpty()) return List.of();
    var request =
        Fields.EMPTY
            .with("cluster", Value.of(Account.CLUSTER))
            .with("tasks", Value.texts(List.copyOf(found)));
    return account.ecs("DescribeTasks", request).each("tasks");
  }

  static String tag(Fields task) {
    var image = task.each("containers").getFirst().text("image").orElse("");
    return image.substring(image.lastIndexOf(':') + 1);
  }

  /// Whether nothing of that tag runs any more; whether it came through, its name says.
  private boolean migrated(String tag) {
    return Wish.succeeds(tag)
        && runs().stream()
            .filter(task -> tag(task).equals(tag))
            .allMatch(task -> task.text("lastStatus").equals(Optional.of("STOPPED")));
  }

  /// What strangers have, as far as it does not move by itself.
  TreeMap<String, String> foreign(TreeSet<String> names) {
    var all = new TreeMap<String, String>();
    for (var name : names) {
      var live = account.service(name);
      all.put(name, live.map(Facts::still).orElse("gone"));
    }
    return all;
  }

  private static String still(Fields live) {
    return live.text("status")
        + " "
        + live.text("taskDefinition")
        + live.whole("desiredCount")
        + Account.tags(live)
        + live.at("networkConfiguration")
        + live.fields("deploymentConfiguration")
        + Account.primary(live).text("id");
  }
}
