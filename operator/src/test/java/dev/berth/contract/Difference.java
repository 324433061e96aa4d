package dev.berth.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A row of `moto.txt`: a check that does not hold there, who follows the documentation, what the
/// simulator answers and what moto does, in short.
record Difference(String check, String cites, String follows, String simulator, String moto) {
  static final Path FILE = Path.of("src/test/resources/dev/berth/contract/moto.txt");

  private static final String SEPARATOR = " | ";

  /// For the lines that nobody is sure of, nobody can say who is right.
  static Difference of(Check check, Differs differs) {
    var follows = check.confidence() == Fact.Confidence.K ? "unsure" : "simulator";
    return new Difference(
        check.id(), check.cites(), follows, shortened(differs.wanted()), shortened(differs.got()));
  }

  /// Without what is another one in each run.
  private static String shortened(String text) {
    return text.replaceAll("c[0-9a-f]{5,8}-[0-9a-z]{6}-", "")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID")
        .replaceAll("\\b[0-9A-Za-z]{52}\\b", "ID")
        .replaceAll("(subnet|sg|ns|srv|vpc)-[0-9a-z]{8,}", "$1-ID")
        .replaceAll("ecs-svc/\\d+", "ecs-svc/N")
        .replaceAll("/[0-9a-f]{16}\\b", "/ID")
        .replace("|", "/");
  }

  String row() {
    return String.join(SEPARATOR, check, cites, follows, simulator, moto);
  }

  static List<Difference> all() {
    try (var lines = Files.lines(FILE)) {
      return lines.filter(line -> !line.startsWith("#")).map(Difference::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Difference read(String row) {
    var cells = row.split(" \\| ", -1);
    return new Difference(cells[0], cells[1], cells[2], cells[3], cells[4]);
  }
}
