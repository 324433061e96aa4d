package dev.berth.cli;

import dev.berth.model.Finding;
import dev.berth.model.SecretName;
import dev.berth.plan.Palette;
import dev.berth.reconcile.Reference;
import dev.berth.reconcile.Verification;
import dev.berth.reconcile.Verification.Checked;
import dev.berth.reconcile.Verification.State;
import java.util.ArrayList;
import java.util.List;

/// `berth verify` for people: a tree, by resource and its part; below what is wrong, why.
final class VerifyText {
  private static final int WIDTH = 100;
  private static final int KIND = 18;
  private static final String BELOW = " ".repeat(10);

  private final Palette palette;
  private final List<String> lines = new ArrayList<>();
  private String by = "";
  private String part = "";

  private VerifyText(Palette palette) {
    this.palette = palette;
  }

  static String of(Verification verification, int calls, Palette palette) {
    var text = new VerifyText(palette);
    verification.checks().forEach(text::check);
    text.lines.add("");
    text.lines.add(palette.strong(summary(verification, calls)));
    return String.join("\n", text.lines) + "\n";
  }

  private void check(Checked check) {
    var resource = check.by().toString();
    if (!resource.equals(by)) lines.add(palette.strong(resource));
    boolean same = resource.equals(by) && check.part().equals(part);
    boolean home = check.part().equals("environment");
    if (!same && !home) lines.add("  " + check.part());
    by = resource;
    part = check.part();
    var kind = check.reference().kind().words();
    var head = "    %s  %s".formatted(painted(check.state()), ("%-" + KIND + "s").formatted(kind));
    int room = WIDTH - 4 - 4 - 2 - KIND;
    lines.add((head + told(check, room)).stripTrailing());
    check.finding().ifPresent(this::why);
  }

  /// The name, cut in its middle where there is no room, and what was found.
  private String told(Checked check, int room) {
    var name = shown(check.reference());
    var told = check.told().isEmpty() ? "" : "  (" + check.told() + ")";
    int rest = Math.max(20, room - told.length());
    var cut = middle(name, rest);
    return cut + palette.faint(middle(told, room - cut.length()));
  }

  private static String shown(Reference reference) {
    return switch (reference.kind()) {
      case SECRET -> SecretName.of(reference.name()).shown();
      case TARGET_GROUP ->
          reference.name().replaceFirst("^arn:[^/]*:targetgroup/([^/]*)/.*$", "$1");
      case ROLE -> reference.name().replaceFirst("^arn:[^/]*:role/", "");
      case CLUSTER, NAMESPACE, CAPACITY_PROVIDER, SUBNET, SECURITY_GROUP, IMAGE, LOG_GROUP ->
          reference.name();
    };
  }

  private void why(Finding finding) {
    var place = finding.origin().map(origin -> " (" + origin + ")").orElse("");
    Lines.below(BELOW, finding.sentence() + place, WIDTH).forEach(lines::add);
    if (finding.hint().isEmpty()) return;
    Lines.below(BELOW, finding.hint(), WIDTH).forEach(line -> lines.add(palette.faint(line)));
  }

  private String painted(State state) {
    return switch (state) {
      case OK -> palette.good("OK  ");
      case NG -> palette.bad("NG  ");
      case SKIP -> palette.waits("SKIP");
    };
  }

  private static String middle(String text, int room) {
    if (text.length() <= room) return text;
    int head = Math.max(1, (room - 1) / 2);
    int tail = Math.max(1, room - 1 - head);
    return text.substring(0, head) + "…" + text.substring(text.length() - tail);
  }

  private static String summary(Verification verification, int calls) {
    return "environment %s: %d OK, %d NG, %d SKIP; %s"
        .formatted(
            verification.environment(),
            verification.count(State.OK),
            verification.count(State.NG),
            verification.count(State.SKIP),
            Lines.counted(calls, "API call"));
  }
}
