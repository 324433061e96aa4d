package dev.berth.cli;

import java.util.ArrayList;
import java.util.List;

/// Words in lines of a bounded width.
final class Lines {
  private Lines() {}

  /// `1 removal`, `2 removals`.
  static String counted(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  /// A text in lines that start with `head` and go on below its end. A word is never broken.
  static List<String> below(String head, String text, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder(head);
    boolean begun = false;
    for (var word : text.split(" ")) {
      if (begun && line.length() + 1 + word.length() > width) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
        line.append(" ".repeat(head.length()));
        begun = false;
      }
      line.append(begun ? " " : "").append(word);
      begun = true;
    }
    lines.add(line.toString().stripTrailing());
    return List.copyOf(lines);
  }

  /// The words with commas between them, broken after a comma.
  static List<String> wrapped(List<String> words, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      var word = words.get(i) + (i + 1 < words.size() ? "," : "");
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    if (!line.isEmpty()) lines.add(line.toString());
    return List.copyOf(lines);
  }
}
