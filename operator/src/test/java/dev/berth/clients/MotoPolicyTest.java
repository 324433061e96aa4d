package dev.berth.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Berth.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.services.iam.IamClient;

/// Signatures and policies are checked: the documented ones are enough, and what one lacks is told.
/// The SDK takes credentials from the process, which all tests share: it runs alone.
@Isolated
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MotoPolicyTest {
  private static final Path POLICIES = Path.of("docs");

  private static final Pattern RESOURCE =
      Pattern.compile("(\"Resource\": )(\"[^\"]+\"|\\[[^\\]]+\\])");

  @TempDir private Path home;
  private Moto moto;
  private MotoTracecat tracecat;

  @BeforeEach
  void start() throws IOException {
    moto = Moto.start(Files.createDirectory(home.resolve("moto")));
    tracecat = MotoTracecat.in(home.resolve("manifests"), moto.endpoint());
  }

  @AfterEach
  void stop() {
    if (moto != null) moto.close();
  }

  @Test
  void the_policies_of_the_documentation_are_enough_and_no_more() throws IOException {
    var writer = user("writer", policy("iam-policy.json"));
    var reader = user("reader", policy("iam-policy-read.json"));
    var lame = user("lame", policy("iam-policy.json").replace("\"ecs:CreateService\",", ""));
    moto.enforce();

    var refused = ended(6, lame.use().berth("apply"));
    assertThat(refused.err())
        .contains("user/lame is not authorized to perform: ecs:CreateService")
        .contains("allow ecs:CreateService in the caller's IAM policy");
    ended(0, writer.use().berth("apply"));
    ended(0, writer.use().berth("diff"));
    ended(0, reader.use().berth("diff"));
    ended(0, reader.use().berth("status"));
    tracecat.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
    ended(1, reader.use().berth("diff"));
    assertThat(ended(6, reader.use().berth("apply")).err())
        .contains("user/reader is not authorized to perform: ecs:RegisterTaskDefinition")
        .contains("allow ecs:RegisterTaskDefinition in the caller's IAM policy");
    ended(0, writer.use().berth("apply"));
    var stranger = ended(6, tracecat.as("AKIAUNKNOWN", "wrong").berth("diff"));
    System.out.println("moto, an unknown key: " + stranger.err().strip());
  }

  private record User(MotoTracecat tracecat, String key, String secret) {
    MotoTracecat use() {
      return tracecat.as(key, secret);
    }
  }

  private User user(String name, String policy) {
    try (var roles = tracecat.client(IamClient.builder())) {
      roles.createUser(r -> r.userName(name));
      roles.putUserPolicy(r -> r.userName(name).policyName("berth").policyDocument(policy));
      var key = roles.createAccessKey(r -> r.userName(name)).accessKey();
      return new User(tracecat, key.accessKeyId(), key.secretAccessKey());
    }
  }

  /// moto asks whether an action is allowed on everything: a statement for some resources is none
  /// for it, so that it can witness the actions alone.
  private static String policy(String file) throws IOException {
    return RESOURCE.matcher(Files.readString(POLICIES.resolve(file))).replaceAll("$1\"*\"");
  }

  private static Ran ended(int code, Ran ran) {
    assertThat(ran.code()).as(ran.text()).isEqualTo(code);
    assertThat(ran.text()).doesNotContain("Exception", "a bug in Berth");
    return ran;
  }
}
