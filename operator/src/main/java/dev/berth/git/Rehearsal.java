package dev.berth.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// A bare repository in a temporary folder, of one commit on `main` that holds what a folder does:
/// something to fetch from where there is no network. It is gone when it is closed.
///
/// @param place of the repository
public record Rehearsal(Path place) implements AutoCloseable {
  private static final PersonIdent NOBODY =
      new PersonIdent("berth", "berth@localhost", Instant.EPOCH, ZoneOffset.UTC);

  /// @throws UncheckedIOException where the folder cannot be read, or nothing can be written
  public static Rehearsal of(Path folder) {
    Isolation.begin();
    try {
      var rehearsal = new Rehearsal(Files.createTempDirectory("berth-"));
      try (var repository = FileRepositoryBuilder.create(rehearsal.place().toFile())) {
        repository.create(true);
        commit(repository, folder);
      }
      return rehearsal;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void commit(Repository repository, Path folder) throws IOException {
    try (var inserter = repository.newObjectInserter()) {
      var commit = new CommitBuilder();
      commit.setTreeId(tree(folder, inserter));
      commit.setAuthor(NOBODY);
      commit.setCommitter(NOBODY);
      commit.setMessage("Rehearse\n");
      var id = inserter.insert(commit);
      inserter.flush();
      var main = repository.updateRef(Constants.R_HEADS + "main");
      main.setNewObjectId(id);
      main.update();
    }
    repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + "main");
  }

  private static ObjectId tree(Path folder, ObjectInserter inserter) throws IOException {
    var index = DirCache.newInCore().builder();
    for (var file : files(folder)) {
      var entry = new DirCacheEntry(folder.relativize(file).toString());
      entry.setFileMode(FileMode.REGULAR_FILE);
      entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, Files.readAllBytes(file)));
      index.add(entry);
    }
    index.finish();
    return index.getDirCache().writeTree(inserter);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Override
  public void close() {
    try (var all = Files.walk(place)) {
      for (var each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
