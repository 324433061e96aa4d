package dev.berth.model;

import java.util.Optional;
import java.util.regex.Pattern;

/// An image as a container definition names it.
///
/// @param registry the host; empty for Docker Hub
/// @param tag `latest` where neither a tag nor a digest stands there
public record ImageName(
    String text, String registry, String repository, String tag, Optional<String> digest) {
  /// Source: Amazon ECR user guide, "Private registry".
  private static final Pattern ECR =
      Pattern.compile(
          "(\\d{12})\\.dkr[.-]ecr(?:-fips)?\\.([a-z0-9-]+)\\.(?:on\\.aws|amazonaws\\.com(?:\\.cn)?)");

  /// A private registry of Amazon ECR.
  public record Ecr(String account, String region) {}

  public static ImageName of(String text) {
    int at = text.indexOf('@');
    var named = at < 0 ? text : text.substring(0, at);
    var digest = at < 0 ? Optional.<String>empty() : Optional.of(text.substring(at + 1));
    int slash = named.indexOf('/');
    var first = slash < 0 ? "" : named.substring(0, slash);
    boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
    var rest = host ? named.substring(slash + 1) : named;
    int colon = rest.lastIndexOf(':');
    boolean tagged = colon > rest.lastIndexOf('/');
    var repository = tagged ? rest.substring(0, colon) : rest;
    var tag = tagged ? rest.substring(colon + 1) : "latest";
    return new ImageName(text, host ? first : "", repository, tag, digest);
  }

  public Optional<Ecr> ecr() {
    var matcher = ECR.matcher(registry);
    if (!matcher.matches()) return Optional.empty();
    return Optional.of(new Ecr(matcher.group(1), matcher.group(2)));
  }

  /// The same repository's image of that digest, without a tag: ECS takes one of the two (source:
  /// ECS API reference, ContainerDefinition).
  public String pinned(String to) {
    return (registry.isEmpty() ? "" : registry + "/") + repository + "@" + to;
  }
}
