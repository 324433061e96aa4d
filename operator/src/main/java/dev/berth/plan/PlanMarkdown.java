package dev.berth.plan;

import dev.berth.plan.PlanView.Line;
import dev.berth.plan.PlanView.Resource;
import java.util.List;

/// A plan for a pull request: the summary, then by wave what changes, each resource to be opened.
///
/// Names and values go out as HTML entities, so that nothing in them is taken for Markdown.
public final class PlanMarkdown {
  private static final String PLAIN = " -./:,(){}\"'=→…;%?!";

  private final StringBuilder text = new StringBuilder();

  private PlanMarkdown() {}

  public static String of(Plan plan) {
    var view = PlanView.of(plan);
    var markdown = new PlanMarkdown();
    markdown.line("### Berth: " + escaped(plan.desired().environment().name()));
    markdown.line("");
    markdown.line(escaped(view.summary() + view.hash().map(name -> "; plan " + name).orElse("")));
    plan.notes().forEach(note -> markdown.note(note));
    view.waves().forEach(markdown::wave);
    return markdown.text.toString();
  }

  private void note(String note) {
    line("");
    line(escaped(Words.plain(note)));
  }

  private void wave(int number, List<Resource> resources) {
    var shown = resources.stream().filter(Resource::told).toList();
    if (shown.isEmpty()) return;
    line("");
    line("#### Wave " + number);
    shown.forEach(this::resource);
  }

  private void resource(Resource resource) {
    line("");
    var title = title(resource);
    if (resource.fields().isEmpty()) {
      line(title);
      return;
    }
    line("<details><summary>" + title + "</summary>");
    line("");
    line("| field | live | wanted | cause |");
    line("| --- | --- | --- | --- |");
    resource.fields().forEach(this::field);
    line("");
    line("</details>");
  }

  private static String title(Resource resource) {
    var words = new StringBuilder();
    words.append("<code>").append(escaped(resource.key().toString())).append("</code> ");
    words.append(escaped(Words.plain(resource.consequence())));
    var held = escaped(Words.plain(String.join("; ", resource.held())));
    switch (resource.verdict()) {
      case WAITING -> words.append(", <b>waits for</b> ").append(held);
      case BLOCKED -> words.append(", <b>blocked</b>: ").append(held);
      case CREATE, UPDATE, REPLACE, DELETE, RESTART, ADOPT, RUN -> {}
      case ROLLING, RUNNING, UNCHANGED -> {}
    }
    return words.toString();
  }

  private void field(Line line) {
    line(
        "| %s | %s | %s | %s |"
            .formatted(
                code(Words.plain(line.path())),
                line.from().isPresent() ? code(line.fromWords()) : line.unstated(),
                line.to().isPresent() ? code(line.toWords()) : line.unstated(),
                escaped(Words.plain(line.cause()))));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String code(String value) {
    return "<code>" + escaped(value) + "</code>";
  }

  private static String escaped(String value) {
    var escaped = new StringBuilder();
    value
        .codePoints()
        .forEach(c -> {
          if (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0) escaped.appendCodePoint(c);
          else escaped.append("&#").append(c).append(';');
        });
    return escaped.toString();
  }
}
