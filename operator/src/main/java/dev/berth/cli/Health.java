package dev.berth.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What the operator on this machine says of itself. It is asked over a bare socket: the JDK's HTTP
/// clients load thousands of classes, loggers among them, which took six times as long.
///
/// @param reasons why it is not well, or does not say
record Health(boolean well, List<String> reasons) {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int MOST_BYTES = 16_384;
  private static final String END = "\r\n\r\n";
  private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding: *chunked");
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d{1,8})");
  private static final String REQUEST =
      "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/plain\r\nConnection: close\r\n\r\n";

  Health {
    reasons = List.copyOf(reasons);
  }

  static Health ask(int port) {
    var at = "127.0.0.1:" + port;
    try {
      return of(answer(port), at);
    } catch (ConnectException e) {
      return unknown("nothing listens at " + at + "; does BERTH_PORT name another port?");
    } catch (SocketTimeoutException e) {
      return unknown("no answer from " + at + " within " + PATIENCE.toSeconds() + " s");
    } catch (IOException e) {
      return unknown("no answer from " + at + ": " + e.getMessage());
    }
  }

  private static String answer(int port) throws IOException {
    int patience = (int) PATIENCE.toMillis();
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), patience);
      socket.setSoTimeout(patience);
      socket.getOutputStream().write(REQUEST.getBytes(UTF_8));
      return answer(socket.getInputStream());
    }
  }

  /// As much as there is to come: not every server that says so closes the connection.
  private static String answer(InputStream in) throws IOException {
    var read = new ByteArrayOutputStream();
    var part = new byte[MOST_BYTES];
    while (read.size() < MOST_BYTES && !whole(read.toString(ISO_8859_1))) {
      int count = in.read(part);
      if (count < 0) break;
      read.write(part, 0, count);
    }
    return read.toString(UTF_8);
  }

  /// Whether an answer is there to its end, a character a byte.
  private static boolean whole(String answer) {
    int body = answer.indexOf(END) + END.length();
    if (body < END.length()) return false;
    if (CHUNKED.matcher(answer).find()) return answer.endsWith("0" + END);
    var length = LENGTH.matcher(answer.substring(0, body));
    return length.find() && answer.length() - body >= Integer.parseInt(length.group(1));
  }

  private static Health of(String answer, String at) {
    if (!answer.matches("(?s)HTTP/1\\.[01] \\d{3}.*")) {
      return unknown("what answers at " + at + " is no operator");
    }
    var lines = answer.split("\r?\n");
    var status = lines[0].substring(lines[0].indexOf(' ') + 1);
    if (status.startsWith("200")) return new Health(true, List.of());
    var reasons = new ArrayList<>(List.of(at + " answers " + status));
    reasons.addAll(body(lines));
    return new Health(false, reasons);
  }

  /// The lines below the head, without the sizes of chunks.
  private static List<String> body(String[] lines) {
    var body = new ArrayList<String>();
    boolean begun = false;
    boolean chunked = false;
    for (var line : lines) {
      boolean size = chunked && line.matches("\\p{XDigit}{1,8}");
      if (begun && !size && !line.isBlank()) body.add(line.replaceAll("\\p{Cntrl}", " "));
      chunked |= !begun && line.toLowerCase(Locale.ROOT).startsWith("transfer-encoding: chunked");
      begun |= line.isEmpty();
    }
    return body;
  }

  private static Health unknown(String why) {
    return new Health(false, List.of(why));
  }
}
