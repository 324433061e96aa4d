package dev.berth.model;

import java.util.ArrayList;
import java.util.List;

/// Where a value lies in a tree. List elements are named by identity key, never by index:
/// `taskDefinition.containerDefinitions[api].environment[LOG_LEVEL].value`.
public record Path(List<Step> steps) implements Comparable<Path> {
  public static final Path ROOT = new Path(List.of());
  private static final Step EVERY = new Step.Element("*");

  public sealed interface Step {
    String word();

    record Name(String name) implements Step {
      @Override
      public String word() {
        return name;
      }
    }

    record Element(String key) implements Step {
      @Override
      public String word() {
        return key;
      }
    }
  }

  public Path {
    steps = List.copyOf(steps);
  }

  /// Reads what [#toString()] writes.
  ///
  /// @throws IllegalArgumentException when a bracket is not closed or a name is empty
  public static Path of(String text) {
    var steps = new ArrayList<Step>();
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == '[') {
        int end = closing(text, at);
        if (end < 0) throw new IllegalArgumentException("no closing bracket in path " + text);
        steps.add(new Step.Element(text.substring(at + 1, end)));
        at = end + 1;
        if (at < text.length() && text.charAt(at) == '.') at++;
        continue;
      }
      int end = at;
      while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') end++;
      if (end == at) throw new IllegalArgumentException("an empty name in path " + text);
      steps.add(new Step.Name(text.substring(at, end)));
      at = end < text.length() && text.charAt(end) == '.' ? end + 1 : end;
    }
    return new Path(steps);
  }

  /// A key may hold brackets of its own, in pairs: `[memberOf/attribute:zone in [a, b]]`.
  private static int closing(String text, int from) {
    int depth = 0;
    for (int at = from; at < text.length(); at++) {
      if (text.charAt(at) == '[') depth++;
      if (text.charAt(at) == ']' && --depth == 0) return at;
    }
    return -1;
  }

  public Path field(String name) {
    return plus(new Step.Name(name));
  }

  public Path element(String key) {
    return plus(new Step.Element(key));
  }

  public boolean startsWith(Path other) {
    return steps.size() >= other.steps.size()
        && steps.subList(0, other.steps.size()).equals(other.steps);
  }

  /// Whether it is what a pattern names, or below it: `[*]` there stands for every element.
  public boolean within(Path pattern) {
    if (steps.size() < pattern.steps.size()) return false;
    for (int i = 0; i < pattern.steps.size(); i++) {
      var wild = pattern.steps.get(i).equals(EVERY) && steps.get(i) instanceof Step.Element;
      if (!wild && !steps.get(i).equals(pattern.steps.get(i))) return false;
    }
    return true;
  }

  private Path plus(Step step) {
    var longer = new ArrayList<>(steps);
    longer.add(step);
    return new Path(longer);
  }

  /// As the texts compare, without writing what both begin with.
  @Override
  public int compareTo(Path other) {
    int same = 0;
    int shorter = Math.min(steps.size(), other.steps.size());
    while (same < shorter && steps.get(same).equals(other.steps.get(same))) same++;
    if (same == shorter) return Integer.compare(steps.size(), other.steps.size());
    var one = steps.get(same);
    var two = other.steps.get(same);
    boolean alike = one.getClass() == two.getClass();
    boolean apart = !one.word().startsWith(two.word()) && !two.word().startsWith(one.word());
    return alike && apart
        ? one.word().compareTo(two.word())
        : text(same).compareTo(other.text(same));
  }

  @Override
  public String toString() {
    return text(0);
  }

  private String text(int from) {
    var text = new StringBuilder();
    for (int i = from; i < steps.size(); i++) {
      switch (steps.get(i)) {
        case Step.Name(var name) -> text.append(i == 0 ? "" : ".").append(name);
        case Step.Element(var key) -> text.append('[').append(key).append(']');
      }
    }
    return text.toString();
  }
}
