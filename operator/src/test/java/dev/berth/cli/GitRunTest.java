package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.git.GitSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `berth run` makes of its SOURCE.
class GitRunTest {
  @TempDir private Path folder;

  private Drill.Ran run(String... words) {
    var drill = Drill.empty(folder);
    drill.signal("enough");
    var all = new java.util.ArrayList<>(List.of("run", "--port", "0"));
    all.addAll(List.of(words));
    return drill.run(all);
  }

  @ParameterizedTest
  @CsvSource({
    "https://user:s3cr3t@git.example.com/acme/deploy.git",
    "https://git.example.com/acme/deploy.git?token=s3cr3t",
    "ftp://git.example.com/acme/deploy.git",
  })
  void an_address_that_cannot_be_used_ends_with_2_and_tells_no_secret(String source) {
    var ran = run(source);

    assertThat(ran.code()).as(ran.text()).isEqualTo(2);
    assertThat(ran.err()).startsWith("berth: SOURCE: ").doesNotContain("s3cr3t");
  }

  @Test
  void a_folder_is_read_as_it_is_and_with_a_branch_as_a_repository() throws Exception {
    try (var git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
      Files.createDirectory(folder.resolve("m"));
      Files.writeString(folder.resolve("m/a.yaml"), "kind: Environment\n");
      git.add().addFilepattern(".").call();
      git.commit().setMessage("First").setAuthor("a", "a@example.com").setSign(false).call();
      var outside = Drill.empty(folder).outside(bytes(), bytes());
      var endpoint = Common.endpoint(outside, Optional.empty());
      var time = java.time.Duration.ofMinutes(1);
      var settings =
          new Operating(outside, endpoint, Optional.empty(), time, time, Optional.empty())
              .settings();

      var plain = new Sources(folder.toString(), none(), none(), none()).in(outside, settings);
      var source =
          new Sources(folder.toString(), Optional.of("main"), Optional.of("m"), none())
              .in(outside, settings);

      assertThat(plain).isInstanceOf(DirectorySource.class);
      assertThat(source).isInstanceOf(GitSource.class);
      assertThat(source.fetch().commit().subject()).isEqualTo("First");
    }
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static java.io.ByteArrayOutputStream bytes() {
    return new java.io.ByteArrayOutputStream();
  }
}
