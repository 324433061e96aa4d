package dev.berth.reconcile;

import dev.berth.model.Finding;
import dev.berth.model.Finding.Origin;
import dev.berth.model.Json;
import dev.berth.model.Path;
import dev.berth.model.Value;
import java.util.List;
import java.util.SortedMap;

/// What `terraform output -json` wrote. Outputs marked sensitive are refused.
final class TerraformOutputs {
  private final String file;
  private final List<Finding> findings;

  /// @param findings what is wrong is added there
  TerraformOutputs(String file, List<Finding> findings) {
    this.file = file;
    this.findings = findings;
  }

  /// @param wanted parameter name to output name
  void read(String text, SortedMap<String, String> wanted, SortedMap<String, String> values) {
    try {
      if (Json.parse(text) instanceof Value.Fields outputs) {
        wanted.forEach((name, output) -> take(outputs, name, output, values));
        return;
      }
    } catch (IllegalArgumentException e) {
      wrong("this is no JSON: " + e.getMessage(), "write it with: terraform output -json");
      return;
    }
    wrong("this is no JSON object", "write it with: terraform output -json");
  }

  private void take(
      Value.Fields outputs, String name, String output, SortedMap<String, String> values) {
    if (!(outputs.at(output).orElse(null) instanceof Value.Fields entry)) {
      wrong("there is no output " + output + ", which parameter " + name + " takes", "");
      return;
    }
    if (entry.on("sensitive")) {
      wrong(
          "output " + output + " is sensitive, and no secret is taken as a parameter",
          "put it into Secrets Manager and name its ARN");
      return;
    }
    values.put(name, text(entry.at("value").orElse(Value.of(""))));
  }

  void wrong(String sentence, String hint) {
    var origin = new Origin(file, 1, 1);
    findings.add(Finding.error("terraform-outputs", origin, Path.ROOT, sentence, hint));
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
}
