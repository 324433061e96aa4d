package dev.berth.simulator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A tree of JSON as XML: a member is an element, and so is each element of a list.
final class Xml {
  private final String element;
  private final StringBuilder text = new StringBuilder();

  /// @param element what an element of a list is called: `member` or `item`
  private Xml(String element) {
    this.element = element;
  }

  /// @param namespace may be empty
  static String write(String root, String namespace, String element, ObjectNode content) {
    var xml = new Xml(element);
    var attribute = namespace.isEmpty() ? "" : " xmlns=\"" + namespace + "\"";
    xml.text.append('<').append(root).append(attribute).append('>');
    xml.content(content);
    xml.text.append("</").append(root).append(">\n");
    return xml.text.toString();
  }

  private void content(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(each -> tagged(each.getKey(), each.getValue()));
    } else if (node instanceof ArrayNode list) {
      list.forEach(each -> tagged(element, each));
    } else {
      text.append(escaped(node.asString()));
    }
  }

  private void tagged(String name, JsonNode node) {
    if (node.isNull()) return;
    text.append('<').append(name).append('>');
    content(node);
    text.append("</").append(name).append('>');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("[\\p{Cntrl}&&[^\\n\\r\\t]]", " ");
  }
}
