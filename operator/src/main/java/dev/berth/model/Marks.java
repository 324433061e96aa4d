package dev.berth.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What Berth remembers on an ECS resource: its tags, read. ECS is the memory; there is no other.
///
/// @param tags every tag of the resource, Berth's and others'
public record Marks(SortedMap<String, String> tags) {
  /// `<installation>/<environment>`: who may write to this (R-01).
  public static final String OWNER = "berth:owner";

  /// `<kind>/<name>` in that environment.
  public static final String KEY = "berth:key";

  /// `<hash>/<family>:<revision>`: the content of the newest roll-out, an intent at first (R-06).
  public static final String APPLIED = "berth:applied";

  /// `<hash>` of the fields that need no roll-out, as last written; tells drift from a new wish.
  public static final String SETTINGS = "berth:settings";

  /// `<hash>/<reason>`: content that failed and is not tried again by itself (R-11).
  public static final String SKIP = "berth:skip";

  /// `<family>:<revision>`: what ran, and had rolled out to its end, when the newest roll-out
  /// began.
  public static final String GOOD = "berth:good";

  /// `<id of a service deployment>`, or a Job's `<run>.<launch>`: a failure that `berth retry`
  /// forgave (R-12).
  public static final String FORGIVEN = "berth:forgiven";

  /// `<why>@<deployment id to replace>`: a roll-out without a change of content (R-23).
  public static final String RESTART = "berth:restart";

  /// `<hash>` of the images as the manifest wrote them, where their digests are what was rolled
  /// out.
  public static final String IMAGES = "berth:images";

  /// `<hash>@<deployment id to replace> <each>`: the versions of secrets that the deployments after
  /// that one have (R-22, R-23).
  public static final String SECRETS = "berth:secrets";

  /// `<scalable target>/<range>/<hash>`: the target of this service that Berth made, and what was
  /// last written to it; [#INTENDED] before it is made.
  public static final String SCALING = "berth:scaling";

  public static final String INTENDED = "intended";

  /// `<hash>` of differences that were sent more than once, and that ECS does not keep.
  public static final String UNKEPT = "berth:unkept";

  /// `<until>/<reason>`, see [PauseMark]: somebody wants it left as it is (R-26).
  public static final String PAUSE = "berth:pause";

  /// `<time>`: when `berth retry` last let go of what somebody keeps changing back (R-26).
  public static final String RETRIED = "berth:retried";

  /// The git commit of the newest change (R-07).
  public static final String REVISION = "berth:revision";

  /// On a task definition: the content hash that it was registered for.
  public static final String HASH = "berth:hash";

  /// On a Job's revision: `<version>-<hash>` of what makes it run again (R-17).
  public static final String IDENTITY = "berth:identity";

  /// On a Job's revision: the Job's `trigger` as it was last run.
  public static final String TRIGGER = "berth:trigger";

  /// On a Job's revision: `<run>.<launch>@<epoch seconds>`, written before RunTask (R-16).
  public static final String ATTEMPT = "berth:attempt";

  /// On a Job's revision: what became of an attempt, see [Ledger.Outcome].
  public static final String OUTCOME = "berth:outcome";

  /// On a Job's task: `job/<name>`. [#OWNER] is there too.
  public static final String JOB = "berth:job";

  public static final Marks NONE = new Marks(new TreeMap<>());

  /// @param revision `<family>:<revision>`
  public record Applied(String hash, String revision) {
    @Override
    public String toString() {
      return hash + "/" + revision;
    }
  }

  public record Skip(String hash, String reason) {
    private static final String HELD = "held: ";
    private static final String BACK = HELD + "rolled back to ";

    /// By `berth rollback`: nothing failed, and no success lets it go (R-12).
    ///
    /// @param revision `<family>:<revision>` that the service goes back to
    public static Skip back(String hash, String revision) {
      return new Skip(hash, BACK + revision);
    }

    /// The revision that the service goes back to instead.
    public Optional<String> back() {
      return reason.startsWith(BACK)
          ? Optional.of(reason.substring(BACK.length()))
          : Optional.empty();
    }

    /// Fits a tag's value: 256 characters of the set that AWS allows.
    public Skip {
      reason = fitting(reason, 255 - hash.length());
    }

    public boolean held() {
      return reason.startsWith(HELD);
    }

    /// The reason for people.
    public String words() {
      return held() ? reason.substring(HELD.length()) : reason;
    }

    @Override
    public String toString() {
      return hash + "/" + reason;
    }
  }

  /// @param why what asked for it and when, such as `alias:caddy-service:1763700000`
  /// @param deployment `ecs-svc/<digits>`: the PRIMARY that is to be replaced
  public record Restart(String why, String deployment) {
    public static Restart at(Instant now, String why, String deployment) {
      return new Restart(why + ":" + now.getEpochSecond(), deployment);
    }

    /// What asked for it, without the time.
    public String cause() {
      return why.replaceAll(":\\d{1,12}$", "");
    }

    /// Whether something came about after this was asked for.
    public boolean after(Instant then) {
      var asked = why.substring(why.lastIndexOf(':') + 1);
      return asked.matches("\\d{1,12}") && then.getEpochSecond() >= Long.parseLong(asked);
    }

    @Override
    public String toString() {
      return why + "@" + deployment;
    }
  }

  /// Versions of secrets, in short.
  ///
  /// @param deployment `ecs-svc/<digits>` that does not have them yet; empty when all have
  /// @param each a few digits for each secret and version, to tell which moved; may be empty
  public record Versions(String hash, String deployment, String each) {
    private static final int ROOM = 256;

    @Override
    public String toString() {
      var text = hash + "@" + deployment;
      return text.length() + 1 + each.length() > ROOM || each.isEmpty() ? text : text + " " + each;
    }
  }

  /// @param target the id in its ARN, which no other target has
  /// @param range the one that was written; scheduled actions may have moved it since
  /// @param hash of all that scales the service
  public record Scaling(String target, String range, String hash) {
    @Override
    public String toString() {
      return target + "/" + range + "/" + hash;
    }
  }

  public Marks {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  public Optional<String> owner() {
    return text(OWNER);
  }

  public Optional<Applied> applied() {
    return text(APPLIED)
        .filter(text -> text.indexOf('/') > 0)
        .map(text -> new Applied(head(text, '/'), tail(text, '/')));
  }

  public Optional<Skip> skip() {
    return text(SKIP)
        .filter(text -> text.indexOf('/') > 0)
        .map(text -> new Skip(head(text, '/'), tail(text, '/')));
  }

  public Optional<Restart> restart() {
    return text(RESTART)
        .filter(text -> text.indexOf('@') > 0)
        .map(text -> new Restart(head(text, '@'), tail(text, '@')));
  }

  public Optional<Versions> secrets() {
    return text(SECRETS)
        .filter(text -> text.indexOf('@') > 0)
        .map(text -> {
          var rest = tail(text, '@');
          var each = rest.indexOf(' ') < 0 ? "" : tail(rest, ' ');
          return new Versions(head(text, '@'), rest.split(" ", 2)[0], each);
        });
  }

  public Optional<String> images() {
    return text(IMAGES);
  }

  public Optional<Scaling> scaling() {
    return text(SCALING)
        .map(text -> text.split("/", -1))
        .filter(parts -> parts.length == 3)
        .map(parts -> new Scaling(parts[0], parts[1], parts[2]));
  }

  /// Whether Berth scales it, or once meant to.
  public boolean scaled() {
    return text(SCALING).isPresent();
  }

  public Optional<String> settings() {
    return text(SETTINGS);
  }

  public Optional<String> good() {
    return text(GOOD);
  }

  public Optional<String> forgiven() {
    return text(FORGIVEN);
  }

  public Optional<String> unkept() {
    return text(UNKEPT);
  }

  public Optional<PauseMark> pause() {
    return text(PAUSE).map(PauseMark::parse);
  }

  public Optional<Instant> retried() {
    try {
      return text(RETRIED).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  public Optional<String> revision() {
    return text(REVISION);
  }

  /// A text that a tag's value takes: of the characters that AWS allows, and no longer than the
  /// room.
  static String fitting(String text, int room) {
    var plain =
        text.replaceAll("[()\\[\\]\"']", "").replaceAll("[^\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]", " ");
    return plain.length() > room ? plain.substring(0, Math.max(0, room)) : plain;
  }

  private Optional<String> text(String key) {
    return Optional.ofNullable(tags.get(key));
  }

  private static String head(String text, char separator) {
    return text.substring(0, text.indexOf(separator));
  }

  private static String tail(String text, char separator) {
    return text.substring(text.indexOf(separator) + 1);
  }
}
