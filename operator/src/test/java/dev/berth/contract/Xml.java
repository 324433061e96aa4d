package dev.berth.contract;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/// The answers of the Query protocol as JSON: elements called `member` or `item` are a list's.
final class Xml {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

  private Xml() {}

  /// Nothing, if it is not XML.
  static JsonNode read(String text) {
    try {
      var parsers = DocumentBuilderFactory.newInstance();
      parsers.setFeature(NO_DOCTYPE, true);
      var parser = parsers.newDocumentBuilder();
      parser.setErrorHandler(null);
      return node(parser.parse(new InputSource(new StringReader(text))).getDocumentElement());
    } catch (SAXException e) {
      return MissingNode.getInstance();
    } catch (IOException | ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode node(Element element) {
    var children = children(element);
    if (children.isEmpty()) return NODES.stringNode(element.getTextContent().strip());
    if (children.stream().allMatch(each -> each.getTagName().matches("member|item"))) {
      var list = NODES.arrayNode();
      children.forEach(each -> list.add(node(each)));
      return list;
    }
    var object = NODES.objectNode();
    children.forEach(each -> object.set(each.getTagName(), node(each)));
    return object;
  }

  private static List<Element> children(Element element) {
    var children = new ArrayList<Element>();
    for (var each = element.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element child) children.add(child);
    }
    return children;
  }
}
