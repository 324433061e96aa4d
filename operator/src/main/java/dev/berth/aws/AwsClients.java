package dev.berth.aws;

import dev.berth.model.Failure;
import dev.berth.reconcile.EcsFailure;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.Lazy;

/// The SDK's clients, over one HTTP client, made when they are first needed.
///
/// The SDK tries nothing again: there is one retry layer, around the ports.
public final class AwsClients implements AutoCloseable {
  private final AwsSettings settings;
  private final CallWatch watch;
  private final Served served = new Served();
  private final Absence deployments;
  private final Recent recent;
  private final Lazy<SdkHttpClient> http;
  private final Lazy<Region> region;
  private final Lazy<StsClient> tokens;
  private final Lazy<AwsCredentialsProvider> credentials;
  private final Lazy<EcsClient> ecs;
  private final Lazy<ServiceDiscoveryClient> cloudMap;
  private final Lazy<ApplicationAutoScalingClient> scaling;
  private final Lazy<ResourceGroupsTaggingApiClient> tagging;
  private final Lazy<SsmClient> parameters;
  private final Lazy<SecretsManagerClient> secrets;
  private final Lazy<CloudWatchLogsClient> logs;
  private final Lazy<IamClient> roles;
  private final Lazy<StsClient> identity;
  private final Lazy<Ec2Client> network;
  private final Lazy<ElasticLoadBalancingV2Client> balancing;
  private final Lazy<EventBridgeClient> events;
  private final Lazy<SchedulerClient> scheduler;
  private final Lazy<DynamoDbClient> leases;
  private final Lazy<SqsClient> queues;
  private final ConcurrentNavigableMap<String, EcrClient> registries =
      new ConcurrentSkipListMap<>();

  public AwsClients(AwsSettings settings) {
    this.settings = settings;
    this.watch = new CallWatch(settings.buckets(), settings.lane());
    this.deployments = new Absence(settings.aws());
    this.recent = new Recent(this::time, settings.pause());
    this.http = new Lazy<>(settings.http());
    this.region = new Lazy<>(this::find);
    this.tokens = new Lazy<>(() -> signed(StsClient.builder(), Credentials.of(settings)).build());
    this.credentials = new Lazy<>(() -> Credentials.caller(settings, tokens::getValue));
    this.ecs = new Lazy<>(() -> configured(EcsClient.builder()).build());
    this.cloudMap = new Lazy<>(() -> configured(ServiceDiscoveryClient.builder()).build());
    this.scaling = new Lazy<>(() -> configured(ApplicationAutoScalingClient.builder()).build());
    this.tagging = new Lazy<>(() -> configured(ResourceGroupsTaggingApiClient.builder()).build());
    this.parameters = new Lazy<>(() -> configured(SsmClient.builder()).build());
    this.secrets = new Lazy<>(() -> configured(SecretsManagerClient.builder()).build());
    this.logs = new Lazy<>(() -> configured(CloudWatchLogsClient.builder()).build());
    this.roles = new Lazy<>(() -> configured(IamClient.builder()).build());
    this.identity = new Lazy<>(() -> configured(StsClient.builder()).build());
    this.network = new Lazy<>(() -> configured(Ec2Client.builder()).build());
    this.balancing = new Lazy<>(() -> configured(ElasticLoadBalancingV2Client.builder()).build());
    this.events = new Lazy<>(() -> configured(EventBridgeClient.builder()).build());
    this.scheduler = new Lazy<>(() -> configured(SchedulerClient.builder()).build());
    this.queues = new Lazy<>(() -> configured(SqsClient.builder()).build());
    this.leases = new Lazy<>(() -> configured(DynamoDbClient.builder()).build());
  }

  /// What was written through these clients a short while ago.
  Recent recent() {
    return recent;
  }

  EcsClient ecs() {
    return ecs.getValue();
  }

  ServiceDiscoveryClient cloudMap() {
    return cloudMap.getValue();
  }

  ApplicationAutoScalingClient scaling() {
    return scaling.getValue();
  }

  ResourceGroupsTaggingApiClient tagging() {
    return tagging.getValue();
  }

  SsmClient parameters() {
    return parameters.getValue();
  }

  SecretsManagerClient secrets() {
    return secrets.getValue();
  }

  CloudWatchLogsClient logs() {
    return logs.getValue();
  }

  IamClient roles() {
    return roles.getValue();
  }

  StsClient identity() {
    return identity.getValue();
  }

  Ec2Client network() {
    return network.getValue();
  }

  ElasticLoadBalancingV2Client balancing() {
    return balancing.getValue();
  }

  EventBridgeClient events() {
    return events.getValue();
  }

  SchedulerClient scheduler() {
    return scheduler.getValue();
  }

  SqsClient queues() {
    return queues.getValue();
  }

  DynamoDbClient leases() {
    return leases.getValue();
  }

  /// For what is downloaded from an address that an answer named.
  SdkHttpClient plain() {
    return http.getValue();
  }

  /// Of a region: images are often pulled from another one.
  EcrClient registry(String in) {
    return registries.computeIfAbsent(
        in, name -> configured(EcrClient.builder()).region(Region.of(name)).build());
  }

  /// Whether a failure says that there is no such operation; of AWS itself, a page of something in
  /// between does not.
  boolean lacks(Failure failure) {
    return AwsErrors.unsupported(failure) && !(settings.aws() && AwsErrors.nameless(failure));
  }

  /// Of the operations on service deployments and revisions.
  Absence deployments() {
    return deployments;
  }

  /// What could not be seen so far, each in words.
  public SortedSet<String> unseen() {
    var unseen = new TreeSet<String>();
    if (deployments.certain()) unseen.add("service deployments: " + where() + " has none");
    return unseen;
  }

  AwsSettings settings() {
    return settings;
  }

  String region() {
    return region.getValue().id();
  }

  /// From now on calls are for this commit: CloudTrail is told.
  void serving(String commit) {
    served.commit(commit);
  }

  /// How many requests went out so far, of all clients.
  public int calls() {
    return watch.calls();
  }

  /// The same by operation, with what was waited for.
  public Spend spend() {
    return watch.spend();
  }

  /// AWS's time as its latest answer told; this machine's before any.
  Instant time() {
    return watch.time().orElseGet(settings.clock()::instant);
  }

  /// The one door through which calls go: what the SDK throws ends here.
  <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException | UncheckedIOException e) {
      throw failure(e);
    }
  }

  EcsFailure failure(RuntimeException e) {
    return new EcsFailure(AwsErrors.of(e, where()), e);
  }

  CallWatch watch() {
    return watch;
  }

  private String where() {
    return settings.endpoint().map(Object::toString).orElseGet(() -> "AWS in " + region());
  }

  private Region find() {
    try {
      return Credentials.region(settings);
    } catch (SdkClientException e) {
      var failure =
          new Failure(
              Failure.Kind.INVALID,
              "NoRegion",
              "no region is configured",
              "say spec.region in the environment, --region, or AWS_REGION");
      throw new EcsFailure(failure, e);
    }
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configured(
      B builder) {
    return signed(builder, credentials.getValue());
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B signed(
      B builder, AwsCredentialsProvider by) {
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder
        .region(region.getValue())
        .credentialsProvider(by)
        .httpClient(http.getValue())
        .overrideConfiguration(this::configure);
  }

  private void configure(ClientOverrideConfiguration.Builder calls) {
    // A call in the caller's own thread cannot be left: a timer would be a thread for nothing.
    if (settings.width() > 1) calls.apiCallAttemptTimeout(settings.attempt());
    calls
        .retryStrategy(AwsRetryStrategy.doNotRetry())
        .addExecutionInterceptor(watch)
        .addExecutionInterceptor(served)
        // Cloud Map's DiscoverInstances puts `data-` before the host, which no endpoint of one's
        // own can resolve.
        .putAdvancedOption(
            SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, settings.endpoint().isPresent())
        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, settings.agent().suffix());
  }

  @Override
  public void close() {
    // A Lazy that is closed makes its client first.
    Stream.of(ecs, cloudMap, scaling, tagging, parameters, secrets, logs, roles)
        .filter(Lazy::hasValue)
        .forEach(Lazy::close);
    Stream.of(identity, tokens, network, balancing, events, scheduler, leases, queues)
        .filter(Lazy::hasValue)
        .forEach(Lazy::close);
    registries.values().forEach(EcrClient::close);
    if (http.hasValue()) http.close();
  }
}
