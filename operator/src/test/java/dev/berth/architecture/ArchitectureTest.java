package dev.berth.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The shape of the compiled classes. Each rule is also shown to catch what is planted for it in
/// the package `bad`, and nothing else there: a rule that cannot fail is no rule.
class ArchitectureTest {
  private static final String OURS = "dev.berth";
  private static final String PLANTED = "dev.berth.architecture.bad";
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(OURS);
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/architecture/bad/"))
          .importPackages(OURS);
  private static final JavaClasses BAD = new ClassFileImporter().importPackages(PLANTED);

  private static final Layers LAYERS = new Layers(OURS);
  private static final Layers BAD_LAYERS = new Layers(PLANTED);
  private static final Habits HABITS = new Habits(OURS);
  private static final Habits BAD_HABITS = new Habits(PLANTED);

  @Test
  void every_package_has_a_row_in_the_table_which_bounds_their_depth() {
    assertThat(offences(MAIN, LAYERS::unknown)).isEmpty();
    assertThat(offenders(BAD_LAYERS::unknown)).containsExactly("model.deep.TooDeep", "shed.Shed");
  }

  @Test
  void a_package_imports_only_what_the_table_allows() {
    assertThat(offences(MAIN, LAYERS::outOfOrder)).isEmpty();
    assertThat(offenders(BAD_LAYERS::outOfOrder))
        .containsExactly(
            "access.CallsJobs",
            "jobs.CallsAccess",
            "jobs.Logs",
            "model.Plans",
            "model.Yields",
            "plan.Mutters",
            "plan.TouchesTheSimulator");
  }

  @Test
  void packages_have_no_cycles() {
    assertThat(cycles(MAIN, OURS)).isEmpty();
    assertThat(cycles(BAD, PLANTED)).hasSize(1).first().asString().contains("Slice access");
  }

  @Test
  void only_the_composition_root_touches_the_simulator() {
    assertThat(offences(MAIN, LAYERS::touchesTheSimulator)).isEmpty();
    assertThat(offenders(BAD_LAYERS::touchesTheSimulator))
        .containsExactly("cli.TouchesTheSimulator", "plan.TouchesTheSimulator");
  }

  @Test
  void pure_packages_touch_no_clock_file_socket_thread_random_number_environment_or_log() {
    assertThat(offences(MAIN, HABITS::impurity)).isEmpty();
    assertThat(offenders(BAD_HABITS::impurity))
        .containsExactly(
            "manifest.Dials",
            "manifest.OpensAFile",
            "plan.Mutters",
            "plan.TellsTheTime",
            "policy.AsksTheEnvironment",
            "policy.RollsDice",
            "session.Shuffles",
            "session.Starts");
  }

  @Test
  void packages_that_must_be_deterministic_use_no_collection_of_unspecified_order() {
    assertThat(offences(MAIN, HABITS::unordered)).isEmpty();
    assertThat(offenders(BAD_HABITS::unordered))
        .containsExactly(
            "plan.CopiesASet",
            "plan.Groups",
            "plan.GroupsAndCounts",
            "plan.MapsByReference",
            "plan.NewsAHashMap",
            "reconcile.CollectsAMap",
            "reconcile.CollectsASet");
  }

  @Test
  void types_are_named_after_things_of_the_trade() {
    assertThat(offences(ALL, HABITS::patternWord)).isEmpty();
    assertThat(offenders(BAD_HABITS::patternWord)).containsExactly("jobs.TaskManager");
  }

  @Test
  void methods_are_not_named_like_a_beans_unless_they_override_one() {
    assertThat(offences(ALL, HABITS::bean)).isEmpty();
    assertThat(offenders(BAD_HABITS::bean)).containsExactly("jobs.Bean");
  }

  @Test
  void no_class_of_ours_extends_another_but_exceptions() {
    assertThat(offences(ALL, HABITS::inheritance)).isEmpty();
    assertThat(offenders(BAD_HABITS::inheritance)).containsExactly("jobs.Heir");
  }

  @Test
  void nobody_sleeps() {
    assertThat(offences(ALL, HABITS::sleep)).isEmpty();
    assertThat(offenders(BAD_HABITS::sleep)).containsExactly("jobs.Sleeps", "jobs.SleepsByUnit");
  }

  @Test
  void only_cli_prints_and_exits() {
    assertThat(offences(MAIN, HABITS::console)).isEmpty();
    assertThat(offenders(BAD_HABITS::console)).containsExactly("jobs.Exits", "jobs.Prints");
  }

  @Test
  void only_telemetry_logs() {
    assertThat(offences(MAIN, HABITS::log)).isEmpty();
    assertThat(offenders(BAD_HABITS::log)).containsExactly("jobs.Logs", "plan.Mutters");
  }

  private static List<String> offences(
      JavaClasses classes, Function<JavaClass, Stream<String>> rule) {
    assertThat(classes).as("no class was read").isNotEmpty();
    return classes.stream().flatMap(rule).sorted().toList();
  }

  private static List<String> offenders(Function<JavaClass, Stream<String>> rule) {
    return BAD.stream()
        .filter(type -> rule.apply(type).findAny().isPresent())
        .map(type -> type.getName().substring(PLANTED.length() + 1))
        .sorted(String.CASE_INSENSITIVE_ORDER)
        .toList();
  }

  private static List<String> cycles(JavaClasses classes, String root) {
    var rule = slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
    return rule.evaluate(classes).getFailureReport().getDetails();
  }
}
