package dev.berth.simulator;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Brings a world back from its [Journal].
final class State {
  private final Path file;

  State(Path file) {
    this.file = file;
  }

  /// A world that is kept: how it began, and what was done since.
  record Kept(Scenario scenario, List<ObjectNode> lines) {}

  /// What the file holds; a new world where there is none.
  ///
  /// @throws UnusableState where it is broken, newer, another world's, or no state at all
  Kept read(Optional<Scenario> asked) {
    var found = found();
    if (found.isEmpty()) {
      var begun = asked.orElseGet(() -> Scenario.seeded(1));
      return new Kept(begun.startingAt(begun.start().orElseGet(Instant::now)), List.of());
    }
    var begun = found.get().scenario();
    if (asked.isPresent() && !same(begun, asked.get())) {
      throw new UnusableState(
          file
              + ": its world began with another scenario; leave out --scenario and --eventual, or"
              + " name another file");
    }
    return found.get();
  }

  private static boolean same(Scenario begun, Scenario asked) {
    var start = asked.start().orElse(begun.start().orElseThrow());
    return begun.toJson().equals(asked.startingAt(start).toJson());
  }

  private Optional<Kept> found() {
    if (!Files.exists(file)) return Optional.empty();
    var lines = lines();
    if (lines.isEmpty()) return Optional.empty();
    var header = parsed(lines, 0);
    if (!Json.has(header, Journal.MARK)) throw broken(1, "is no state of a simulator");
    var version = header.get(Journal.MARK).asInt(0);
    if (version != Journal.VERSION) {
      throw new UnusableState(
          "%s: is version %d of the simulator's state, and this one knows %d; use a newer Berth, or"
                  .formatted(file, version, Journal.VERSION)
              + " another file");
    }
    var parsed = new ArrayList<ObjectNode>();
    for (var i = 1; i < lines.size(); i++) parsed.add(parsed(lines, i));
    return Optional.of(new Kept(scenario(header), parsed));
  }

  /// A line that was not ended was never answered: its writer was killed.
  private List<String> lines() {
    try {
      var text = Files.readString(file, StandardCharsets.UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UnusableState(file + ": cannot be read: " + e.getMessage());
    }
  }

  private ObjectNode parsed(List<String> lines, int index) {
    try {
      var line = Json.parse(lines.get(index));
      if (index > 0) Journal.at(line);
      return line;
    } catch (ApiError | DateTimeException e) {
      throw broken(index + 1, "is broken: " + e.getMessage());
    }
  }

  private Scenario scenario(ObjectNode header) {
    try {
      return Scenario.parse(file.toString(), Json.write(Json.fields(header, "scenario")));
    } catch (Scenario.Invalid | ApiError e) {
      throw broken(1, "is broken: " + e.getMessage());
    }
  }

  UnusableState broken(int line, String why) {
    return new UnusableState(
        "%s:%d: %s; nothing was changed: mend it, or name another file".formatted(file, line, why));
  }

  UnusableState otherwise(int index) {
    return broken(
        index + 2,
        "what was done up to here gives another world than it did: a simulator that behaves"
            + " otherwise wrote it");
  }

  /// Writes the file anew, whole or not at all: what is left of a killed writer goes, and the marks
  /// of time do.
  void write(Kept kept) {
    var lines = kept.lines();
    var text = new StringBuilder(Journal.header(kept.scenario()));
    for (var i = 0; i < lines.size(); i++) {
      var mark = lines.get(i).size() == 1 && i < lines.size() - 1;
      if (!mark) text.append(Json.write(lines.get(i))).append('\n');
    }
    var beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(beside, text, StandardCharsets.UTF_8);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UnusableState(file + ": cannot be written: " + e.getMessage());
    }
  }
}
