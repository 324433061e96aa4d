package dev.berth.manifest;

import dev.berth.model.Path;
import dev.berth.model.Value;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// Whether a log driver has the options that it needs. Source: ECS developer guide, using the
/// awslogs, splunk and awsfirelens log drivers.
final class LogChecks {
  private static final TreeMap<String, List<String>> NEEDED = new TreeMap<>();

  static {
    NEEDED.put("awslogs", List.of("awslogs-group", "awslogs-region"));
    NEEDED.put("splunk", List.of("splunk-token", "splunk-url"));
  }

  private final Draft draft;
  private final Findings findings;

  LogChecks(Draft draft, Findings findings) {
    this.draft = draft;
    this.findings = findings;
  }

  /// @param path of what the configuration belongs to
  void run(Value.Fields log, Path path) {
    if (log.isEmpty()) return;
    var at = path.field("logConfiguration");
    var driver = log.text("logDriver").orElse("");
    if (driver.isEmpty()) {
      draft.tell(findings, "log-driver", at, "`logDriver` is missing", "state one, as awslogs");
    }
    var stated = new TreeSet<>(log.fields("options").map().keySet());
    log.each("secretOptions").forEach(option -> option.text("name").ifPresent(stated::add));
    for (var option : NEEDED.getOrDefault(driver, List.of())) {
      if (stated.contains(option)) continue;
      var sentence = "the log driver " + driver + " needs the option " + option;
      draft.tell(findings, "log-options", at.field("options"), sentence, "");
    }
    if (driver.equals("awsfirelens") && !routed()) {
      var sentence = "awsfirelens needs a container with a firelensConfiguration";
      draft.tell(findings, "log-driver", at.field("logDriver"), sentence, "add the log router");
    }
  }

  private boolean routed() {
    return draft.containers().stream().anyMatch(c -> c.at("firelensConfiguration").isPresent());
  }
}
