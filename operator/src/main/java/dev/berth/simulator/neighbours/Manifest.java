package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// An image's manifest, or an index of several; its digest is that of its text.
record Manifest(String text, String mediaType, String digest) {
  static final String INDEX = "application/vnd.oci.image.index.v1+json";
  static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";

  static Manifest of(String text) {
    var type = Json.text(tree(text), "mediaType", IMAGE);
    return new Manifest(text, type, digest(text));
  }

  private static tools.jackson.databind.node.ObjectNode tree(String text) {
    try {
      return Json.parse(text);
    } catch (ApiError e) {
      throw ApiError.invalidParameter("Invalid parameter at 'ImageManifest': " + e.getMessage());
    }
  }

  static String digest(String text) {
    try {
      var bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
