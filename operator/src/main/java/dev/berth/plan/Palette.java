package dev.berth.plan;

/// How words are coloured: not at all, or by what they say.
public enum Palette {
  PLAIN,
  COLOURED;

  public String good(String text) {
    return coloured("32", text);
  }

  public String bad(String text) {
    return coloured("31", text);
  }

  public String waits(String text) {
    return coloured("33", text);
  }

  public String changes(String text) {
    return coloured("36", text);
  }

  public String faint(String text) {
    return coloured("2", text);
  }

  public String strong(String text) {
    return coloured("1", text);
  }

  private String coloured(String code, String text) {
    return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
