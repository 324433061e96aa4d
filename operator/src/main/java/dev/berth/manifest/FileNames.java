package dev.berth.manifest;

import java.util.Locale;
import java.util.TreeSet;

/// Names of files after services, as every file system takes them: none of more than 255 bytes, and
/// no two that differ in capitals alone.
final class FileNames {
  private static final int LONGEST = 240;
  private static final String END = ".yaml";

  private final TreeSet<String> taken = new TreeSet<>();

  String of(String service) {
    var name = service.length() > LONGEST ? service.substring(0, LONGEST) : service;
    var file = name + END;
    for (int i = 2; !taken.add(file.toLowerCase(Locale.ROOT)); i++) file = name + "-" + i + END;
    return file;
  }
}
