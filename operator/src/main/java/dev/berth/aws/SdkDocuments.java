package dev.berth.aws;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.document.Document;

/// The SDK's open-ended JSON, where AWS takes any (a lifecycle hook's details).
final class SdkDocuments {
  private SdkDocuments() {}

  static Document document(Value value) {
    return switch (value) {
      case Value.Text(var text) -> Document.fromString(text);
      case Value.Flag(var on) -> Document.fromBoolean(on);
      case Value.Num(var number) -> Document.fromNumber(number);
      case Value.Items(var items) ->
          Document.fromList(items.stream().map(SdkDocuments::document).toList());
      case Fields(var map) -> {
        var members = new LinkedHashMap<String, Document>();
        map.forEach((name, item) -> members.put(name, document(item)));
        yield Document.fromMap(members);
      }
    };
  }

  /// A null at the top is empty text: no other value says so little.
  static Value value(Document document) {
    if (document.isString()) return Value.of(document.asString());
    if (document.isBoolean()) return Value.of(document.asBoolean());
    if (document.isNumber()) return new Value.Num(document.asNumber().bigDecimalValue());
    if (document.isList()) return items(document);
    if (document.isMap()) return fields(document);
    return Value.of("");
  }

  private static Value items(Document document) {
    var items = new ArrayList<Value>();
    for (var item : document.asList()) {
      if (!item.isNull()) items.add(value(item));
    }
    return new Value.Items(items);
  }

  private static Value fields(Document document) {
    var fields = new TreeMap<String, Value>();
    document
        .asMap()
        .forEach((name, item) -> {
          if (!item.isNull()) fields.put(name, value(item));
        });
    return new Fields(fields);
  }
}
