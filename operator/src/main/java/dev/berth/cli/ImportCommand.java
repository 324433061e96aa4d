package dev.berth.cli;

import dev.berth.aws.AwsClients;
import dev.berth.aws.SdkSurveyor;
import dev.berth.manifest.Export;
import dev.berth.manifest.Export.Asked;
import dev.berth.manifest.Export.Exported;
import dev.berth.model.Json;
import dev.berth.model.Survey;
import dev.berth.model.Value;
import dev.berth.model.Wiring.Adoption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    header = "Write a live cluster as a folder of manifests. Nothing is changed in AWS.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  berth import staging --to shop --installation acme-platform --adopt",
      "  berth import --from-task-definition web.json > web.yaml",
      "",
      "Exit codes: 0 written; 2 wrong usage, or a file is there already; 6 AWS refused."
    })
final class ImportCommand implements Callable<Integer> {
  @Mixin private Common common;

  @Parameters(paramLabel = "CLUSTER", arity = "0..1", description = "The cluster, by name.")
  private Optional<String> cluster = Optional.empty();

  @Option(names = "--to", paramLabel = "FOLDER", description = "Where to write the manifests.")
  private Optional<String> folder = Optional.empty();

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Only this service; may be given several times.")
  private List<String> services = new ArrayList<>();

  @Option(
      names = "--installation",
      paramLabel = "NAME",
      description = "Your organisation's name for its Berth. Default: as the services are tagged.")
  private Optional<String> installation = Optional.empty();

  @Option(
      names = "--adopt",
      description = "Say adopt: true in the manifests of what is not ours: apply takes it over.")
  private boolean adopt;

  @Option(
      names = "--not-secret",
      paramLabel = "NAME",
      description = "A variable that looks like a secret and is none; may be given several times.")
  private List<String> cleared = new ArrayList<>();

  @Option(names = "--force", description = "Overwrite files that are there.")
  private boolean force;

  @Option(
      names = "--from-task-definition",
      paramLabel = "FILE",
      description = "Print the Service of one, as aws ecs describe-task-definition prints it.")
  private Optional<String> definition = Optional.empty();

  private final Outside outside;

  ImportCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    common.plainFormat();
    if (definition.isPresent()) return printed(definition.get()).code();
    if (cluster.isEmpty()) throw invalid("name a cluster, or --from-task-definition FILE");
    if (folder.isEmpty()) throw invalid("say where to write the manifests: --to FOLDER");
    var survey = Limit.within(common.timeout(), this::survey);
    var exported = Export.of(survey, asked(survey));
    write(exported);
    new ImportText(outside, common, folder.get()).print(survey, exported);
    return Exit.DONE.code();
  }

  private Survey survey() {
    var settings = Connection.settings(outside, common, Optional.empty());
    try (var clients = new AwsClients(settings)) {
      var surveyor = new SdkSurveyor(clients);
      return Connection.patience(outside, common, settings)
          .call(() -> surveyor.survey(cluster.get(), services));
    }
  }

  /// What the command does not say is taken from the tags of services that are a Berth's already.
  private Asked asked(Survey survey) {
    var owners =
        survey.services().stream()
            .flatMap(service -> service.marks().owner().stream())
            .filter(owner -> owner.indexOf('/') > 0)
            .filter(owner -> common.environment().map(e -> owner.endsWith("/" + e)).orElse(true))
            .filter(owner -> installation.map(i -> owner.startsWith(i + "/")).orElse(true))
            .distinct()
            .toList();
    var tagged = owners.size() == 1 ? Optional.of(owners.getFirst()) : Optional.<String>empty();
    var name =
        common
            .environment()
            .or(() -> tagged.map(owner -> owner.substring(owner.lastIndexOf('/') + 1)))
            .orElse(survey.cluster().name());
    var installed =
        installation
            .or(() -> tagged.map(owner -> owner.substring(0, owner.lastIndexOf('/'))))
            .orElseThrow(() ->
                invalid(
                    "say --installation NAME: your organisation's name for its Berth; it becomes"
                        + " part of every owner tag"));
    return new Asked(name, installed, adopt ? Adoption.KEEPING : Adoption.REFUSED, cleared);
  }

  private void write(Exported exported) {
    var texts = new TreeMap<>(exported.files());
    for (var kind : List.of("Environment", "Service")) {
      texts.put(Export.SCHEMAS + kind.toLowerCase(Locale.ROOT) + ".json", SchemaTexts.of(kind));
    }
    var taken = outside.files().taken(folder.get(), exported.files().keySet());
    if (!taken.isEmpty() && !force) {
      var line = "%s is there already in %s; write to another folder, or say --force";
      throw invalid(line.formatted(String.join(", ", taken), folder.get()));
    }
    outside.files().write(folder.get(), texts);
  }

  private Exit printed(String file) {
    if (cluster.isPresent() || folder.isPresent()) {
      throw invalid("--from-task-definition prints one Service: no CLUSTER, and no --to");
    }
    var exported = Export.ofDefinition(parsed(file), cleared);
    exported.files().values().forEach(outside.out()::print);
    Findings.lines(exported.remarks(), common.palette(outside)).forEach(outside.err()::println);
    return Exit.DONE;
  }

  private Value.Fields parsed(String file) {
    try {
      if (Json.parse(outside.files().plain(file)) instanceof Value.Fields fields) return fields;
    } catch (IllegalArgumentException e) {
      throw invalid(file + " is no JSON: " + e.getMessage());
    }
    throw invalid(file + " is no JSON object");
  }

  private static Problem invalid(String line) {
    return new Problem(Exit.INVALID, List.of(line));
  }
}
