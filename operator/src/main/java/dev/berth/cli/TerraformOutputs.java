package dev.berth.cli;

import dev.berth.model.Json;
import dev.berth.model.Value;
import java.util.List;
import java.util.SortedMap;

/// What `terraform output -json` wrote. Outputs marked sensitive are refused.
final class TerraformOutputs {
  private TerraformOutputs() {}

  /// @param wanted parameter name to output name
  static void read(
      String file,
      Value.Fields outputs,
      SortedMap<String, String> wanted,
      SortedMap<String, String> values) {
    wanted.forEach((name, output) -> {
      if (!(outputs.at(output).orElse(null) instanceof Value.Fields entry)) {
        throw problem(file + " has no output " + output + ", which parameter " + name + " takes");
      }
      if (entry.on("sensitive")) {
        throw problem(
            file
                + ": output "
                + output
                + " is sensitive, and no secret is taken as a"
                + " parameter; put it into Secrets Manager and name its ARN");
      }
      values.put(name, text(entry.at("value").orElse(Value.of(""))));
    });
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Num number -> number.toString();
      case Value.Flag(var on) -> String.valueOf(on);
      case Value.Items items -> Json.compact(items);
      case Value.Fields fields -> Json.compact(fields);
    };
  }

  private static Problem problem(String text) {
    return new Problem(Exit.INVALID, List.of(text));
  }
}
