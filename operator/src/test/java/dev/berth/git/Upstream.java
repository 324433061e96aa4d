package dev.berth.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;

/// A bare repository that people push to, without a work tree: commits are made of texts.
final class Upstream implements AutoCloseable {
  static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");

  private final FileRepository repository;
  private final SortedMap<String, Entry> tree = new TreeMap<>();

  /// @param content of a file or a link; the id of a submodule's commit
  record Entry(FileMode mode, byte[] content) {}

  private Upstream(FileRepository repository) {
    this.repository = repository;
  }

  static Upstream in(Path folder) throws IOException {
    Isolation.begin();
    var repository = new FileRepository(folder.toFile());
    repository.create(true);
    // as the large forges have it: a commit can be asked for by its id
    repository.getConfig().setBoolean("uploadpack", null, "allowAnySHA1InWant", true);
    repository.getConfig().save();
    return new Upstream(repository);
  }

  Repository repository() {
    return repository;
  }

  String path() {
    return repository.getDirectory().getPath();
  }

  /// What the next commit will hold; by path.
  SortedMap<String, Entry> tree() {
    return tree;
  }

  Upstream with(String path, String text) {
    return with(path, text.getBytes(UTF_8));
  }

  Upstream with(String path, byte[] bytes) {
    tree.put(path, new Entry(FileMode.REGULAR_FILE, bytes));
    return this;
  }

  Upstream withLink(String path, String target) {
    tree.put(path, new Entry(FileMode.SYMLINK, target.getBytes(UTF_8)));
    return this;
  }

  Upstream withSubmodule(String path) {
    tree.put(path, new Entry(FileMode.GITLINK, new byte[0]));
    return this;
  }

  Upstream without(String path) {
    tree.remove(path);
    return this;
  }

  /// @return the id of a commit on the branch
  String commit(String branch, String message) {
    return insert(inserter -> {
      var cache = DirCache.newInCore();
      var builder = cache.builder();
      for (var each : tree.entrySet()) {
        var entry = new DirCacheEntry(each.getKey());
        entry.setFileMode(each.getValue().mode());
        entry.setObjectId(
            each.getValue().mode() == FileMode.GITLINK
                ? ObjectId.fromString("1".repeat(40))
                : inserter.insert(Constants.OBJ_BLOB, each.getValue().content()));
        builder.add(entry);
      }
      builder.finish();
      return commit(inserter, cache.writeTree(inserter), branch, message);
    });
  }

  /// A commit of a tree that no index would hold.
  String commitRaw(String branch, ObjectId treeId) {
    return insert(inserter -> commit(inserter, treeId, branch, "odd"));
  }

  interface Insert {
    ObjectId into(ObjectInserter inserter) throws IOException;
  }

  String insert(Insert insert) {
    try (var inserter = repository.getObjectDatabase().newPackInserter()) {
      var id = insert.into(inserter);
      inserter.flush();
      return id.name();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectId commit(ObjectInserter inserter, ObjectId treeId, String branch, String message)
      throws IOException {
    var commit = new CommitBuilder();
    commit.setTreeId(treeId);
    var parent = repository.exactRef("refs/heads/" + branch);
    if (parent != null) commit.setParentId(parent.getObjectId());
    var who = new PersonIdent("Ann", "ann@example.com", AT, ZoneOffset.UTC);
    commit.setAuthor(who);
    commit.setCommitter(who);
    commit.setMessage(message);
    var id = inserter.insert(commit);
    inserter.flush();
    move("refs/heads/" + branch, id.name());
    return id;
  }

  /// Forces a ref to wherever.
  void move(String ref, String id) {
    try {
      var update = repository.updateRef(ref);
      update.setNewObjectId(ObjectId.fromString(id));
      update.forceUpdate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String ref) throws IOException {
    var update = repository.updateRef(ref);
    update.setForceUpdate(true);
    update.delete();
  }

  String tag(String name, String id) {
    return insert(inserter -> {
      var tag = new TagBuilder();
      tag.setTag(name);
      tag.setObjectId(ObjectId.fromString(id), Constants.OBJ_COMMIT);
      tag.setTagger(new PersonIdent("Ann", "ann@example.com", AT, ZoneOffset.UTC));
      tag.setMessage(name);
      var tagId = inserter.insert(tag);
      inserter.flush();
      move("refs/tags/" + name, tagId.name());
      return tagId;
    });
  }

  @Override
  public void close() {
    repository.close();
  }
}
