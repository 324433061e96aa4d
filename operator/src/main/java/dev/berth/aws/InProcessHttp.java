package dev.berth.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/// An HTTP client whose server is a function in the same process: the whole SDK, no socket and no
/// thread. The demo and the tests put the simulator behind it.
public final class InProcessHttp implements SdkHttpClient {
  private final Server server;

  public InProcessHttp(Server server) {
    this.server = server;
  }

  /// Answers a request for a path and its query; an [UncheckedIOException] is a broken connection.
  public interface Server {
    Answer answer(String method, String target, Map<String, List<String>> headers, byte[] body);
  }

  public record Answer(int status, Map<String, String> headers, byte[] body) {}

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return exchange(request);
      }

      @Override
      public void abort() {
        // the answer is there before anybody could give up
      }
    };
  }

  private HttpExecuteResponse exchange(HttpExecuteRequest request) throws IOException {
    var http = request.httpRequest();
    var body = body(request);
    try {
      var query = http.encodedQueryParameters().map(words -> "?" + words).orElse("");
      var target = http.encodedPath() + query;
      var answer = server.answer(http.method().name(), target, http.headers(), body);
      var response = SdkHttpResponse.builder().statusCode(answer.status());
      answer.headers().forEach(response::putHeader);
      return HttpExecuteResponse.builder()
          .response(response.build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.body())))
          .build();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static byte[] body(HttpExecuteRequest request) throws IOException {
    var content =
        request
            .contentStreamProvider()
            .map(ContentStreamProvider::newStream)
            .orElseGet(InputStream::nullInputStream);
    try (content) {
      return content.readAllBytes();
    }
  }

  @Override
  public void close() {
    // there is nothing to close
  }

  @Override
  public String clientName() {
    return "InProcess";
  }
}
