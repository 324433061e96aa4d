package dev.berth.manifest;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The schema of one kind, as it lies on the class path: the same file that editors read.
record Schemas(Shape shape, Schema schema) {
  private static final String PARAMETER = "#/$defs/parameter";

  private static final Schemas SERVICE = load(Kind.SERVICE);
  private static final Schemas JOB = load(Kind.JOB);
  private static final Schemas ENVIRONMENT = load(Kind.ENVIRONMENT);
  private static final Schemas DEFAULTS = load(Kind.DEFAULTS);

  static Schemas of(Kind kind) {
    return switch (kind) {
      case SERVICE -> SERVICE;
      case JOB -> JOB;
      case ENVIRONMENT -> ENVIRONMENT;
      case DEFAULTS -> DEFAULTS;
    };
  }

  private static Schemas load(Kind kind) {
    var name = "/schema/" + kind.word().toLowerCase(Locale.ROOT) + ".json";
    try (var in = Schemas.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException(name + " is not on the class path");
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      var tree = JsonMapper.builder().build().readTree(text);
      dropReferences(tree);
      var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
      return new Schemas(Shape.of(tree), registry.getSchema(tree));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Editors see `${name}` in any place; here parameters are filled in already, and a text must not
  /// pass for a number because it might have been one.
  private static void dropReferences(JsonNode schema) {
    for (var inner : schema) dropReferences(inner);
    if (!(schema instanceof ObjectNode object)) return;
    if (!(object.path("anyOf") instanceof ArrayNode options)) return;
    options.removeIf(option -> option.path("$ref").asString("").equals(PARAMETER));
    if (options.size() != 1) return;
    object.remove("anyOf");
    object.setAll((ObjectNode) options.get(0));
  }
}
