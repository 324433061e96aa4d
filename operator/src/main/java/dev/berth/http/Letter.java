package dev.berth.http;

import java.net.URI;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Something to be told to somebody outside, by POST.
///
/// @param channel what it goes by, such as `webhook`
record Letter(String channel, URI to, SortedMap<String, String> headers, String body) {
  Letter {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }
}
