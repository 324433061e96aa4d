package dev.berth.contract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/// Over sockets, signed as AWS wants it.
final class HttpWire implements Wire {
  /// The JDK's client writes them itself.
  private static final List<String> ITS_OWN = List.of("host", "content-length");

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Function<String, URI> endpoints;
  private final String region;
  private final Supplier<AwsCredentials> credentials;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private HttpWire(
      Function<String, URI> endpoints, String region, Supplier<AwsCredentials> credentials) {
    this.endpoints = endpoints;
    this.region = region;
    this.credentials = credentials;
  }

  /// Something on loopback that looks at no signature.
  static HttpWire local(int port) {
    var uri = URI.create("http://127.0.0.1:" + port);
    var anybody = AwsBasicCredentials.create("AKIDEXAMPLE", "any");
    return new HttpWire(_ -> uri, "us-east-1", () -> anybody);
  }

  /// @param endpoint a URL for all services, or `aws` for those of the region itself, which
  ///   discover instances at an address of its own
  static HttpWire of(String endpoint, String region) {
    var chain = DefaultCredentialsProvider.builder().build();
    return new HttpWire(
        service ->
            URI.create(
                endpoint.equals("aws")
                    ? "https://%s.%s.amazonaws.com".formatted(service, region)
                    : endpoint),
        region,
        chain::resolveCredentials);
  }

  @Override
  public Answer call(Call call) {
    var prefix = call.operation().startsWith("Discover") ? "data-" : "";
    var uri = endpoints.apply(prefix + call.service()).resolve("/");
    var request = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(uri);
    call.headers().forEach(request::putHeader);
    var signed =
        signer.sign(r ->
            r.identity(credentials.get())
                .request(request.build())
                .payload(() -> new ByteArrayInputStream(call.bytes()))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, call.service())
                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    var http = HttpRequest.newBuilder(uri).timeout(LONGEST);
    signed
        .request()
        .forEachHeader((name, values) -> {
          if (ITS_OWN.contains(name.toLowerCase(Locale.ROOT))) return;
          values.forEach(value -> http.header(name, value));
        });
    return sent(http.POST(BodyPublishers.ofByteArray(call.bytes())).build());
  }

  @Override
  public Answer control(String method, String path, String body) {
    var uri = endpoints.apply("").resolve(path);
    return sent(HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body)).build());
  }

  private Answer sent(HttpRequest request) {
    try {
      var answer = client.send(request, BodyHandlers.ofString());
      var headers = new TreeMap<String, String>();
      answer
          .headers()
          .map()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      return new Answer(answer.statusCode(), headers, answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
