package dev.berth.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.berth.controller.Operator;
import dev.berth.http.Post;
import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.Checkout;
import dev.berth.reconcile.Commit;
import dev.berth.reconcile.Listener;
import dev.berth.reconcile.ManifestSource;
import dev.berth.telemetry.Meters;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a commit changes is put beside it on the forge, once.
class CommitDiffTest {
  private static final Duration LONG = Duration.ofMinutes(30);

  @TempDir private Path folder;
  private final WireMockServer forge = new WireMockServer(options().dynamicPort());
  private final LinkedBlockingQueue<LoggedRequest> comments = new LinkedBlockingQueue<>();
  private Drill drill;

  @BeforeEach
  void listen() {
    forge.start();
    forge.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(201)));
    forge.addMockServiceRequestListener((request, _) -> {
      if (request.getUrl().endsWith("/comments")) comments.add(LoggedRequest.createFrom(request));
    });
    drill = Drill.tracecat(folder);
  }

  @AfterEach
  void end() {
    forge.stop();
  }

  /// The folder, with names of commits as git makes them.
  private record Named(ManifestSource folder) implements ManifestSource {
    @Override
    public Checkout fetch() {
      var found = folder.fetch();
      var commit = new Commit(name(found.commit().id()), "A subject", Optional.empty());
      return new Checkout(commit, found.files(), found.others());
    }

    @Override
    public Checkout at(String commit) {
      return fetch();
    }

    private static String name(String id) {
      try {
        var digest = MessageDigest.getInstance("SHA-1").digest(id.getBytes(UTF_8));
        return HexFormat.of().formatHex(digest);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Post post(String source, String api) {
    var base = Optional.of(forge.baseUrl() + api);
    var terms =
        new Post.Terms(
            Optional.empty(),
            Optional.empty(),
            Optional.of("t0ken"),
            source,
            base,
            Optional.empty(),
            true);
    return new Post(terms, new Meters("1", drill.simulator()::now), _ -> {});
  }

  private Operator operator(Post post) {
    var hearing = new Hearing(_ -> post.listener(), Listener.silent());
    return Pilot.of(drill, hearing, new Named(Pilot.folder(drill)), "demo");
  }

  private LoggedRequest next() throws InterruptedException {
    var comment = comments.poll(20, TimeUnit.SECONDS);
    assertThat(comment).as("nothing came").isNotNull();
    return comment;
  }

  @ParameterizedTest
  @CsvSource({
    "git@github.com:acme/deploy.git, '', /repos/acme/deploy/commits/, body",
    "https://gitlab.example.com/acme/deploy.git, /api/v4,"
        + " /api/v4/projects/acme%2Fdeploy/repository/commits/, note"
  })
  void each_commit_gets_a_comment_but_the_one_that_was_there_at_the_start(
      String source, String api, String address, String member) throws Exception {
    try (var post = post(source, api);
        var operator = operator(post)) {
      Pilot.run(operator, drill, LONG);
      drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
      Pilot.run(operator, drill, LONG);
      var release = next();
      drill.edit("common.yaml", "imageTag: 1.0.0-beta.10", "imageTag: 1.0.0-beta.11");
      Pilot.run(operator, drill, LONG);
      var second = next();

      var commit = operator.newest().commit().orElseThrow().id();
      var text = ((Fields) Json.parse(release.getBodyAsString())).text(member).orElseThrow();
      assertThat(release.getUrl()).startsWith(address).endsWith("/comments");
      assertThat(second.getUrl()).isEqualTo(address + commit + "/comments");
      assertThat(text).startsWith("### Berth: demo\n").contains("1.0.0-beta.9", "1.0.0-beta.10");
      assertThat(comments).isEmpty();
    }
  }

  @Test
  void a_commit_that_changes_nothing_gets_none() throws Exception {
    try (var post = post("git@github.com:acme/deploy.git", "");
        var operator = operator(post)) {
      Pilot.run(operator, drill, LONG);
      drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.9 # as it was");
      Pilot.run(operator, drill, LONG);
      drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
      Pilot.run(operator, drill, LONG);

      var only = next();

      assertThat(only.getUrl()).contains(operator.newest().commit().orElseThrow().id());
    }
  }
}
