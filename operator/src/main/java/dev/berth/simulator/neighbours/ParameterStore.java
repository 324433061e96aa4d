package dev.berth.simulator.neighbours;

import static java.util.Comparator.naturalOrder;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.VirtualClock;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Parameters of AWS Systems Manager. What is in a SecureString nobody is told: it comes encrypted,
/// and to decrypt it is refused.
public final class ParameterStore implements Api {
  private static final String SECURE = "SecureString";
  private static final List<String> TYPES = List.of("String", "StringList", SECURE);
  private static final int PAGE = 50;

  private final VirtualClock clock;
  private final SortedMap<String, Parameter> parameters = new TreeMap<>();

  public ParameterStore(VirtualClock clock) {
    this.clock = clock;
  }

  private record Parameter(String name, String type, String value, int version, BigDecimal at) {}

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "PutParameter" -> put(input);
      case "GetParameters" -> values(input, caller);
      case "DescribeParameters" -> describe(input, caller);
      case "DeleteParameter" -> delete(input);
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  /// `{"parameter": NAME, "type": "SecureString", "value": "..."}`.
  void state(ObjectNode stated) {
    var name = Json.text(stated, "parameter", "");
    var input = Json.object().put("Name", name).put("Overwrite", true);
    input.put("Type", Json.text(stated, "type", "String"));
    put(input.put("Value", Json.text(stated, "value", "stated")));
  }

  public ObjectNode dump() {
    var dump = Json.object();
    parameters.forEach(
        (name, p) -> dump.putObject(name).put("type", p.type()).put("version", p.version()));
    return dump;
  }

  private ObjectNode put(ObjectNode input) {
    var name = Json.text(input, "Name", "");
    if (!name.matches("[A-Za-z0-9_./-]{1,2048}")) {
      throw invalid("Parameter name: can't be '" + name + "'");
    }
    var known = parameters.get(name);
    if (known != null && !Json.flag(input, "Overwrite", false)) {
      throw ApiError.of(
          "ParameterAlreadyExists",
          "The parameter already exists. To overwrite this value, set the overwrite option in the"
              + " request to true.");
    }
    var type = Json.text(input, "Type", known == null ? "String" : known.type());
    if (!TYPES.contains(type)) throw invalid("Unsupported parameter type: " + type);
    int version = known == null ? 1 : known.version() + 1;
    var value = Json.text(input, "Value", "");
    if (value.isEmpty()) throw invalid("A parameter needs a value");
    parameters.put(name, new Parameter(name, type, value, version, Json.epoch(clock.now())));
    return Json.object().put("Version", version).put("Tier", "Standard");
  }

  private ObjectNode values(ObjectNode input, Caller caller) {
    boolean decrypt = Json.flag(input, "WithDecryption", false);
    var answer = Json.object();
    var found = answer.putArray("Parameters");
    var invalid = answer.putArray("InvalidParameters");
    for (var asked : Json.texts(input, "Names")) {
      var parameter = parameters.get(asked.replaceFirst("^arn:[^/]*:parameter(?=/)", ""));
      if (parameter == null) {
        invalid.add(asked);
        continue;
      }
      boolean secure = parameter.type().equals(SECURE);
      if (secure && decrypt) throw undecipherable(caller);
      found.add(shown(parameter, caller).put("Value", secure ? "(encrypted)" : parameter.value()));
    }
    return answer;
  }

  private static ApiError undecipherable(Caller caller) {
    return ApiError.of(
        "AccessDeniedException",
        "User: arn:aws:iam::%s:root is not authorized to perform: kms:Decrypt because nobody is"
            .formatted(caller.account()));
  }

  private ObjectNode describe(ObjectNode input, Caller caller) {
    var names = new TreeMap<>(parameters);
    for (var filter : Json.items(input, "ParameterFilters")) narrow(names, filter);
    var all = List.copyOf(names.values());
    var size = Json.integer(input, "MaxResults", PAGE);
    var page =
        Page.of(all, Parameter::name, naturalOrder(), Json.text(input, "NextToken", ""), size);
    var answer = Json.object();
    var list = answer.putArray("Parameters");
    page.items().forEach(parameter -> list.add(shown(parameter, caller)));
    return page.tokenInto(answer, "NextToken");
  }

  private static void narrow(SortedMap<String, Parameter> names, ObjectNode filter) {
    var values = Json.texts(filter, "Values");
    if (!Json.text(filter, "Key", "").equals("Name") || values.size() > PAGE) {
      throw ApiError.of("InvalidFilterKey", "The specified key is not valid.");
    }
    switch (Json.text(filter, "Option", "Equals")) {
      case "Equals" -> names.keySet().retainAll(values);
      case "BeginsWith" ->
          names.keySet().removeIf(name -> values.stream().noneMatch(name::startsWith));
      default ->
          throw ApiError.of("InvalidFilterOption", "The specified filter option is not valid.");
    }
  }

  private ObjectNode delete(ObjectNode input) {
    var name = Json.text(input, "Name", "");
    if (parameters.remove(name) != null) return Json.object();
    throw ApiError.of("ParameterNotFound", "The parameter " + name + " couldn't be found.");
  }

  private static ObjectNode shown(Parameter parameter, Caller caller) {
    var path = parameter.name().startsWith("/") ? parameter.name() : "/" + parameter.name();
    var shown = Json.object().put("Name", parameter.name()).put("Type", parameter.type());
    shown.put("ARN", caller.arn("ssm", "parameter" + path)).put("Version", parameter.version());
    return shown.put("LastModifiedDate", parameter.at());
  }

  private static ApiError invalid(String message) {
    return ApiError.of("ValidationException", message);
  }
}
