package dev.berth.simulator;

import dev.berth.aws.InProcessHttp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// The real SDK's clients on a simulator, without retries, and calls by hand.
public final class Clients {
  private Clients() {}

  public static EcsClient ecs(Simulator simulator) {
    return ecs(inProcess(simulator), "http://127.0.0.1");
  }

  public static EcsClient ecs(SdkHttpClient http, String endpoint) {
    return common(EcsClient.builder().httpClient(http), endpoint).build();
  }

  public static ServiceDiscoveryClient cloudMap(Simulator simulator) {
    var builder = ServiceDiscoveryClient.builder().httpClient(inProcess(simulator));
    return common(builder, "http://127.0.0.1").build();
  }

  public static ApplicationAutoScalingClient autoScaling(Simulator simulator) {
    var builder = ApplicationAutoScalingClient.builder().httpClient(inProcess(simulator));
    return common(builder, "http://127.0.0.1").build();
  }

  public static EcrClient registry(Simulator simulator) {
    return common(EcrClient.builder().httpClient(inProcess(simulator)), "http://127.0.0.1").build();
  }

  public static SecretsManagerClient secrets(Simulator simulator) {
    var builder = SecretsManagerClient.builder().httpClient(inProcess(simulator));
    return common(builder, "http://127.0.0.1").build();
  }

  public static SsmClient parameters(Simulator simulator) {
    return common(SsmClient.builder().httpClient(inProcess(simulator)), "http://127.0.0.1").build();
  }

  public static CloudWatchLogsClient logs(Simulator simulator) {
    var builder = CloudWatchLogsClient.builder().httpClient(inProcess(simulator));
    return common(builder, "http://127.0.0.1").build();
  }

  public static IamClient roles(Simulator simulator) {
    return common(IamClient.builder().httpClient(inProcess(simulator)), "http://127.0.0.1").build();
  }

  public static Ec2Client network(Simulator simulator) {
    return common(Ec2Client.builder().httpClient(inProcess(simulator)), "http://127.0.0.1").build();
  }

  public static ElasticLoadBalancingV2Client loadBalancing(Simulator simulator) {
    var builder = ElasticLoadBalancingV2Client.builder().httpClient(inProcess(simulator));
    return common(builder, "http://127.0.0.1").build();
  }

  public static EventBridgeClient events(Simulator simulator) {
    var builder = EventBridgeClient.builder().httpClient(inProcess(simulator));
    return common(builder, "http://127.0.0.1").build();
  }

  public static SchedulerClient scheduler(Simulator simulator) {
    var builder = SchedulerClient.builder().httpClient(inProcess(simulator));
    return common(builder, "http://127.0.0.1").build();
  }

  public static StsClient securityTokens(Simulator simulator) {
    return common(StsClient.builder().httpClient(inProcess(simulator)), "http://127.0.0.1").build();
  }

  public static StsClient securityTokens(Simulator simulator, Credentials session) {
    var builder = StsClient.builder().httpClient(inProcess(simulator));
    return common(builder, "http://127.0.0.1").credentialsProvider(signed(session)).build();
  }

  public static EcsClient ecs(Simulator simulator, Credentials session) {
    var builder = EcsClient.builder().httpClient(inProcess(simulator));
    return common(builder, "http://127.0.0.1").credentialsProvider(signed(session)).build();
  }

  private static AwsCredentialsProvider signed(Credentials session) {
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
  }

  public static DynamoDbClient tables(Simulator simulator) {
    return tables(inProcess(simulator), "http://127.0.0.1");
  }

  public static DynamoDbClient tables(SdkHttpClient http, String endpoint) {
    return common(DynamoDbClient.builder().httpClient(http), endpoint).build();
  }

  public static SqsClient queues(Simulator simulator) {
    return queues(inProcess(simulator), "http://127.0.0.1");
  }

  public static SqsClient queues(SdkHttpClient http, String endpoint) {
    return common(SqsClient.builder().httpClient(http), endpoint).build();
  }

  private static SdkHttpClient inProcess(Simulator simulator) {
    return new InProcessHttp((method, path, headers, body) -> {
      var response = simulator.handle(Request.of(method, path, headers, body));
      return new InProcessHttp.Answer(response.status(), response.headers(), response.body());
    });
  }

  private static <B extends AwsClientBuilder<B, ?>> B common(B builder, String endpoint) {
    var credentials = AwsBasicCredentials.create("AKIDEXAMPLE", "secret");
    return builder
        .region(Region.US_EAST_1)
        .endpointOverride(URI.create(endpoint))
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .retryStrategy(DefaultRetryStrategy.doNotRetry())
                .apiCallTimeout(Duration.ofSeconds(30))
                .putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true)
                .build());
  }

  /// One call by hand, as the SDKs write it.
  public static Response call(Simulator simulator, String target, String body) {
    return simulator.handle(request(target, body));
  }

  public static Request request(String target, String body) {
    var headers =
        Map.of(
            "X-Amz-Target", List.of(target),
            "Content-Type", List.of("application/x-amz-json-1.1"));
    return Request.of("POST", "/", headers, body.getBytes(StandardCharsets.UTF_8));
  }
}
