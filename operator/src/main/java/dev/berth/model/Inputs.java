package dev.berth.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a service takes from beside its manifest and moves by itself: image tags, and the versions
/// of secrets. Nothing of it is known until somebody looked.
///
/// @param follows what the manifest asks to follow
/// @param written the image as the manifest has it, by the path where its digest stands now
/// @param unresolved why there is no digest, by the path of the image
/// @param versions which version is current, by secret; empty where not all are known
public record Inputs(
    List<Kind> follows,
    SortedMap<Path, String> written,
    SortedMap<Path, String> unresolved,
    Optional<SortedMap<String, String>> versions) {
  public enum Kind {
    IMAGES,
    SECRETS
  }

  public static final Inputs NONE = following(List.of());

  public Inputs {
    follows = List.copyOf(follows);
    written = Collections.unmodifiableSortedMap(new TreeMap<>(written));
    unresolved = Collections.unmodifiableSortedMap(new TreeMap<>(unresolved));
    versions = versions.map(map -> Collections.unmodifiableSortedMap(new TreeMap<>(map)));
  }

  /// Before anybody looked.
  public static Inputs following(List<Kind> kinds) {
    return new Inputs(kinds, new TreeMap<>(), new TreeMap<>(), Optional.empty());
  }

  public boolean follow(Kind kind) {
    return follows.contains(kind);
  }

  public Inputs images(SortedMap<Path, String> pinned, SortedMap<Path, String> unknown) {
    return new Inputs(follows, pinned, unknown, versions);
  }

  public Inputs secrets(Optional<SortedMap<String, String>> current) {
    return new Inputs(follows, written, unresolved, current);
  }
}
