package dev.berth.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.http.PushHook.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushHookTest {
  private static final String SECRET = "It's a Secret to Everybody";

  private static final String GITHUB_PUSH =
      """
      {"ref": "refs/heads/main", "after": "6113728f27ae82c7b1a177c8d03f9e96e0adf246",
       "repository": {"name": "deploy", "clone_url": "https://github.com/acme/deploy.git",
         "ssh_url": "git@github.com:acme/deploy.git", "html_url": "https://github.com/acme/deploy",
         "description": null, "private": true}}
      """;
  private static final String GITLAB_PUSH =
      """
      {"object_kind": "push", "ref": "refs/heads/main",
       "project": {"web_url": "https://gitlab.example.com/acme/infra/deploy",
         "git_ssh_url": "git@gitlab.example.com:acme/infra/deploy.git",
         "git_http_url": "https://gitlab.example.com/acme/infra/deploy.git"}}
      """;

  private final PushHook hook = new PushHook(SECRET);

  private Verdict github(String event, String body) {
    return judge("X-GitHub-Event", event, "X-Hub-Signature-256", signature(body), body);
  }

  private Verdict gitlab(String event, String token, String body) {
    return judge("X-Gitlab-Event", event, "X-Gitlab-Token", token, body);
  }

  private Verdict judge(String one, String first, String other, String second, String body) {
    return hook.judge(Map.of(one, first, other, second), body.getBytes(UTF_8));
  }

  private static String signature(String body) {
    return new Signature(SECRET).of(body.getBytes(UTF_8));
  }

  /// Source: the example of GitHub's page "Validating webhook deliveries".
  @Test
  void the_signature_is_githubs() {
    assertThat(signature("Hello, World!"))
        .isEqualTo("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
  }

  /// Source: RFC 4231, test case 2.
  @Test
  void the_signature_is_the_hmac_of_the_rfc() {
    var body = "what do ya want for nothing?".getBytes(UTF_8);

    assertThat(new Signature("Jefe").of(body))
        .isEqualTo("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void a_push_of_github_names_its_ref_and_its_repository() {
    assertThat(github("push", GITHUB_PUSH))
        .isEqualTo(
            new Verdict.Accepted(
                "refs/heads/main",
                List.of(
                    "git@github.com:acme/deploy.git",
                    "https://github.com/acme/deploy",
                    "https://github.com/acme/deploy.git")));
  }

  @Test
  void a_push_of_gitlab_does_as_well() {
    var pushed =
        new Verdict.Accepted(
            "refs/heads/main",
            List.of(
                "git@gitlab.example.com:acme/infra/deploy.git",
                "https://gitlab.example.com/acme/infra/deploy",
                "https://gitlab.example.com/acme/infra/deploy.git"));

    assertThat(gitlab("Push Hook", SECRET, GITLAB_PUSH)).isEqualTo(pushed);
    assertThat(gitlab("Tag Push Hook", SECRET, GITLAB_PUSH)).isEqualTo(pushed);
    assertThat(gitlab("System Hook", SECRET, GITLAB_PUSH.replace("object_kind", "event_name")))
        .isEqualTo(pushed);
  }

  @Test
  void the_names_of_headers_are_in_any_spelling() {
    var headers = new TreeMap<String, String>();
    headers.put("x-github-event", "push");
    headers.put("x-hub-signature-256", signature(GITHUB_PUSH));

    assertThat(hook.judge(headers, GITHUB_PUSH.getBytes(UTF_8)))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void a_ping_and_other_events_are_no_reason_to_look() {
    assertThat(github("ping", "{\"zen\": \"Design for failure.\"}"))
        .isEqualTo(new Verdict.Ignored("a ping: the secret is right"));
    assertThat(github("issues\u001B[2J", "{}"))
        .isEqualTo(new Verdict.Ignored("the event \"issues?[2J\": only pushes matter"));
    assertThat(gitlab("System Hook", SECRET, "{\"event_name\": \"user_create\"}"))
        .isEqualTo(new Verdict.Ignored("a system hook that tells of no push"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "sha256=",
        "",
        "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59",
        "SHA256"
      })
  void a_signature_of_anything_else_is_denied(String signature) {
    assertThat(judge("X-GitHub-Event", "push", "X-Hub-Signature-256", signature, GITHUB_PUSH))
        .isEqualTo(new Verdict.Denied("the signature in X-Hub-Signature-256 is wrong"));
  }

  @Test
  void each_byte_of_the_body_is_signed() {
    var signature = signature(GITHUB_PUSH);

    for (int at = 0; at < GITHUB_PUSH.length(); at++) {
      var body = GITHUB_PUSH.getBytes(UTF_8);
      body[at] ^= 1;
      var headers = Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", signature);
      assertThat(hook.judge(headers, body)).isInstanceOf(Verdict.Denied.class);
    }
  }

  @Test
  void a_wrong_token_is_denied_and_so_is_none() {
    for (var wrong : List.of("", "it's a secret to everybody", SECRET + "!", "Everybody")) {
      assertThat(gitlab("Push Hook", wrong, GITLAB_PUSH))
          .isEqualTo(new Verdict.Denied("the token in X-Gitlab-Token is wrong"));
    }
    assertThat(hook.judge(Map.of("X-GitHub-Event", "push"), GITHUB_PUSH.getBytes(UTF_8)))
        .isEqualTo(
            new Verdict.Denied(
                "neither X-Hub-Signature-256 nor X-Gitlab-Token is there: give the webhook its"
                    + " secret"));
  }

  /// Who could choose by which header they are judged could leave the other one out.
  @Test
  void a_right_token_does_not_mend_a_wrong_signature() {
    var headers = Map.of("X-Gitlab-Token", SECRET, "X-Hub-Signature-256", "sha256=00");

    assertThat(hook.judge(headers, GITHUB_PUSH.getBytes(UTF_8))).isInstanceOf(Verdict.Denied.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "null", "{", "{\"ref\": ", "push", "{\"repository\": 3}", "\u0000"})
  void a_body_that_tells_of_no_push_is_refused(String body) {
    assertThat(github("push", body)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void a_form_is_refused_with_what_to_do() {
    assertThat(github("push", "payload=%7B%22ref%22%3A%22refs%2Fheads%2Fmain%22%7D"))
        .isEqualTo(
            new Verdict.Refused("the body is a form: set the content type to application/json"));
  }

  @Test
  void a_ref_with_a_line_break_is_none() {
    assertThat(github("push", "{\"ref\": \"refs/heads/a\\nb\"}"))
        .isEqualTo(new Verdict.Refused("the body names no ref"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://github.com/acme/deploy.git, true",
    "https://github.com/acme/deploy, true",
    "https://github.com/Acme/Deploy/, true",
    "git@github.com:acme/deploy.git, true",
    "ssh://git@github.com:22/acme/deploy.git, true",
    "/srv/git/deploy.git, true",
    "file:///srv/git/deploy.git, true",
    "https://github.com/acme/deploy-more.git, false",
    "https://github.com/acme/other, false",
    "https://git.example.com/acme/deploy.git, false",
    "git@gitlab.example.com:acme/deploy.git, false",
  })
  void a_repository_is_known_by_any_of_its_addresses(String url, boolean concerned) {
    var pushed = (Verdict.Accepted) github("push", GITHUB_PUSH);

    assertThat(pushed.concerns(url)).isEqualTo(concerned);
  }

  @Test
  void a_blank_secret_is_no_secret() {
    assertThatThrownBy(() -> new PushHook(" ")).hasMessage("a blank secret proves nothing");
  }
}
