package dev.berth.contract;

import java.util.TreeMap;

/// Which section of `ecs-semantics.md` a line is in.
final class Sections {
  /// The line of each heading, and its number.
  private static final String TABLE =
      """
      20 1, 22 1.0, 60 1.1, 113 1.2, 150 1.3, 157 1.4, 165 1.5, 221 1.6, 229 1.7, 239 1.8, 244 1.9,
      248 1.10, 252 1.11, 261 1.12, 266 2, 268 2.1, 290 2.2, 305 2.3, 323 2.4, 329 2.5, 345 2.6,
      349 3, 351 3.1, 364 3.2, 383 3.3, 391 3.4, 401 3.5, 405 3.6, 419 3.7, 434 3.8, 438 3.9,
      445 3.10, 469 3.11, 476 4, 478 4.1, 514 4.2, 539 4.3, 543 5, 545 5.1, 569 5.2, 573 5.3,
      578 5.4, 595 6, 624 7, 626 7.1, 648 7.2, 655 7.3, 659 8, 670 9, 672 9.1, 683 9.2, 687 9.3,
      691 9.4, 704 9.5, 710 9.6, 717 9.7, 725 10
      """;

  private static final TreeMap<Integer, String> BY_LINE = read();

  private Sections() {}

  private static TreeMap<Integer, String> read() {
    var read = new TreeMap<Integer, String>();
    for (var each : TABLE.strip().split(",\\s+")) {
      var words = each.split(" ");
      read.put(Integer.parseInt(words[0]), words[1]);
    }
    return read;
  }

  /// @throws IllegalArgumentException for a line before the first section or after the last one
  static String of(int line) {
    var found = BY_LINE.floorEntry(line);
    if (found == null || line > 735) throw new IllegalArgumentException("no section: " + line);
    return found.getValue();
  }
}
