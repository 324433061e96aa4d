package dev.berth.http;

import java.util.Collection;
import java.util.stream.Collectors;

/// Markup of this code's own. Whatever is put into it is text and stays text.
record Html(String markup) {
  static final Html NONE = new Html("");

  private static final String PLACE = "%s";

  /// @param template with a `%s` where each part goes
  /// @param parts what is no [Html] is escaped, in attributes as between elements
  static Html of(String template, Object... parts) {
    var out = new StringBuilder();
    int from = 0;
    for (var part : parts) {
      int at = template.indexOf(PLACE, from);
      if (at < 0) throw new IllegalArgumentException("more parts than places: " + template);
      out.append(template, from, at).append(markup(part));
      from = at + PLACE.length();
    }
    if (template.indexOf(PLACE, from) >= 0) {
      throw new IllegalArgumentException("more places than parts: " + template);
    }
    return new Html(out.append(template, from, template.length()).toString());
  }

  static Html all(Collection<Html> several) {
    return new Html(several.stream().map(each -> each.markup()).collect(Collectors.joining()));
  }

  private static String markup(Object part) {
    return part instanceof Html(var own) ? own : escaped(String.valueOf(part));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
