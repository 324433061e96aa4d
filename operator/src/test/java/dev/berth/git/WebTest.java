package dev.berth.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The source over HTTP.
class WebTest {
  private static final String LOOK = "GET /acme/deploy.git/info/refs";
  private static final String TOKEN = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

  @TempDir private Path place;

  private Upstream upstream;
  private WebServer server;

  @BeforeEach
  void a_server() throws IOException {
    upstream = Upstream.in(place.resolve("deploy.git"));
    upstream.with("web.yaml", "kind: Service").commit("main", "Start");
    upstream.repository().updateRef("HEAD", true).link("refs/heads/main");
    server = WebServer.of(upstream.repository());
  }

  @AfterEach
  void close() {
    server.close();
    upstream.close();
  }

  private static Credentials token(String token) {
    return new Credentials(
        Optional.empty(), Optional.of(token), Optional.empty(), Optional.empty());
  }

  private GitSource source(Supplier<Credentials> vault) {
    return source(server.url(), vault, Optional.empty());
  }

  private static GitSource source(String url, Supplier<Credentials> vault, Optional<Path> folder) {
    var quick = new Limits(1 << 28, 1 << 26, 1000, Duration.ofSeconds(1), Limits.USUAL.whole());
    var remote = Remote.of(url, "main", "");
    return new GitSource(remote, vault, folder, quick, InstantSource.system());
  }

  private SourceFailure failure(Credentials credentials) {
    return catchThrowableOfType(SourceFailure.class, source(() -> credentials)::fetch);
  }

  @Test
  void a_look_at_an_unchanged_branch_asks_for_one_ref_and_no_object() {
    var source = source(() -> Credentials.NONE);
    var first = source.fetch();
    assertThat(server.asked()).containsExactly(LOOK, "ls-refs", LOOK, "ls-refs", "fetch");

    assertThat(source.fetch()).isSameAs(first);
    assertThat(server.asked()).containsExactly(LOOK, "ls-refs");

    upstream.with("api.yaml", "kind: Service").commit("main", "More");
    assertThat(source.fetch().files()).hasSize(2);
    assertThat(server.asked()).containsExactly(LOOK, "ls-refs", LOOK, "ls-refs", "fetch");
  }

  @Test
  void a_restart_with_what_was_kept_in_a_folder_fetches_nothing() {
    var folder = Optional.of(place.resolve("cache"));
    var first = source(server.url(), () -> Credentials.NONE, folder).fetch();
    server.asked();

    assertThat(source(server.url(), () -> Credentials.NONE, folder).fetch()).isEqualTo(first);
    assertThat(server.asked()).containsExactly(LOOK, "ls-refs");
  }

  @ParameterizedTest
  @EnumSource(names = {"OLD_GIT", "PROGRAM"})
  void other_servers_do_as_well(WebServer.Answer kind) {
    if (kind == WebServer.Answer.PROGRAM) assumeTrue(installed(), "git is not on the PATH");
    server.answers(kind);
    var source = source(() -> Credentials.NONE);

    assertThat(source.fetch().files()).hasSize(1);
    for (int i = 0; i < 5; i++) {
      var id = upstream.with("api.yaml", "a: " + i).commit("main", "Change " + i);
      assertThat(source.fetch().commit().id()).isEqualTo(id);
    }
    var first = upstream.commit("other", "Start anew");
    upstream.move("refs/heads/main", first);
    assertThat(source.fetch().commit().id()).isEqualTo(first);
    assertThat(failureOf("1".repeat(40)).kind()).isEqualTo(Kind.MISSING);
  }

  private SourceFailure failureOf(String revision) {
    var remote = Remote.of(server.url(), revision, "");
    Supplier<Credentials> nobody = () -> Credentials.NONE;
    var source =
        new GitSource(remote, nobody, Optional.empty(), Limits.USUAL, InstantSource.system());
    return catchThrowableOfType(SourceFailure.class, source::fetch);
  }

  private static boolean installed() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "git")));
  }

  @Test
  void the_right_token_is_sent_at_once() {
    server.wants(TOKEN);

    assertThat(source(() -> token(TOKEN)).fetch().files()).hasSize(1);
    assertThat(server.asked()).containsExactly(LOOK, "ls-refs", LOOK, "ls-refs", "fetch");
  }

  @Test
  void a_wrong_token_and_none_are_denied_and_never_shown() {
    server.wants(TOKEN);
    var wrong = failure(token("ghp_wrong"));
    var none = failure(Credentials.NONE);

    assertThat(wrong)
        .hasMessage(server.url() + " refused the token with 401")
        .hasNoCause()
        .extracting(SourceFailure::kind, SourceFailure::hint)
        .containsExactly(Kind.DENIED, "is it expired, and may it read this repository?");
    assertThat(none)
        .hasMessage(server.url() + " wants credentials, and there is no token")
        .extracting(SourceFailure::kind, SourceFailure::hint)
        .containsExactly(Kind.DENIED, "give one in BERTH_GIT_TOKEN");
    assertThat(token(TOKEN).toString()).doesNotContain(TOKEN);
  }

  @Test
  void a_token_that_was_renewed_is_asked_for_when_the_old_one_is_denied() {
    var asked = new AtomicInteger();
    var source =
        source(() -> {
          asked.incrementAndGet();
          return token(asked.get() < 2 ? "old" : TOKEN);
        });
    server.wants("old");
    source.fetch();
    source.fetch();
    assertThat(asked).hasValue(1);

    server.wants(TOKEN);
    upstream.with("api.yaml", "kind: Service").commit("main", "More");

    assertThat(source.fetch().files()).hasSize(2);
    assertThat(asked).hasValue(2);
  }

  @Test
  void a_token_goes_to_no_other_host_and_the_redirect_is_told() throws IOException {
    try (var other = WebServer.of(upstream.repository())) {
      server.sendsTo(other.root());

      assertThat(failure(token(TOKEN)))
          .hasMessage(server.url() + " sends to " + other.root())
          .extracting(SourceFailure::kind, SourceFailure::hint)
          .containsExactly(Kind.REFUSED, "give the address of the repository as it is now");
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void a_redirect_on_the_same_host_is_followed() {
    server.sendsTo(server.root() + "/moved");

    assertThat(failure(Credentials.NONE).getMessage()).doesNotContain(" sends to ");
  }

  @Test
  void what_is_no_repository_is_told_from_what_is_no_git_server() {
    var elsewhere = source(server.root() + "/acme/none.git", () -> token(TOKEN), Optional.empty());
    var missing = catchThrowableOfType(SourceFailure.class, elsewhere::fetch);
    assertThat(missing.kind()).isEqualTo(Kind.MISSING);
    assertThat(missing.getMessage())
        .isEqualTo(
            "there is no repository at "
                + server.root()
                + "/acme/none.git, or none for these"
                + " credentials");

    server.answers(WebServer.Answer.PAGE);
    assertThat(failure(Credentials.NONE).kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure(Credentials.NONE))
        .hasMessage(server.url() + " answers, but not as a git server");

    server.answers(WebServer.Answer.ERROR);
    assertThat(failure(Credentials.NONE))
        .hasMessage(server.url() + " answered 503")
        .extracting(SourceFailure::kind)
        .isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void an_answer_that_ends_early_is_no_tree_and_harms_nothing() {
    var source = source(() -> Credentials.NONE);
    var first = source.fetch();
    upstream.with("api.yaml", "kind: Service").commit("main", "More");
    server.answers(WebServer.Answer.CUT);

    var failure = catchThrowableOfType(SourceFailure.class, source::fetch);
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);

    server.answers(WebServer.Answer.GIT);
    assertThat(source.fetch().files()).hasSize(first.files().size() + 1);
  }

  @Test
  void a_host_that_does_not_answer_is_unreachable() throws IOException {
    var url = server.url();
    server.close();
    assertThat(unreachable(url)).isEqualTo("cannot reach " + url + ": nothing listens there");
    assertThat(unreachable("https://git.invalid/acme/deploy.git"))
        .isEqualTo(
            "cannot reach https://git.invalid/acme/deploy.git: there is no host of that name");

    try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var silent = "http://127.0.0.1:" + mute.getLocalPort() + "/acme/deploy.git";
      assertThat(unreachable(silent))
          .isEqualTo("cannot reach " + silent + ": it did not answer in time");
    }
  }

  private static String unreachable(String url) {
    var source = source(url, () -> Credentials.NONE, Optional.empty());
    var failure = catchThrowableOfType(SourceFailure.class, source::fetch);
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    return failure.getMessage();
  }

  @Test
  void a_token_is_not_sent_in_the_clear() {
    var url = "http://git.example.com/acme/deploy.git";
    var source = source(url, () -> token(TOKEN), Optional.empty());

    assertThat(catchThrowableOfType(SourceFailure.class, source::fetch))
        .hasMessage(url + " would send the token in the clear")
        .extracting(SourceFailure::kind)
        .isEqualTo(Kind.REFUSED);
  }

  @Test
  void variables_say_what_to_come_with() throws IOException {
    var file = Files.writeString(place.resolve("hosts"), "git.example.com ssh-ed25519 AAAA");
    var variables =
        List.of(
            List.of(Credentials.TOKEN, TOKEN + "\n"),
            List.of(Credentials.SSH_KEY, "-----BEGIN OPENSSH PRIVATE KEY-----"),
            List.of(Credentials.KNOWN_HOSTS, file.toString()));

    var read =
        Credentials.of(name ->
            variables.stream()
                .filter(v -> v.getFirst().equals(name))
                .map(List::getLast)
                .findFirst());

    assertThat(read.userOrUsual()).isEqualTo("x-access-token");
    assertThat(read.token()).hasValue(TOKEN);
    assertThat(read.key()).hasValue("-----BEGIN OPENSSH PRIVATE KEY-----");
    assertThat(read.knownHosts()).hasValue("git.example.com ssh-ed25519 AAAA");
    assertThat(
            catchThrowableOfType(
                SourceFailure.class, () -> Credentials.of(_ -> Optional.of("/nowhere/key"))))
        .hasMessage(
            "what BERTH_GIT_SSH_KEY says is neither the text itself nor a file that can be read");
  }
}
