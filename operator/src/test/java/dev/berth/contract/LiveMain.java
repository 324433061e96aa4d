package dev.berth.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// What `.ci/live` does at an endpoint of its own, by URL or `aws`:
///
/// - `look ENDPOINT REGION CLUSTER FILE` writes what ECS says of the cluster;
/// - `compare FOLDER FOLDER REPORT` appends what differs between the files of two stories;
/// - `contract ENDPOINT REGION OWNER SECTIONS REPORT` appends the checks that do not hold there;
/// - `sweep ENDPOINT REGION OWNER` takes away what checks of that owner left, and exits with 1
///   where something stays.
final class LiveMain {
  private LiveMain() {}

  public static void main(String[] words) throws IOException {
    switch (words[0]) {
      case "look" -> look(endpoint(words, ""), words[3], Path.of(words[4]));
      case "compare" -> compare(Path.of(words[1]), Path.of(words[2]), Path.of(words[3]));
      case "contract" ->
          contract(endpoint(words, mark(words[3])), sections(words[4]), Path.of(words[5]));
      case "sweep" -> System.exit(sweep(endpoint(words, ""), words[3]) ? 0 : 1);
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private static ForeignEndpoint endpoint(String[] words, String mark) {
    return ForeignEndpoint.marked(HttpWire.of(words[1], words[2]), mark);
  }

  /// Four digits that stand in every name of this owner's checks.
  private static String mark(String owner) {
    return "%04x".formatted(owner.hashCode() & 0xffff);
  }

  /// What the names of this owner's checks begin with, whatever the check and the run.
  static String prefix(String owner) {
    return "c[0-9a-f]{1,8}-" + mark(owner) + "[0-9a-z]{6}-.*";
  }

  private static void look(Endpoint endpoint, String cluster, Path file) throws IOException {
    var plain = Plain.of(Look.at(endpoint, cluster), cluster);
    Files.writeString(file, Reply.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(plain));
  }

  private static void compare(Path aws, Path simulator, Path report) throws IOException {
    var aside = new Aside();
    var steps = new TreeSet<>(names(aws));
    for (var each : steps) {
      aside.step(each.replace(".json", ""), read(aws.resolve(each)), read(simulator.resolve(each)));
    }
    append(report, aside.lines());
    System.out.println(
        "%d members differ from the simulator's, after %d steps"
            .formatted(aside.size(), steps.size()));
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(each -> each.getFileName().toString())
          .filter(each -> each.endsWith(".json"))
          .toList();
    }
  }

  private static JsonNode read(Path file) throws IOException {
    return Reply.JSON.readTree(Files.readString(file));
  }

  /// @param words `yes` for all of them
  private static List<Check> sections(String words) {
    var wanted = Arrays.asList(words.split(","));
    return Check.all().stream()
        .filter(check -> words.equals("yes") || wanted.contains(check.section()))
        .toList();
  }

  private static void contract(Endpoint endpoint, List<Check> checks, Path report)
      throws IOException {
    if (checks.isEmpty())
      throw new IllegalArgumentException("no section of the contract is so called");
    var failed = 0;
    for (var check : checks) {
      var differs = differs(check, endpoint);
      if (differs.isEmpty()) continue;
      failed++;
      append(report, List.of("%s %s: %s".formatted(check.id(), check.cites(), differs.get())));
    }
    System.out.println("%d of %d checks do not hold".formatted(failed, checks.size()));
  }

  /// False if something stays, or nobody knows.
  private static boolean sweep(Endpoint endpoint, String owner) {
    try {
      var left = new Sweep(endpoint, prefix(owner)).sweep();
      left.forEach(each -> System.out.println("left behind: " + each));
      return left.isEmpty();
    } catch (Differs e) {
      System.out.println("not swept: " + e.getMessage());
      return false;
    }
  }

  /// A connection that breaks is one check's affair.
  private static Optional<String> differs(Check check, Endpoint endpoint) {
    try {
      return check.run(endpoint).map(Differs::getMessage);
    } catch (IllegalStateException | UncheckedIOException e) {
      return Optional.of("not finished: " + Optional.ofNullable(e.getCause()).orElse(e));
    }
  }

  private static void append(Path report, List<String> lines) throws IOException {
    Files.write(report, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
