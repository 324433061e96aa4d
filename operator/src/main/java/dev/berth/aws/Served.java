package dev.berth.aws;

import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Puts the commit that a call is for into its user agent, where it changes while the clients live
///
final class Served implements ExecutionInterceptor {
  private final AtomicReference<String> commit = new AtomicReference<>("");

  void commit(String id) {
    commit.set(id);
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    var id = commit.get();
    if (id.isEmpty() || !(context.request() instanceof AwsRequest request)) {
      return context.request();
    }
    var calls =
        request
            .overrideConfiguration()
            .map(AwsRequestOverrideConfiguration::toBuilder)
            .orElseGet(AwsRequestOverrideConfiguration::builder)
            .addApiName(name -> name.name("commit").version(id));
    return request.toBuilder().overrideConfiguration(calls.build()).build();
  }
}
