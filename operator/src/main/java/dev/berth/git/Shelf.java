package dev.berth.git;

import java.io.File;
import java.io.IOException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;

/// Bare repositories into which nothing comes but through a [Gate], and which nobody tidies up
/// behind Berth's back.
final class Shelf {
  private Shelf() {}

  static Repository inMemory(Gate gate) throws IOException {
    return new InMemory(gate);
  }

  /// Makes it where it is not there.
  static Repository in(File folder, Gate gate) throws IOException {
    var repository = new InFolder(folder, gate);
    if (!new File(folder, "HEAD").exists()) repository.create(true);
    return repository;
  }

  private static final class InMemory extends InMemoryRepository {
    private final Gate gate;

    InMemory(Gate gate) {
      super(new DfsRepositoryDescription("manifests"));
      this.gate = gate;
    }

    /// Asked for where the other side is a path on this machine.
    @Override
    public FS getFS() {
      return FS.DETECTED;
    }

    @Override
    public ObjectInserter newObjectInserter() {
      return gate.guard(super.newObjectInserter());
    }

    @Override
    public void autoGC(ProgressMonitor monitor) {}
  }

  private static final class InFolder extends FileRepository {
    private final Gate gate;

    InFolder(File folder, Gate gate) throws IOException {
      super(folder);
      this.gate = gate;
    }

    @Override
    public ObjectInserter newObjectInserter() {
      return gate.guard(super.newObjectInserter());
    }

    @Override
    public void autoGC(ProgressMonitor monitor) {}
  }
}
