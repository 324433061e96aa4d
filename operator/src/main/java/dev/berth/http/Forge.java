package dev.berth.http;

import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.net.URI;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where a repository is, and how its commits are given a status there.
///
/// @param api the base address of its API
/// @param path of the repository, such as `acme/deploy`
record Forge(Kind kind, String api, String path) {
  enum Kind {
    GITHUB,
    GITLAB
  }

  /// @param source the repository's address
  /// @param stated the API's base address, where it isn't the usual one; one that ends with
  ///   `/api/v4` is GitLab's
  /// @return empty where the address names no host
  static Optional<Forge> of(String source, Optional<String> stated) {
    return RepositoryName.of(source).map(name -> of(name, stated));
  }

  private static Forge of(RepositoryName name, Optional<String> stated) {
    var api = stated.map(base -> base.replaceAll("/+$", "")).orElseGet(() -> usual(name.host()));
    var kind = api.endsWith("/api/v4") ? Kind.GITLAB : Kind.GITHUB;
    return new Forge(kind, api, name.path());
  }

  private static String usual(String host) {
    if (host.equals("github.com")) return "https://api.github.com";
    return "https://" + host + (host.contains("gitlab") ? "/api/v4" : "/api/v3");
  }

  /// @param name of the status, one for each environment
  /// @param link where more is to be seen; empty for nowhere
  Letter letter(
      String token, String commit, State state, String name, String words, Optional<String> link) {
    var body =
        Fields.EMPTY
            .with("state", Value.of(word(state)))
            .with(kind == Kind.GITHUB ? "context" : "name", Value.of(name))
            .with("description", Value.of(words));
    var whole = link.map(to -> body.with("target_url", Value.of(to))).orElse(body);
    return new Letter(StatusScribe.CHANNEL, to(commit), headers(token), Json.compact(whole));
  }

  /// @param text in Markdown
  Letter comment(String channel, String token, String commit, String text) {
    var body = Fields.EMPTY.with(kind == Kind.GITHUB ? "body" : "note", Value.of(text));
    var to =
        switch (kind) {
          case GITHUB -> api + "/repos/" + path + "/commits/" + commit + "/comments";
          case GITLAB -> project() + "/repository/commits/" + commit + "/comments";
        };
    return new Letter(channel, URI.create(to), headers(token), Json.compact(body));
  }

  private String project() {
    return api + "/projects/" + path.replace("/", "%2F");
  }

  enum State {
    PENDING,
    SUCCESS,
    FAILURE
  }

  private String word(State state) {
    return switch (state) {
      case PENDING -> "pending";
      case SUCCESS -> "success";
      case FAILURE -> kind == Kind.GITHUB ? "failure" : "failed";
    };
  }

  private URI to(String commit) {
    return switch (kind) {
      case GITHUB -> URI.create(api + "/repos/" + path + "/statuses/" + commit);
      case GITLAB -> URI.create(project() + "/statuses/" + commit);
    };
  }

  private SortedMap<String, String> headers(String token) {
    var headers = new TreeMap<String, String>();
    headers.put("Content-Type", "application/json");
    switch (kind) {
      case GITHUB -> {
        headers.put("Accept", "application/vnd.github+json");
        headers.put("Authorization", "Bearer " + token);
      }
      case GITLAB -> headers.put("PRIVATE-TOKEN", token);
    }
    return headers;
  }
}
