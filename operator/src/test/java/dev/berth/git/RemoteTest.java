package dev.berth.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteTest {
  private static SourceFailure failure(String url, String revision, String folder) {
    return catchThrowableOfType(SourceFailure.class, () -> Remote.of(url, revision, folder));
  }

  @ParameterizedTest
  @CsvSource({
    "https://github.com/acme/deploy.git, WEB",
    "http://127.0.0.1:8080/deploy, WEB",
    "git@github.com:acme/deploy.git, SSH",
    "github.com:acme/deploy.git, SSH",
    "ssh://git@git.example.com:2222/acme/deploy.git, SSH",
    "file:///srv/git/deploy.git, LOCAL",
    "/srv/git/deploy.git, LOCAL",
    "../deploy, LOCAL",
    "deploy.git, LOCAL",
  })
  void an_address_says_the_way(String url, Remote.Way way) {
    var remote = Remote.of(url, "main", "");

    assertThat(remote.way()).isEqualTo(way);
    assertThat(remote.url()).isEqualTo(url);
    assertThat(remote.uri().getUser()).isEqualTo(way == Remote.Way.SSH ? "git" : null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://ann:s3cret@github.com/acme/deploy.git",
        "https://s3cret@github.com/acme/deploy.git",
        "https://github.com/acme/deploy.git?private_token=s3cret",
        "https://github.com/acme/deploy.git#s3cret",
        "ssh://git:s3cret@git.example.com/acme/deploy.git",
        "git:s3cret@git.example.com:acme/deploy.git",
        "ftp://ann:s3cret@example.com/deploy.git",
        "ext::sh -c s3cret",
        "ext::s3cret@host",
      })
  void an_address_with_a_secret_in_it_is_refused_and_not_repeated(String url) {
    var failure = failure(url, "main", "");

    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure.getMessage() + failure.hint()).doesNotContain("s3cret");
    assertThat(failure.hint()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "git://example.com/deploy.git", "https://github.com", "a b"})
  void what_is_no_address_is_refused_with_what_to_write(String url) {
    assertThat(failure(url, "main", "").kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure(url, "main", "").hint()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "clusters/demo, clusters/demo",
    "./clusters/demo/, clusters/demo",
    "., ''",
    "'', ''",
    "./, ''",
  })
  void a_folder_is_named_from_the_root(String written, String folder) {
    assertThat(Remote.of("/srv/deploy.git", "main", written).folder()).isEqualTo(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../deploy", "a/../../b", "/", "/clusters", "a//b", "a/./b"})
  void a_folder_that_climbs_is_refused(String folder) {
    assertThat(failure("/srv/deploy.git", "main", folder).hint())
        .isEqualTo("name it from the repository's root, such as manifests/production");
  }

  @Test
  void a_revision_is_a_name_that_git_allows_or_all_of_an_id() {
    var id = "0123456789abcdef0123456789abcdef01234567";
    assertThat(Revision.of(id)).isEqualTo(new Revision.Exact(id));
    assertThat(Revision.of("")).isEqualTo(new Revision.Newest());
    assertThat(Revision.of("release/2026-03")).isEqualTo(new Revision.Named("release/2026-03"));

    for (var odd : new String[] {"a..b", "-x y", "main~1", "a\u001Bb", "refs/heads/", "@{u}"}) {
      assertThat(failure("/srv/deploy.git", odd, "").kind()).as(odd).isEqualTo(Kind.REFUSED);
      assertThat(failure("/srv/deploy.git", odd, "").getMessage()).doesNotContain("\u001B");
    }
  }
}
