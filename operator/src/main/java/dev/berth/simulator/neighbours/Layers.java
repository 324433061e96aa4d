package dev.berth.simulator.neighbours;

/// Where a registry's layers are downloaded: with a plain GET, as from S3.
public final class Layers {
  /// Before the hexadecimal digits of a layer's digest.
  public static final String ROOT = "/ecr-layers/sha256/";

  private Layers() {}
}
