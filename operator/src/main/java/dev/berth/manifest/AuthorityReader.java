package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import dev.berth.model.Authority;
import dev.berth.model.Authority.LeaseTable;
import dev.berth.model.Authority.Role;
import dev.berth.model.Finding.Origin;
import dev.berth.model.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who may write to an Environment, and as whom: `lease` and `assumeRole`.
///
/// The role is needed to ask AWS for parameters, and the lease for when the manifests are broken:
/// so both are read as they were written, before anything is filled in.
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

  Authority read() {
    return new Authority(lease(), role());
  }

  private Optional<LeaseTable> lease() {
    var stated = spec.mapping("lease");
    if (stated.isEmpty()) return Optional.empty();
    var table = needed(stated.get(), LEASE, "table");
    var duration = stated.get().text("duration").filter(word -> !word.isBlank());
    var time = duration.flatMap(Durations::of).orElse(LeaseTable.USUAL);
    boolean fits = time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0;
    if (!fits) {
      var sentence = "`" + duration.orElse("") + "` is no time for a lease";
      var hint = "say 1s to 10m; unstated, it is 15s";
      wrong(stated.get().where("duration"), LEASE.field("duration"), sentence, hint);
    }
    var form = "use 3 to 255 letters, digits, _, - and .";
    boolean named = checked(stated.get(), LEASE, "table", table, TABLE, form);
    boolean owned = owned();
    return table.filter(_ -> fits && named && owned).map(name -> new LeaseTable(name, time));
  }

  /// The owner is the key of the lease.
  private boolean owned() {
    var installation = spec.text("installation").orElse("");
    if (!installation.contains("${")) return true;
    var path = Document.SPEC.field("installation");
    var sentence = "the lease of the environment needs its name before parameters are known";
    wrong(spec.where("installation"), path, sentence, "write it out");
    return false;
  }

  private Optional<Role> role() {
    var stated = spec.mapping("assumeRole");
    if (stated.isEmpty()) return Optional.empty();
    var own = stated.get();
    var arn = needed(own, ROLE, "roleArn");
    var external = own.text("externalId");
    var session = own.text("sessionName");
    boolean good =
        checked(own, ROLE, "roleArn", arn, ARN, "write it as arn:aws:iam::111122223333:role/x")
            & checked(own, ROLE, "externalId", external, EXTERNAL, letters("2 to 1224", ":/"))
            & checked(own, ROLE, "sessionName", session, SESSION, letters("2 to 64", ""));
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
      Mapping stated, Path base, String name, Optional<String> text, Pattern form, String hint) {
    if (text.isEmpty() || form.matcher(text.get()).matches()) return true;
    var given = text.get().contains("${");
    var sentence =
        given
            ? "`" + name + "` is needed before parameters are known, so none can stand here"
            : "AWS takes no such " + name + ": `" + text.get() + "`";
    wrong(stated.where(name), base.field(name), sentence, given ? "write it out" : hint);
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

  private void wrong(Origin origin, Path path, String sentence, String hint) {
    findings.error("wrong-value", origin, path, sentence, hint);
  }
}
