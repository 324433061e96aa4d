package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.PastDeployment;
import dev.berth.model.Marks;
import dev.berth.model.Path;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import dev.berth.plan.Action.Definition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The calls that one service's verdict takes, in order.
final class ServiceActions {
  private final Wanted want;
  private final LiveService have;
  private final Fields sent;
  private final List<Path> denied;
  private final Desired desired;
  private final ServiceFieldsDiff diff;
  private final Expect unchanged;

  ServiceActions(Wanted want, LiveService have, Desired desired, ServiceFieldsDiff diff) {
    this.want = want;
    this.have = have;
    this.denied = Denials.paths(want, desired);
    this.sent = LeftAlone.in(want, have, denied);
    this.desired = desired;
    this.diff = diff;
    this.unchanged = new Expect.Unchanged(Fingerprint.of(have));
  }

  static List<Action> create(Wanted want, Desired desired, Instant now) {
    var hash = SpecHash.content(want.fields());
    var tags = OwnTags.written(want.key(), desired, SpecHash.settings(want.fields()));
    Images.mark(want).ifPresent(mark -> tags.put(Marks.IMAGES, mark));
    Rotation.mark(want, "").ifPresent(mark -> tags.put(Marks.SECRETS, mark));
    var because = want.key() + " does not exist";
    return List.of(
        register(want, want.fields(), desired, hash, Optional.empty(), because),
        new Action.CreateService(
            want.key(),
            ServiceRequest.create(Scaling.begun(want, desired)),
            tags,
            hash,
            Tokens.of(desired.environment().owner(), want.key(), hash, now),
            because));
  }

  /// Register (or find) the revision, write down the intent, then update.
  ///
  /// @param superseded the newest deployment, where it is not completed: what becomes of it is not
  ///   the fate of this content, which may well have the same revision
  List<Action> rollOut(Optional<String> superseded) {
    var because = Words.because(diff.changing());
    var candidate =
        have.marks().applied().filter(a -> a.hash().equals(diff.hash())).map(a -> a.revision());
    var tags = written();
    Images.mark(want).ifPresent(mark -> tags.put(Marks.IMAGES, mark));
    tags.putAll(Rotation.rolled(want, have));
    superseded.ifPresent(id -> tags.put(Marks.FORGIVEN, id));
    if (superseded.isEmpty()) good().ifPresent(revision -> tags.put(Marks.GOOD, revision));
    return List.of(
        register(want, sent, desired, diff.hash(), candidate, because),
        new Action.MarkApplied(want.key(), diff.hash(), tags, unchanged, because),
        new Action.UpdateService(
            want.key(),
            ServiceRequest.update(sent, diff.paths()),
            Definition.REGISTERED,
            unchanged,
            because));
  }

  /// What runs is what was rolled out last: something to go back to.
  private Optional<String> good() {
    var applied = have.marks().applied().map(Marks.Applied::revision);
    return applied.filter(have.revision()::equals);
  }

  List<Action> inPlace() {
    var alone =
        diff.alone().stream()
            .filter(field -> denied.stream().noneMatch(field.path()::within))
            .toList();
    if (alone.isEmpty()) return List.of();
    var because = Words.because(alone);
    var actions = new ArrayList<Action>();
    var tags = alone.equals(diff.settings()) ? written() : OwnTags.of(want.key(), desired);
    actions.add(new Action.Tag(want.key(), tags, unchanged, because));
    var paths = ServiceFieldsDiff.paths(alone);
    if (!paths.isEmpty()) {
      var request = ServiceRequest.update(sent, paths);
      actions.add(
          new Action.UpdateService(want.key(), request, Definition.UNCHANGED, unchanged, because));
    }
    return List.copyOf(actions);
  }

  List<Action> restart(Marks.Restart mark) {
    var because = "restart: " + mark.why();
    var tags = new TreeMap<String, String>();
    tags.put(Marks.RESTART, mark.toString());
    tags.putAll(Rotation.rolled(want, have));
    tags.put(Marks.APPLIED, new Marks.Applied(diff.hash(), have.revision()).toString());
    return List.of(
        new Action.Tag(want.key(), tags, unchanged, because),
        new Action.UpdateService(
            want.key(), Fields.EMPTY, Definition.SAME_AGAIN, unchanged, because));
  }

  /// Puts back the memory that somebody deleted, or that an older Berth wrote otherwise.
  List<Action> repair() {
    var hash = diff.hash();
    var revision = have.revision();
    boolean applied =
        have.marks()
            .applied()
            .filter(a -> a.hash().equals(hash) && a.revision().equals(revision))
            .isPresent();
    boolean settings = have.marks().settings().filter(diff.settingsHash()::equals).isPresent();
    var tags = new TreeMap<String, String>();
    if (!applied || !settings) {
      tags.put(Marks.APPLIED, new Marks.Applied(hash, revision).toString());
      tags.put(Marks.SETTINGS, diff.settingsHash());
    }
    if (have.marks().secrets().isEmpty()) {
      Rotation.mark(want, "").ifPresent(mark -> tags.put(Marks.SECRETS, mark));
    }
    var actions = new ArrayList<Action>();
    if (!tags.isEmpty()) {
      var because = "what was applied is not written down";
      actions.add(new Action.Tag(want.key(), tags, unchanged, because));
    }
    if (Rotation.left(want, have)) actions.add(untag(Marks.SECRETS, "secrets are not followed"));
    boolean over =
        have.marks().unkept().isPresent() && diff.fields().stream().noneMatch(Unkept::left);
    if (over) actions.add(untag(Marks.UNKEPT, "nothing differs any more"));
    return List.copyOf(actions);
  }

  Action skip(String hash, String reason) {
    var tags = new TreeMap<String, String>();
    tags.put(Marks.SKIP, new Marks.Skip(hash, reason).toString());
    return new Action.Tag(want.key(), tags, unchanged, "the roll-out failed: " + reason);
  }

  Action untag(String tag, String because) {
    return new Action.Untag(want.key(), List.of(tag), unchanged, because);
  }

  Action stop(PastDeployment past) {
    return new Action.StopDeployment(
        want.key(), past.arn(), "past its deadline of " + Durations.text(want.wiring().deadline()));
  }

  Action delete() {
    return new Action.DeleteService(want.key(), unchanged, Words.because(diff.changing()));
  }

  private SortedMap<String, String> written() {
    return OwnTags.written(want.key(), desired, diff.settingsHash());
  }

  private static Action register(
      Wanted want,
      Fields sent,
      Desired desired,
      String hash,
      Optional<String> candidate,
      String because) {
    var tags = OwnTags.of(want.key(), desired);
    tags.put(Marks.HASH, hash);
    var definition = ServiceRequest.definition(sent);
    return new Action.RegisterTaskDefinition(want.key(), definition, tags, candidate, because);
  }
}
