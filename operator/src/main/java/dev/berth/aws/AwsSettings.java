package dev.berth.aws;

import dev.berth.model.Authority.Role;
import dev.berth.reconcile.Pause;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// Where the calls go and how.
///
/// @param endpoint one for all of AWS's services; empty for AWS itself
/// @param region empty when the SDK's default chain decides
/// @param role that all calls are made as; empty for the caller's own credentials
/// @param agent what CloudTrail shows of who called
/// @param lane who goes first where calls wait
/// @param width how many reads may run at once; with 1 they run in the caller's thread, in order
/// @param attempt how long one call may take
public record AwsSettings(
    Optional<URI> endpoint,
    Optional<String> region,
    Optional<Role> role,
    Agent agent,
    Supplier<SdkHttpClient> http,
    CallBuckets buckets,
    Lane lane,
    InstantSource clock,
    Pause pause,
    int width,
    Duration attempt) {
  private static final Duration ATTEMPT = Duration.ofSeconds(30);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int WIDTH = 8;

  /// @param revision the git commit, or a word for a plain directory; empty where it changes while
  ///   the clients live
  public record Agent(String version, String revision) {
    String suffix() {
      var berth = "berth/" + token(version);
      return revision.isEmpty() ? berth : berth + " commit/" + token(revision);
    }

    private static String token(String text) {
      return text.replaceAll("[^A-Za-z0-9._+-]", "-");
    }
  }

  public AwsSettings {
    if (width < 1) throw new IllegalArgumentException("no read could run with width " + width);
  }

  public static AwsSettings of(
      Optional<URI> endpoint,
      Optional<String> region,
      Agent agent,
      InstantSource clock,
      Pause pause) {
    return of(endpoint, region, agent, clock, pause, ATTEMPT);
  }

  /// AWS, or an endpoint of one's own; only AWS's are paced, an endpoint on loopback is not.
  ///
  /// @param patience how long an answer is waited for; never longer than 30 seconds
  public static AwsSettings of(
      Optional<URI> endpoint,
      Optional<String> region,
      Agent agent,
      InstantSource clock,
      Pause pause,
      Duration patience) {
    var attempt = patience.compareTo(ATTEMPT) < 0 ? patience : ATTEMPT;
    boolean loopback = endpoint.filter(AwsSettings::loopback).isPresent();
    var buckets = loopback ? CallBuckets.unlimited() : CallBuckets.of(clock, pause);
    var proxy = ProxyConfiguration.builder();
    // A proxy of the company cannot reach this very machine.
    if (loopback) proxy.useEnvironmentVariablesValues(false).useSystemPropertyValues(false);
    Supplier<SdkHttpClient> http =
        () ->
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(attempt)
                .proxyConfiguration(proxy.build())
                .build();
    return new AwsSettings(
        endpoint,
        region,
        Optional.empty(),
        agent,
        http,
        buckets,
        Lane.RECONCILE,
        clock,
        pause,
        WIDTH,
        attempt);
  }

  /// Calls that stay in the process: one at a time, so that their order is always the same.
  public AwsSettings through(SdkHttpClient client) {
    return new AwsSettings(
        endpoint, region, role, agent, () -> client, buckets, lane, clock, pause, 1, attempt);
  }

  /// With the buckets of its account and region, which others spend from, too.
  public AwsSettings sharing(Buckets all) {
    if (loopback()) return this;
    var shared = all.of(role.map(Role::account).orElse(""), region.orElse(""));
    return new AwsSettings(
        endpoint, region, role, agent, http, shared, lane, clock, pause, width, attempt);
  }

  public AwsSettings in(Lane other) {
    return new AwsSettings(
        endpoint, region, role, agent, http, buckets, other, clock, pause, width, attempt);
  }

  public AwsSettings as(Optional<Role> other) {
    return new AwsSettings(
        endpoint, region, other, agent, http, buckets, lane, clock, pause, width, attempt);
  }

  /// Whether it is AWS that answers: no endpoint is stated, or one of AWS's own names.
  boolean aws() {
    return endpoint.map(AwsSettings::host).map(AwsSettings::aws).orElse(true);
  }

  private static boolean aws(String host) {
    return host.endsWith(".amazonaws.com")
        || host.endsWith(".amazonaws.com.cn")
        || host.endsWith(".api.aws");
  }

  private static String host(URI endpoint) {
    return Optional.ofNullable(endpoint.getHost()).orElse("").toLowerCase(Locale.ROOT);
  }

  public boolean loopback() {
    return endpoint.filter(AwsSettings::loopback).isPresent();
  }

  /// By name alone: to resolve one would be a call.
  private static boolean loopback(URI endpoint) {
    var host = host(endpoint);
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.matches("127(\\.\\d{1,3}){3}")
        || host.equals("[::1]");
  }
}
