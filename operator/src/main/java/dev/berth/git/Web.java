package dev.berth.git;

import static java.net.HttpURLConnection.HTTP_OK;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.util.Locale;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;

/// HTTP to one server and no other: where it sends elsewhere, the token does not go along.
final class Web implements HttpConnectionFactory {
  private final URI first;
  private final Trace trace;

  Web(String url, Trace trace) {
    this.first = URI.create(url);
    this.trace = trace;
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return create(url, Proxy.NO_PROXY);
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    if (!same(url)) {
      var place = url.getProtocol() + "://" + url.getAuthority();
      trace.refused("sends to " + Words.plain(place));
      throw new IOException("redirected to " + place);
    }
    return new Traced(url, proxy, trace);
  }

  /// The same host; from HTTP to HTTPS, but not back.
  private boolean same(URL url) {
    var scheme = url.getProtocol().toLowerCase(Locale.ROOT);
    boolean host = url.getHost().equalsIgnoreCase(first.getHost());
    if (scheme.equals("https") && first.getScheme().equals("http")) return host;
    int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
    int wanted = first.getPort() < 0 ? url.getDefaultPort() : first.getPort();
    return host && scheme.equals(first.getScheme()) && port == wanted;
  }

  /// The protocol of files, which such a server would leave, has no fetch without history.
  private static boolean speaksGit(String type) {
    return type.startsWith("application/x-git-upload-pack-");
  }

  private static final class Traced extends JDKHttpConnection {
    private final Trace trace;

    Traced(URL url, Proxy proxy, Trace trace) throws IOException {
      super(url, proxy);
      this.trace = trace;
    }

    @Override
    public int getResponseCode() throws IOException {
      int code = super.getResponseCode();
      trace.answered(code);
      if (code == HTTP_OK && !speaksGit(String.valueOf(getContentType()))) {
        trace.refused("answers, but not as a git server");
        throw new IOException("not a git server");
      }
      return code;
    }
  }
}
