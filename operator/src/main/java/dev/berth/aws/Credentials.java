package dev.berth.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.sts.StsClient;

/// Who signs, and for which region: the SDK's default chains.
///
/// For an endpoint on loopback they end with a name and a region that stand for nothing, and they
/// leave out the instance metadata service, whose absence takes seconds to find out.
final class Credentials {
  private static final AwsBasicCredentials NOBODY = AwsBasicCredentials.create("berth", "berth");

  private Credentials() {}

  /// The role's that all calls are made as, or the caller's own.
  static AwsCredentialsProvider caller(AwsSettings settings, Supplier<StsClient> tokens) {
    return settings
        .role()
        .<AwsCredentialsProvider>map(role -> new AssumedRole(role, tokens, settings.clock()))
        .orElseGet(() -> of(settings));
  }

  static AwsCredentialsProvider of(AwsSettings settings) {
    if (!settings.loopback()) return DefaultCredentialsProvider.builder().build();
    return AwsCredentialsProviderChain.of(
        SystemPropertyCredentialsProvider.create(),
        EnvironmentVariableCredentialsProvider.create(),
        WebIdentityTokenFileCredentialsProvider.create(),
        ProfileCredentialsProvider.create(),
        ContainerCredentialsProvider.create(),
        StaticCredentialsProvider.create(NOBODY));
  }

  /// @throws software.amazon.awssdk.core.exception.SdkClientException when nothing names one
  static Region region(AwsSettings settings) {
    if (settings.region().isPresent()) return Region.of(settings.region().get());
    if (!settings.loopback()) return new DefaultAwsRegionProviderChain().getRegion();
    var told =
        new AwsRegionProviderChain(
            new SystemSettingsRegionProvider(),
            new AwsProfileRegionProvider(),
            () -> Region.US_EAST_1);
    return told.getRegion();
  }
}
