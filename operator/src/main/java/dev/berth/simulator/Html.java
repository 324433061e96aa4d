package dev.berth.simulator;

import java.util.List;

/// HTML whose texts are all escaped: markup comes from here, everything else is text.
final class Html {
  private final StringBuilder out = new StringBuilder();

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /// An element that holds a text.
  ///
  /// @param kind its class; may be empty
  Html leaf(String element, String kind, String text) {
    open(element, kind);
    out.append(escaped(text));
    return close(element);
  }

  Html open(String element, String kind) {
    out.append('<').append(element);
    if (!kind.isEmpty()) out.append(" class=\"").append(escaped(kind)).append('"');
    out.append('>');
    return this;
  }

  Html close(String element) {
    out.append("</").append(element).append(">\n");
    return this;
  }

  Html text(String text) {
    out.append(escaped(text));
    return this;
  }

  /// What is markup already, of this code's own.
  Html markup(String own) {
    out.append(own);
    return this;
  }

  /// A bar that is so many percent long.
  Html bar(int percent) {
    out.append("<div class=\"bar\" style=\"width:").append(percent).append("%\"></div>");
    return this;
  }

  /// The head of a table; a name that begins with `#` is a column of numbers, one with `-` is left
  /// out where the screen is small.
  Html head(List<String> names) {
    open("table", "").open("thead", "").open("tr", "");
    for (var name : names) {
      leaf("th", kind(name), name.replaceAll("^[#-]", ""));
    }
    return close("tr").close("thead").open("tbody", "");
  }

  static String kind(String name) {
    if (name.startsWith("#")) return "n";
    return name.startsWith("-") ? "wide" : "";
  }

  Html end() {
    return close("tbody").close("table");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
