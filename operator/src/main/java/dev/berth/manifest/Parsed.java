package dev.berth.manifest;

import dev.berth.model.Desired;
import dev.berth.model.Finding;
import java.util.List;

/// What the manifests say of one environment, or everything that is wrong with them.
public sealed interface Parsed {
  record Valid(Desired desired, List<Finding> warnings) implements Parsed {
    public Valid {
      warnings = List.copyOf(warnings);
    }
  }

  /// @param findings errors and warnings, in the order of the files
  record Invalid(List<Finding> findings) implements Parsed {
    public Invalid {
      findings = List.copyOf(findings);
    }
  }
}
