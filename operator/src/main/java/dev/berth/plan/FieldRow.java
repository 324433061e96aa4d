package dev.berth.plan;

import dev.berth.model.Value;
import java.util.List;
import java.util.Optional;

/// What Berth knows of one member of a task definition or a service: a row of a [FieldTable].
///
/// @param path generalised: `containerDefinitions[].environment[].value`
/// @param unstated what ECS puts where nothing is said
/// @param page the page that describes it, of the ECS API reference, or after `autoscaling/` of
///   Application Auto Scaling's
public record FieldRow(
    String path,
    Shape shape,
    Unstated unstated,
    Range range,
    Sameness sameness,
    Clear clear,
    Field.Consequence consequence,
    Start start,
    Read read,
    Holder holder,
    String page) {

  public sealed interface Shape {
    record One(Kind kind) implements Shape {}

    /// Plain values in a list, compared as one leaf.
    record Many(Order order, Kind kind) implements Shape {}

    /// Texts by free names: log options, labels.
    record Names() implements Shape {}

    /// Any JSON, compared whole: ECS hands it on unread.
    record Document() implements Shape {}

    /// Objects in a list, told apart by an identity.
    record Elements(Order order, Identity identity) implements Shape {}

    /// An object that has rules of its own; most have none and no row.
    record Group(Gate gate) implements Shape {}

    /// What ECS adds, or what is no content: not compared.
    record Dropped() implements Shape {}
  }

  /// Without what an object means nothing.
  public sealed interface Gate {
    record Open() implements Gate {}

    /// @param flag a member of the object that must be true
    record Own(String flag) implements Gate {}

    /// @param member a sibling of the object that must have this value
    record Beside(String member, String value) implements Gate {
      boolean open(Value.Fields siblings) {
        return siblings.text(member).filter(value::equals).isPresent();
      }
    }
  }

  public enum Kind {
    TEXT,
    NUMBER,
    FLAG
  }

  public enum Order {
    LIST,
    SET
  }

  public sealed interface Unstated {
    record Nothing() implements Unstated {}

    record Literal(Value value) implements Unstated {}

    /// A value that is put there only where the same object has another member.
    record Beside(Value value, String member) implements Unstated {}

    /// The count of tasks that a roll-out keeps differs where each instance has one.
    record Scheduled(Value replica, Value daemon) implements Unstated {
      Value of(Value.Fields service) {
        return service.text("schedulingStrategy").filter("DAEMON"::equals).isPresent()
            ? daemon
            : replica;
      }
    }

    /// The value of another member of the same object.
    record Sibling(String name) implements Unstated {}

    /// The container's port where the task has a network interface or the host's; 0 elsewhere.
    record HostPort() implements Unstated {}
  }

  /// How UpdateService is told to put a member back: it reads a missing one as unchanged (source:
  /// ECS API reference, UpdateService).
  public enum Clear {
    DEFAULT,
    EMPTY_LIST,
    /// `{enabled: false}`
    OFF,
    /// Not at all: the service is replaced, unless the member is others' as well.
    IMPOSSIBLE
  }

  /// Whether ECS begins the deployment that a new value needs.
  public enum Start {
    BY_ITSELF,
    /// Only with `forceNewDeployment`.
    FORCED
  }

  /// Where the live side shows it.
  public sealed interface Read {
    record Itself() implements Read {}

    /// In the PRIMARY deployment only: the Service shape has no such member.
    record Primary() implements Read {}

    record Named(String name) implements Read {}
  }

  /// Who may decide a member.
  public sealed interface Holder {
    record Manifest() implements Holder {}

    /// Autoscaling, the cluster's default, a person: left alone when unstated.
    ///
    /// @param unless a member that, where it is stated, decides this one as well
    record Others(Optional<String> unless) implements Holder {}
  }

  /// The legal values, as far as the API reference gives them.
  public sealed interface Range {
    record Any() implements Range {}

    record Between(Optional<Integer> low, Optional<Integer> high) implements Range {}

    record OneOf(List<String> words) implements Range {
      public OneOf {
        words = List.copyOf(words);
      }
    }

    record Matching(String pattern) implements Range {}
  }

  private static final String SCALING = "autoscaling/";

  FieldRow at(String elsewhere) {
    return new FieldRow(
        elsewhere, shape, unstated, range, sameness, clear, consequence, start, read, holder, page);
  }

  /// The address of its page.
  public String source() {
    var docs = "https://docs.aws.amazon.com/";
    return page.startsWith(SCALING)
        ? docs
            + SCALING
            + "application/APIReference/API_"
            + page.substring(SCALING.length())
            + ".html"
        : docs + "AmazonECS/latest/APIReference/API_" + page + ".html";
  }

  public boolean dropped() {
    return shape instanceof Shape.Dropped;
  }

  public Optional<Identity> identity() {
    return shape instanceof Shape.Elements(_, var identity)
        ? Optional.of(identity)
        : Optional.empty();
  }

  /// What ECS puts in a REPLICA service, whatever else it says; empty where that depends on more.
  public Optional<Value> literal() {
    return switch (unstated) {
      case Unstated.Literal(var value) -> Optional.of(value);
      case Unstated.Scheduled(var replica, _) -> Optional.of(replica);
      case Unstated.Nothing _, Unstated.Beside _, Unstated.Sibling _, Unstated.HostPort _ ->
          Optional.empty();
    };
  }

  /// What UpdateService is sent where the manifest says nothing.
  ///
  /// @param service the wanted one
  public Optional<Value> cleared(Value.Fields service) {
    return switch (clear) {
      case DEFAULT ->
          unstated instanceof Unstated.Scheduled scheduled
              ? Optional.of(scheduled.of(service))
              : literal();
      case EMPTY_LIST -> Optional.of(Value.items(List.of()));
      case OFF -> Optional.of(Value.Fields.EMPTY.with("enabled", Value.of(false)));
      case IMPOSSIBLE -> Optional.empty();
    };
  }
}
