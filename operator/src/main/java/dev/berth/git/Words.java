package dev.berth.git;

/// What others said, fit for one line on a screen.
final class Words {
  private static final int LONGEST = 200;

  private Words() {}

  static String plain(String text) {
    var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
