package dev.berth.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// What the page about other people's tests shows is so.
class PipelinesPageTest {
  private static final String IMPORTS =
      """
      import static org.assertj.core.api.Assertions.assertThat;
      import dev.berth.simulator.Simulator;
      import dev.berth.simulator.junit.EcsAccess;
      import dev.berth.simulator.junit.WithEcs;
      import java.time.Duration;
      import org.junit.jupiter.api.Test;
      import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
      import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
      import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
      import software.amazon.awssdk.regions.Region;
      import software.amazon.awssdk.services.ecs.EcsClient;

      """;

  @TempDir private Path folder;

  @Test
  void its_test_compiles_and_passes() throws Exception {
    var source = folder.resolve("DeployerTest.java");
    Files.writeString(source, IMPORTS + found("(?s)```java\\n(.*?)```"));

    var said = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    var files = compiler.getStandardFileManager(null, null, null);
    var options =
        List.of("-d", folder.toString(), "-classpath", System.getProperty("java.class.path"));
    boolean compiled =
        compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source)).call();

    assertThat(compiled).as(said.toString()).isTrue();
    assertThat(run("DeployerTest")).isEqualTo("1 of 1");
  }

  private String run(String name) throws Exception {
    var urls = new URL[] {folder.toUri().toURL()};
    try (var loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      var test = loader.loadClass(name);
      var request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(DiscoverySelectors.selectClass(test))
              .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
              .build();
      var listener = new SummaryGeneratingListener();
      LauncherFactory.create().execute(request, listener);
      var summary = listener.getSummary();
      return summary.getTestsSucceededCount() + " of " + summary.getTestsFoundCount();
    }
  }

  @Test
  void its_table_has_the_members_of_the_annotation_with_their_defaults() throws IOException {
    var members = new TreeMap<String, String>();
    for (var each : WithEcs.class.getDeclaredMethods()) {
      var value = each.getDefaultValue();
      boolean texts = value instanceof String[] || "".equals(value);
      members.put(each.getName(), texts ? "" : ("" + value).replaceAll("\\.0$", ""));
    }
    var rows = new TreeMap<String, String>();
    rows().forEach(cells -> rows.put(cells[1].replace("`", "").strip(), cells[3].strip()));

    assertThat(rows.keySet()).isEqualTo(members.keySet());
    members.forEach((name, value) -> {
      if (!value.isEmpty()) assertThat(rows).containsEntry(name, value);
    });
  }

  private static Stream<String[]> rows() throws IOException {
    return page().lines().filter(line -> line.startsWith("| `")).map(line -> line.split("\\|"));
  }

  private static String found(String regex) throws IOException {
    var matcher = Pattern.compile(regex).matcher(page());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/simulator-in-pipelines.md"));
  }
}
