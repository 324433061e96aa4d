package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Finding.Origin;
import dev.berth.model.Path;
import java.util.regex.Pattern;

/// What AWS would refuse of an environment: names and tags.
final class EnvironmentChecks {
  /// Source: ECS API reference, Tag.
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

  /// Berth's own tags on one service (R-25); AWS takes 50 in all.
  private static final int OURS = 8;

  private static final int MAX_TAGS = 50;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;
  private static final Path TAGS = Document.SPEC.field("tags");

  private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+(\\.[0-9]+)?([-+].*)?");

  private final Environment environment;
  private final EnvironmentSpec model;
  private final Findings findings;

  EnvironmentChecks(Environment environment, EnvironmentSpec model, Findings findings) {
    this.environment = environment;
    this.model = model;
    this.findings = findings;
  }

  void run() {
    var path = Document.SPEC.field("cluster").field("name");
    if (!NameChecks.NAME.matcher(model.cluster().name()).matches() && !unknown("cluster")) {
      var sentence = "`" + model.cluster().name() + "` is no name for a cluster";
      findings.error("name", origin("cluster"), path, sentence, NameChecks.form());
    }
    if (model.owner().length() > MAX_VALUE) {
      var sentence = "`" + model.owner() + "` is too long for a tag";
      var at = Document.SPEC.field("installation");
      findings.error("name", origin("installation"), at, sentence, "shorten one of the names");
    }
    model
        .minimumVersion()
        .filter(version -> !VERSION.matcher(version).matches())
        .ifPresent(version -> {
          var at = Document.SPEC.field("minimumVersion");
          var sentence = "`" + version + "` is no version";
          findings.error(
              "wrong-value", origin("minimumVersion"), at, sentence, "write it as 0.1.0");
        });
    tags();
    folder();
  }

  private void tags() {
    if (model.tags().size() > MAX_TAGS - OURS) {
      var sentence = model.tags().size() + " tags and Berth's " + OURS + " are more than AWS's 50";
      findings.error("tags", origin("tags"), TAGS, sentence, "state at most " + (MAX_TAGS - OURS));
    }
    model.tags().forEach(this::tag);
  }

  private void tag(String key, String value) {
    var origin = environment.spec().mapping("tags").map(m -> m.where(key)).orElse(origin("tags"));
    var path = TAGS.field(key);
    if (key.toLowerCase(java.util.Locale.ROOT).startsWith("aws:") || key.startsWith("berth:")) {
      var sentence = "tags that begin with aws: are AWS's, and with berth: Berth's";
      findings.error("tags", origin, path, sentence, "choose another key");
    }
    if (key.isEmpty() || key.length() > MAX_KEY || !TAG.matcher(key).matches()) {
      findings.error("tags", origin, path, "AWS refuses this key of a tag", allowed(MAX_KEY));
    }
    if (value.length() > MAX_VALUE || !TAG.matcher(value).matches()) {
      findings.error("tags", origin, path, "AWS refuses this value of a tag", allowed(MAX_VALUE));
    }
  }

  private static String allowed(int length) {
    return "use up to " + length + " letters, digits, spaces and _ . : / = + - @";
  }

  /// `-e prod` must lead to the file that a person would open.
  private void folder() {
    var file = environment.document().place().file();
    if (!file.matches("(.*/)?environments/[^/]*")) return;
    var base = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.ya?ml$", "");
    if (base.equals(model.name())) return;
    var path = Path.ROOT.field("metadata").field("name");
    var sentence = "the Environment " + model.name() + " lies in a file of another name";
    var hint = "rename one of them";
    findings.error("environment-file", environment.document().named(), path, sentence, hint);
  }

  private boolean unknown(String field) {
    return environment
        .spec()
        .mapping(field)
        .flatMap(mapping -> mapping.scalar("name"))
        .filter(name -> name.style() == Node.Style.PRETENDED)
        .isPresent();
  }

  private Origin origin(String field) {
    Mapping spec = environment.spec();
    return spec.where(field);
  }
}
