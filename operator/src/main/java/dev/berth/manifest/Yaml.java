package dev.berth.manifest;

import dev.berth.manifest.Node.Entry;
import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.manifest.Node.Sequence;
import dev.berth.manifest.Node.Style;
import dev.berth.model.Finding.Origin;
import dev.berth.model.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// One file's YAML documents as nodes. Reads events, since only they have the source text of a
/// scalar. Aliases share nodes, and what they would expand to is bounded.
final class Yaml {
  static final int MAX_DEPTH = 64;
  static final int MAX_NODES = 100_000;
  private static final int MAX_TWICE = 100;

  private static final List<String> TEXT_TAGS = List.of("!", "tag:yaml.org,2002:str");

  /// A node, with how many nodes it stands for and how deep they go.
  private record Weighed(Node node, long weight, int depth) {}

  private final ManifestFile file;
  private final Findings findings;
  private final Iterator<Event> events;
  private final TreeMap<String, Weighed> anchors = new TreeMap<>();
  private long spent;
  private int twice;

  /// Whether something is missing, so that nothing more can be said of the file.
  private boolean holed;

  /// Whether to read no further: beyond the limits the scanner takes quadratic time.
  private boolean stopped;

  private Yaml(ManifestFile file, Findings findings) {
    this.file = file;
    this.findings = findings;
    var settings = LoadSettings.builder().setCodePointLimit(ManifestFile.MAX_BYTES).build();
    this.events = new Parse(settings).parseString(file.text()).iterator();
  }

  /// The documents up to the first syntax error. Empty documents are left out.
  static List<Node> documents(ManifestFile file, Findings findings) {
    var found = new ArrayList<Node>();
    var reader = new Yaml(file, findings);
    try {
      while (!reader.stopped && reader.events.hasNext()) {
        if (!(reader.events.next() instanceof DocumentStartEvent)) continue;
        reader.anchors.clear();
        var root = reader.node(reader.events.next(), 1).node();
        if (!(root instanceof Scalar scalar && scalar.absent())) found.add(root);
      }
    } catch (YamlEngineException e) {
      reader.syntax(e);
    }
    return reader.holed ? List.of() : List.copyOf(found);
  }

  private Weighed node(Event event, int depth) {
    var origin = origin(event);
    if (event instanceof AliasEvent alias) return alias(alias, origin, depth);
    spend(1, origin);
    checkTag(event, origin);
    if (event instanceof CollectionStartEvent && tooDeep(depth, origin)) return empty(origin);
    var weighed =
        switch (event) {
          case ScalarEvent scalar -> new Weighed(scalar(scalar, origin), 1, 1);
          case MappingStartEvent _ -> mapping(origin, depth);
          default -> sequence(origin, depth);
        };
    ((NodeEvent) event).getAnchor().ifPresent(name -> anchors.put(name.getValue(), weighed));
    return weighed;
  }

  private Weighed alias(AliasEvent alias, Origin origin, int depth) {
    var name = alias.getAlias().getValue();
    var found = Optional.ofNullable(anchors.get(name));
    if (found.isEmpty()) {
      var hint = "an anchor stands before its aliases, in the same document";
      findings.error("yaml", origin, Path.ROOT, "there is no anchor &" + name, hint);
      holed = true;
    }
    return found
        .filter(target -> spend(target.weight(), origin))
        .filter(target -> !tooDeep(depth + target.depth() - 1, origin))
        .orElseGet(() -> empty(origin));
  }

  private static Scalar scalar(ScalarEvent event, Origin origin) {
    boolean plain = event.isPlain() && event.getTag().isEmpty();
    return new Scalar(event.getValue(), plain ? Style.PLAIN : Style.TEXT, List.of(), origin);
  }

  private Weighed sequence(Origin origin, int depth) {
    var items = new ArrayList<Node>();
    long weight = 1;
    int deepest = 0;
    for (var next = events.next(); !(next instanceof SequenceEndEvent); next = events.next()) {
      var item = node(next, depth + 1);
      if (stopped) break;
      items.add(item.node());
      weight += item.weight();
      deepest = Math.max(deepest, item.depth());
    }
    return new Weighed(new Sequence(items, origin), weight, deepest + 1);
  }

  private Weighed mapping(Origin origin, int depth) {
    var entries = new LinkedHashMap<String, Entry>();
    long weight = 1;
    int deepest = 0;
    for (var next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
      var key = node(next, depth + 1).node();
      if (stopped) break;
      var value = node(events.next(), depth + 1);
      if (stopped) break;
      put(entries, key, value.node());
      weight += value.weight() + 1;
      deepest = Math.max(deepest, value.depth());
    }
    return new Weighed(new Mapping(entries, origin), weight, deepest + 1);
  }

  private void put(LinkedHashMap<String, Entry> entries, Node key, Node value) {
    if (!(key instanceof Scalar(var name, _, _, var place))) {
      findings.error("yaml", key.place(), Path.ROOT, "a name must be a plain word", "");
      return;
    }
    var before = entries.putIfAbsent(name, new Entry(place, value));
    if (before == null) return;
    var sentence = "`" + name + "` stands here twice, first in line " + before.key().line();
    findings.error("duplicate-key", place, Path.ROOT, sentence, "keep one of them");
    if (++twice == MAX_TWICE) stop();
  }

  private boolean spend(long nodes, Origin origin) {
    if (stopped) return false;
    spent += nodes;
    if (spent <= MAX_NODES) return true;
    stop();
    var sentence = "with its aliases expanded the file has more than " + MAX_NODES + " nodes";
    findings.error("yaml-size", origin, Path.ROOT, sentence, "split it, or use fewer aliases");
    return false;
  }

  private boolean tooDeep(int depth, Origin origin) {
    if (depth <= MAX_DEPTH) return false;
    stop();
    var sentence = "this is nested deeper than " + MAX_DEPTH + " levels";
    findings.error("yaml-depth", origin, Path.ROOT, sentence, "");
    return true;
  }

  private void stop() {
    stopped = true;
    holed = true;
  }

  private static Weighed empty(Origin origin) {
    return new Weighed(Scalar.plain("", origin), 1, 1);
  }

  private void checkTag(Event event, Origin origin) {
    var tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag().filter(name -> !TEXT_TAGS.contains(name));
          case CollectionStartEvent collection -> collection.getTag();
          default -> Optional.<String>empty();
        };
    tag.ifPresent(name ->
        findings.error(
            "yaml", origin, Path.ROOT, "the tag " + name + " means nothing here", "leave it out"));
  }

  private void syntax(YamlEngineException e) {
    switch (e) {
      case MarkedYamlEngineException marked -> {
        var origin = origin(marked.getProblemMark());
        var words = marked.getProblem() == null ? marked.getContext() : marked.getProblem();
        findings.error("yaml", origin, Path.ROOT, "this is no YAML: " + words, "");
      }
      case ReaderException strange -> {
        var before =
            file.text().substring(0, Math.min(strange.getPosition(), file.text().length()));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        var sentence = String.format("the character U+%04X is not allowed", strange.getCodePoint());
        findings.error("yaml", new Origin(file.path(), line, 1), Path.ROOT, sentence, "");
      }
      default -> {
        var origin = new Origin(file.path(), 1, 1);
        findings.error("yaml", origin, Path.ROOT, "this is no YAML: " + e.getMessage(), "");
      }
    }
  }

  private Origin origin(Event event) {
    return origin(event.getStartMark());
  }

  private Origin origin(Optional<Mark> mark) {
    return mark.map(m -> new Origin(file.path(), m.getLine() + 1, m.getColumn() + 1))
        .orElse(new Origin(file.path(), 1, 1));
  }
}
