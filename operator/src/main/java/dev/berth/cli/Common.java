package dev.berth.cli;

import dev.berth.plan.Palette;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that all commands share.
final class Common {
  enum Format {
    text,
    json,
    yaml,
    markdown
  }

  @Option(
      names = {"-e", "--environment"},
      paramLabel = "ENV",
      description = "The environment; not needed where there is only one.")
  private Optional<String> environment = Optional.empty();

  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      description = "Send all AWS calls there (also AWS_ENDPOINT_URL), such as to a simulator.")
  private Optional<String> endpoint = Optional.empty();

  @Option(names = "--region", paramLabel = "REGION", description = "The AWS region.")
  private Optional<String> region = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text, json or yaml; for diff also markdown. Default: ${DEFAULT-VALUE}.",
      defaultValue = "text")
  private Format output = Format.text;

  @Mixin private Looks looks = new Looks();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait at most, such as 90s, 30m or 2h. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1h")
  private String timeout;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no warnings; results and errors only.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "For apply and retry: also tell each call that changes something.")
  private boolean verbose;

  Optional<String> environment() {
    return environment;
  }

  /// The options without which the same command would go to another place.
  List<String> stated() {
    var words = new ArrayList<String>();
    environment.ifPresent(name -> words.addAll(List.of("-e", name)));
    endpoint.ifPresent(url -> words.addAll(List.of("--endpoint-url", url)));
    region.ifPresent(name -> words.addAll(List.of("--region", name)));
    return List.copyOf(words);
  }

  Optional<String> region() {
    return region;
  }

  Format format() {
    return output;
  }

  /// For commands that have nothing to say in Markdown.
  Format plainFormat() {
    if (output != Format.markdown) return output;
    throw new Problem(
        Exit.INVALID, List.of("--output: markdown is for diff; use text, json or yaml"));
  }

  boolean quiet() {
    return quiet;
  }

  boolean verbose() {
    return verbose;
  }

  Optional<URI> endpoint(Outside outside) {
    return endpoint(outside, endpoint);
  }

  static Optional<URI> endpoint(Outside outside, Optional<String> stated) {
    return stated.or(() -> outside.variable("AWS_ENDPOINT_URL")).map(Common::uri);
  }

  Duration timeout() {
    return duration("--timeout", timeout);
  }

  /// @param text such as `90s`, `30m`, `2h`
  static Duration duration(String name, String text) {
    if (!text.matches("0*[1-9]\\d{0,5}[smh]")) {
      var line = name + ": '" + text + "' is no time; write it as 90s, 30m or 2h";
      throw new Problem(Exit.INVALID, List.of(line));
    }
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  Palette palette(Outside outside) {
    return looks.palette(outside);
  }

  private static URI uri(String text) {
    try {
      var uri = new URI(text);
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) return uri;
    } catch (URISyntaxException e) {
      throw new Problem(Exit.INVALID, List.of(noUri(text) + " (" + e.getReason() + ")"));
    }
    throw new Problem(Exit.INVALID, List.of(noUri(text)));
  }

  private static String noUri(String text) {
    return "--endpoint-url: '" + text + "' is no address; write it as http://127.0.0.1:4566";
  }
}
