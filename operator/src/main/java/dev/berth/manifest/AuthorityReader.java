package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import dev.berth.model.Authority.LeaseTable;
import dev.berth.model.Authority.Role;
import dev.berth.model.Finding.Origin;
import dev.berth.model.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who may write to an Environment, and as whom: `lease` and `assumeRole`.
///
/// The role is needed to ask AWS for parameters, so it can hold none itself.
final class AuthorityReader {
  /// Sources: DynamoDB API reference, CreateTable; STS API reference, AssumeRole.
  private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[!-~]{1,1500}");
  private static final Pattern EXTERNAL = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
  private static final Pattern SESSION = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final int SESSION_LENGTH = 64;

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Path LEASE = Document.SPEC.field("lease");
  private static final Path ROLE = Document.SPEC.field("assumeRole");

  private final String environment;
  private final Mapping spec;
  private final Findings findings;

  /// @param spec of the Environment, over the Defaults'
  AuthorityReader(String environment, Mapping spec, Findings findings) {
    this.environment = environment;
    this.spec = spec;
    this.findings = findings;
  }

  /// Of what is filled in.
  Optional<LeaseTable> lease() {
    var stated = spec.mapping("lease");
    if (stated.isEmpty()) return Optional.empty();
    var table = needed(stated.get(), LEASE, "table");
    if (table.isEmpty()) return Optional.empty();
    if (!pretended(stated.get(), "table") && !TABLE.matcher(table.get()).matches()) {
      var hint = "use 3 to 255 letters, digits, _, - and .";
      var sentence = "`" + table.get() + "` is no name for a table";
      wrong(stated.get().where("table"), LEASE.field("table"), sentence, hint);
    }
    return Optional.of(new LeaseTable(table.get(), duration(stated.get())));
  }

  private Duration duration(Mapping stated) {
    var text = stated.text("duration").filter(word -> !word.isBlank());
    var duration = text.flatMap(Durations::of).orElse(LeaseTable.USUAL);
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      var sentence = "`" + text.orElse("") + "` is no time for a lease";
      var hint = "say 1s to 10m; unstated, it is 15s";
      wrong(stated.where("duration"), LEASE.field("duration"), sentence, hint);
    }
    return duration;
  }

  /// Of the text as it was written, before anything is filled in.
  Optional<Role> role() {
    var stated = spec.mapping("assumeRole");
    if (stated.isEmpty()) return Optional.empty();
    var arn = needed(stated.get(), ROLE, "roleArn");
    var external = stated.get().text("externalId");
    var session = stated.get().text("sessionName");
    boolean good =
        checked(stated.get(), "roleArn", arn, ARN, "write it as arn:aws:iam::111122223333:role/x")
            & checked(stated.get(), "externalId", external, EXTERNAL, letters("2 to 1224", ":/"))
            & checked(stated.get(), "sessionName", session, SESSION, letters("2 to 64", ""));
    if (!good) return Optional.empty();
    return arn.map(known -> new Role(known, external, session.orElse(session(environment))));
  }

  private static String letters(String length, String more) {
    return "use " + length + " letters, digits and _+=,.@-" + more;
  }

  private static String session(String environment) {
    var name = "berth-" + environment.replaceAll("[^\\w+=,.@-]", "-");
    return name.length() <= SESSION_LENGTH ? name : name.substring(0, SESSION_LENGTH);
  }

  private boolean checked(
      Mapping stated, String name, Optional<String> text, Pattern form, String hint) {
    if (text.isEmpty() || form.matcher(text.get()).matches()) return true;
    var given = text.get().contains("${");
    var sentence =
        given
            ? "the role is taken before parameters are known, so none can stand here"
            : "AWS takes no such " + name + ": `" + text.get() + "`";
    wrong(stated.where(name), ROLE.field(name), sentence, given ? "write it out" : hint);
    return false;
  }

  private Optional<String> needed(Mapping stated, Path path, String name) {
    var text = stated.text(name).filter(word -> !word.isBlank());
    if (text.isEmpty()) {
      var sentence = "`" + name + "` is missing";
      findings.error("missing-field", stated.where(name), path.field(name), sentence, "");
    }
    return text;
  }

  private static boolean pretended(Mapping stated, String name) {
    return stated.scalar(name).filter(s -> s.style() == Node.Style.PRETENDED).isPresent();
  }

  private void wrong(Origin origin, Path path, String sentence, String hint) {
    findings.error("wrong-value", origin, path, sentence, hint);
  }
}
