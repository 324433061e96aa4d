package dev.berth.cli;

import java.util.ArrayList;
import java.util.List;

/// Words in lines of a bounded width.
final class Lines {
  private Lines() {}

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
