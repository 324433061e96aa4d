package dev.berth.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.model.Json;
import dev.berth.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What GitHub, GitLab, and who speaks like them (Gitea, Forgejo) tell when somebody pushed.
///
/// A push is a reason to look, and no more: which commit is wanted says the repository alone. So a
/// push that comes twice, late or never does no harm.
public final class PushHook {
  /// GitHub sends no more than this; whoever reads bodies stops here.
  public static final int MAX_BYTES = 25 << 20;

  private static final int LONGEST = 200;
  private static final String GITHUB_SIGNATURE = "X-Hub-Signature-256";
  private static final String GITHUB_EVENT = "X-GitHub-Event";
  private static final String GITLAB_TOKEN = "X-Gitlab-Token";
  private static final String GITLAB_EVENT = "X-Gitlab-Event";

  private static final Pattern REF = Pattern.compile("refs/[^\\p{Cntrl}]{1,500}");
  private static final List<String> ADDRESSES =
      List.of("clone_url", "ssh_url", "html_url", "git_http_url", "git_ssh_url", "web_url");

  private final Signature signature;

  /// What came of a request. HTTP has 202, 200, 401 and 400 for these.
  public sealed interface Verdict {
    /// @param ref what was pushed to, such as `refs/heads/main`
    /// @param repositories the addresses of where it was pushed to
    record Accepted(String ref, List<String> repositories) implements Verdict {
      public Accepted {
        repositories = List.copyOf(repositories);
      }

      /// Whether a repository may be the one that was pushed to, however its address is spelled. A
      /// path on this machine may be anybody's.
      public boolean concerns(String url) {
        var wanted = RepositoryName.of(url);
        if (wanted.isEmpty()) return true;
        return repositories.stream().map(RepositoryName::of).anyMatch(wanted::equals);
      }
    }

    /// Sent by who may, and no reason to look.
    record Ignored(String why) implements Verdict {}

    /// Not sent by who may.
    record Denied(String why) implements Verdict {}

    /// Sent by who may, and not to be understood.
    record Refused(String why) implements Verdict {}
  }

  /// @param secret what GitHub signs with, and what GitLab sends along
  public PushHook(String secret) {
    this.signature = new Signature(secret);
  }

  /// @param headers in any spelling of their names
  /// @param body as it is on the wire
  public Verdict judge(Map<String, String> headers, byte[] body) {
    var named = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    named.putAll(headers);
    var denied = denied(named, body);
    if (denied.isPresent()) return denied.get();
    var event = event(named);
    return switch (event) {
      case "push", "Push Hook", "Tag Push Hook" -> pushed(body);
      case "System Hook" -> system(body);
      case "ping" -> new Verdict.Ignored("a ping: the secret is right");
      default -> new Verdict.Ignored("the event \"" + event + "\": only pushes matter");
    };
  }

  private Optional<Verdict> denied(SortedMap<String, String> headers, byte[] body) {
    var signed = headers.get(GITHUB_SIGNATURE);
    if (signed != null) {
      if (signature.signs(signed.strip(), body)) return Optional.empty();
      return Optional.of(new Verdict.Denied("the signature in " + GITHUB_SIGNATURE + " is wrong"));
    }
    var token = headers.get(GITLAB_TOKEN);
    if (token == null) return Optional.of(new Verdict.Denied(unsigned()));
    if (signature.is(token.strip())) return Optional.empty();
    return Optional.of(new Verdict.Denied("the token in " + GITLAB_TOKEN + " is wrong"));
  }

  private static String unsigned() {
    return "neither %s nor %s is there: give the webhook its secret"
        .formatted(GITHUB_SIGNATURE, GITLAB_TOKEN);
  }

  private static String event(SortedMap<String, String> headers) {
    return Stream.of(GITHUB_EVENT, GITLAB_EVENT)
        .filter(headers::containsKey)
        .findFirst()
        .map(name -> printable(headers.get(name).strip()))
        .orElse("");
  }

  private static Verdict system(byte[] body) {
    return switch (parsed(body)) {
      case Value.Fields fields
          when List.of("push", "tag_push").contains(fields.text("event_name").orElse("")) ->
          pushed(fields);
      case Value _ -> new Verdict.Ignored("a system hook that tells of no push");
    };
  }

  private static Verdict pushed(byte[] body) {
    if (parsed(body) instanceof Value.Fields fields) return pushed(fields);
    var form = new String(body, UTF_8).startsWith("payload=");
    if (!form) return new Verdict.Refused("the body is no JSON object");
    return new Verdict.Refused("the body is a form: set the content type to application/json");
  }

  private static Verdict pushed(Value.Fields body) {
    var ref = body.text("ref").orElse("");
    if (!REF.matcher(ref).matches()) return new Verdict.Refused("the body names no ref");
    return new Verdict.Accepted(ref, addresses(body));
  }

  private static List<String> addresses(Value.Fields body) {
    return Stream.of("repository", "project")
        .map(body::at)
        .flatMap(Optional::stream)
        .flatMap(value -> value instanceof Value.Fields each ? addressed(each) : Stream.empty())
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<String> addressed(Value.Fields repository) {
    return ADDRESSES.stream().map(repository::text).flatMap(Optional::stream);
  }

  /// A text that is no JSON is nobody's push.
  private static Value parsed(byte[] body) {
    try {
      return Json.parse(new String(body, UTF_8));
    } catch (IllegalArgumentException _) {
      return Value.of("");
    }
  }

  private static String printable(String text) {
    var plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
  }
}
