package dev.berth.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import tools.jackson.databind.node.ObjectNode;

/// A stretch of a list and the token of the rest; the token of the last page is empty. The token
/// names the last item that was seen, so that what appears meanwhile doubles and loses nothing.
public record Page<T>(List<T> items, String next) {
  private static final String MARK = "after:";

  public Page {
    items = List.copyOf(items);
  }

  /// Of a list from which nothing is ever taken.
  ///
  /// @param all in the order of the answer
  /// @param key tells an item from all others
  public static <T> Page<T> of(List<T> all, Function<T, String> key, String token, int size) {
    return of(all, key, token, size, last -> after(all, key, last));
  }

  /// Of a list in the order of its keys. Where the last item that was seen is gone, the rest begins
  /// with what comes after its place: who deletes page by page sees everything.
  public static <T> Page<T> of(
      List<T> all, Function<T, String> key, Comparator<String> order, String token, int size) {
    return of(
        all,
        key,
        token,
        size,
        last ->
            (int) all.stream().filter(each -> order.compare(key.apply(each), last) <= 0).count());
  }

  private static <T> Page<T> of(
      List<T> all, Function<T, String> key, String token, int size, ToIntFunction<String> resume) {
    if (size < 1) throw ApiError.invalidParameter("A page has at least 1 item: " + size);
    var from = token.isEmpty() ? 0 : resume.applyAsInt(last(token));
    var to = Math.min(all.size(), from + size);
    var next = to < all.size() ? token(key.apply(all.get(to - 1))) : "";
    return new Page<>(all.subList(from, to), next);
  }

  /// Puts the token into an answer, if there is more.
  public ObjectNode tokenInto(ObjectNode answer, String member) {
    return next.isEmpty() ? answer : answer.put(member, next);
  }

  private static <T> int after(List<T> all, Function<T, String> key, String last) {
    for (var i = 0; i < all.size(); i++) if (key.apply(all.get(i)).equals(last)) return i + 1;
    throw ApiError.invalidParameter("Invalid token");
  }

  private static String token(String last) {
    return Base64.getUrlEncoder().encodeToString((MARK + last).getBytes(StandardCharsets.UTF_8));
  }

  private static String last(String token) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.startsWith(MARK)) return text.substring(MARK.length());
    } catch (IllegalArgumentException e) {
      throw ApiError.invalidParameter("Invalid token");
    }
    throw ApiError.invalidParameter("Invalid token");
  }
}
