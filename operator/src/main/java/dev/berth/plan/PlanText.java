package dev.berth.plan;

import dev.berth.plan.PlanView.Line;
import dev.berth.plan.PlanView.Resource;
import dev.berth.plan.PlanView.Verdict;
import java.util.ArrayList;
import java.util.List;

/// A plan for a terminal of 100 columns: by wave, one line a resource, then its fields. What is
/// unchanged is only counted, unless something in it is left as it is.
public final class PlanText {
  private static final int WIDTH = 100;

  /// With less room than that beside its name, what becomes of a thing has a line of its own.
  private static final int SCANT = 20;

  private static final String INDENT = "      ";
  private static final String ARROW = " → ";

  private final Palette palette;
  private final List<String> lines = new ArrayList<>();

  private PlanText(Palette palette) {
    this.palette = palette;
  }

  public static String of(Plan plan, Palette palette) {
    var view = PlanView.of(plan);
    var text = new PlanText(palette);
    view.waves().forEach(text::wave);
    text.lines.add(palette.strong(view.summary()));
    view.hash().ifPresent(name -> text.lines.add(palette.faint("plan " + name)));
    plan.notes().forEach(note -> text.lines.addAll(wrapped(note, WIDTH)));
    return String.join("\n", text.lines) + "\n";
  }

  /// One change with its fields, as a plan shows it.
  public static String of(Change change, Plan plan, Palette palette) {
    var text = new PlanText(palette);
    text.resource(PlanView.resource(change, plan));
    return String.join("\n", text.lines) + "\n";
  }

  private void wave(int number, List<Resource> resources) {
    var shown = resources.stream().filter(Resource::told).toList();
    if (shown.isEmpty()) return;
    lines.add(palette.strong("wave " + number));
    shown.forEach(this::resource);
    lines.add("");
  }

  private void resource(Resource resource) {
    var head = "  " + resource.then().sign() + " " + resource.key();
    var words = "  " + resource.consequence();
    var held = held(resource);
    if (head.length() + words.length() + held.length() + 2 <= WIDTH) {
      lines.add(palette.strong(head) + painted(resource.then(), words) + waits(resource, held));
    } else {
      var room = WIDTH - head.length();
      if (room >= words.length() || room >= SCANT) {
        lines.add(palette.strong(head) + painted(resource.then(), middle(words, room)));
      } else {
        lines.add(palette.strong(middle(head, WIDTH)));
        var below = middle(words.strip(), WIDTH - INDENT.length());
        lines.add(INDENT + painted(resource.then(), below));
      }
      if (!held.isEmpty())
        wrapped(held, WIDTH - INDENT.length())
            .forEach(line -> lines.add(INDENT + hold(resource, line)));
    }
    resource.fields().forEach(this::field);
  }

  private static String held(Resource resource) {
    var all = String.join("; ", resource.held());
    return switch (resource.verdict()) {
      case WAITING -> "waits for " + all;
      case BLOCKED -> "blocked: " + Words.plain(all);
      case CREATE, UPDATE, REPLACE, DELETE, RESTART, ADOPT, RUN -> "";
      case ROLLING, RUNNING, UNCHANGED -> "";
    };
  }

  private String waits(Resource resource, String held) {
    return held.isEmpty() ? "" : ", " + hold(resource, held);
  }

  private String hold(Resource resource, String text) {
    return resource.verdict() == Verdict.BLOCKED ? palette.bad(text) : palette.waits(text);
  }

  private String painted(Verdict verdict, String text) {
    return switch (verdict) {
      case CREATE, RUN -> palette.good(text);
      case REPLACE, DELETE -> palette.bad(text);
      case UPDATE, RESTART, ADOPT -> palette.changes(text);
      case WAITING, BLOCKED, ROLLING, RUNNING, UNCHANGED -> palette.waits(text);
    };
  }

  private void field(Line line) {
    var cause = "  (" + Words.plain(line.cause()) + ")";
    var from = line.fromWords();
    var to = line.toWords();
    var path = Words.plain(line.path()) + ": ";
    int all = INDENT.length() + path.length() + from.length() + ARROW.length() + to.length();
    if (all + cause.length() <= WIDTH) {
      lines.add(INDENT + path + from + ARROW + to + palette.faint(cause));
      return;
    }
    int room = WIDTH - INDENT.length();
    var cut = both(from, to, room - 2 - ARROW.length());
    var head = middle(path.stripTrailing(), room);
    var values = "  " + cut.getFirst() + ARROW + cut.getLast();
    boolean above = head.length() + cause.length() <= room;
    boolean beside = !above && values.length() + cause.length() <= room;
    lines.add(INDENT + head + (above ? palette.faint(cause) : ""));
    lines.add(INDENT + values + (beside ? palette.faint(cause) : ""));
    if (!above && !beside) lines.add(INDENT + palette.faint(middle(cause, room)));
  }

  /// Both within the room, with what differs in sight; a short one leaves its share to the other.
  public static List<String> both(String from, String to, int room) {
    int left = Math.min(from.length(), Math.max(room / 2, room - to.length()));
    int before = shared(from, to);
    int after =
        shared(
            new StringBuilder(from.substring(before)).reverse(),
            new StringBuilder(to.substring(before)).reverse());
    return List.of(around(from, before, after, left), around(to, before, after, room - left));
  }

  private static int shared(CharSequence one, CharSequence other) {
    int most = Math.min(one.length(), other.length());
    int at = 0;
    while (at < most && one.charAt(at) == other.charAt(at)) at++;
    return at;
  }

  /// What lies between a shared beginning and a shared end, with as much of both as there is room.
  private static String around(String text, int before, int after, int room) {
    if (text.length() <= room) return text;
    int start = before;
    int end = text.length() - after;
    int spare = room - 2 - (end - start);
    if (spare < 0 || before == 0 || after == 0) return middle(text, room);
    start = Math.max(0, start - spare / 2);
    end = Math.min(text.length(), start + room - 2);
    start = Math.max(0, end - room + 2);
    return (start > 0 ? "…" : "") + text.substring(start, end) + (end < text.length() ? "…" : "");
  }

  /// The beginning and the end of a text that is too long: ARNs and images differ at the end.
  static String middle(String text, int room) {
    if (text.length() <= room) return text;
    int head = (room - 1) / 2;
    int tail = room - 1 - head;
    return text.substring(0, head) + "…" + text.substring(text.length() - tail);
  }

  private static List<String> wrapped(String text, int room) {
    var wrapped = new ArrayList<String>();
    var line = new StringBuilder();
    for (var word : text.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
        wrapped.add(line.toString());
        line.setLength(0);
        line.append("  ");
      } else if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(middle(word, room - 2));
    }
    wrapped.add(line.toString());
    return wrapped;
  }
}
