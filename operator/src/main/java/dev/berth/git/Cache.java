package dev.berth.git;

import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;

/// What was fetched before, so that the next fetch is small: in a folder, where it outlives the
/// process, or in memory. Nothing in it is worth a failure: what is broken, or has grown, is thrown
/// away and fetched anew.
///
/// Whoever uses a folder holds the system's lock on a file beside the repository, which ends with
/// the process. So a lock file inside of it was left by a process that was killed.
final class Cache {
  /// Each fetch leaves a pack; to look through more than these costs more than to fetch all.
  private static final int MOST_FETCHES = 40;

  private final Optional<Path> folder;
  private final Gate gate;
  private Optional<Repository> memory = Optional.empty();
  private int fetches;

  Cache(Optional<Path> folder, Gate gate) {
    this.folder = folder.map(Path::toAbsolutePath);
    this.gate = gate;
  }

  /// What is to be done with what is kept.
  interface Work<T> {
    /// @throws IOException where what is kept is broken, or cannot be added to
    T on(Repository repository) throws IOException;
  }

  /// Once, and where what is kept is broken, once more without it.
  <T> T use(Work<T> work) {
    try (var _ = lock()) {
      tidy();
      try {
        return once(work);
      } catch (IOException _) {
        drop();
        return once(work);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /// jgit tells of a broken file by whatever it stumbles over.
  private <T> T once(Work<T> work) throws IOException {
    if (folder.isEmpty()) return work.on(memory());
    try (var repository = Shelf.in(repository(), gate)) {
      return work.on(repository);
    } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
      throw new IOException("what is kept is broken", e);
    }
  }

  private Repository memory() throws IOException {
    if (memory.isEmpty()) memory = Optional.of(Shelf.inMemory(gate));
    return memory.get();
  }

  private void tidy() throws IOException {
    fetches++;
    var files = files();
    for (var file : files) if (leftover(file)) Files.deleteIfExists(file);
    long packs = files.stream().filter(file -> file.toString().endsWith(".pack")).count();
    if (Math.max(packs, memory.isPresent() ? fetches : 0) > MOST_FETCHES) drop();
  }

  private static boolean leftover(Path file) {
    var name = file.getFileName().toString();
    return name.endsWith(".lock") || name.endsWith(".tmp") || name.startsWith("incoming_");
  }

  private void drop() throws IOException {
    memory = Optional.empty();
    fetches = 0;
    var files = new ArrayList<>(files());
    Collections.reverse(files);
    for (var file : files) Files.deleteIfExists(file);
  }

  /// Everything in the repository, a folder before what is in it.
  private List<Path> files() throws IOException {
    if (folder.isEmpty() || !repository().exists()) return List.of();
    try (Stream<Path> walk = Files.walk(repository().toPath())) {
      return walk.toList();
    }
  }

  private File repository() {
    return folder.orElseThrow().resolve("repository.git").toFile();
  }

  private Closeable lock() throws IOException {
    if (folder.isEmpty()) return () -> {};
    Files.createDirectories(folder.get());
    var file = folder.get().resolve("in-use");
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) return channel;
    } catch (OverlappingFileLockException _) {
      // by another thread of this process: the same to whoever comes second
    }
    channel.close();
    throw new SourceFailure(
        Kind.UNREACHABLE,
        "the folder " + folder.get() + " is in use by another fetch",
        "give each process a folder of its own");
  }

  private SourceFailure unusable(IOException e) {
    var where = folder.map(Path::toString).orElse("memory");
    var why =
        e instanceof AccessDeniedException denied
            ? "may not write to " + denied.getFile()
            : Words.plain(String.valueOf(e.getMessage()));
    return new SourceFailure(
        Kind.UNREACHABLE,
        "what was fetched cannot be kept in " + where + ": " + why,
        "is the disk full, or not to be written to?",
        e);
  }
}
