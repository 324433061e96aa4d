package dev.berth.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/// What jgit may know of the machine: the time. No variable, no configuration of the system or of
/// the user, no look for a git program; so what a repository is fetched with is Berth's settings
/// alone, and no process is started.
final class Isolation extends SystemReader.Delegate {
  private Isolation() {
    super(SystemReader.getInstance());
  }

  /// jgit has one reader for the whole process: this holds for everything in it.
  static synchronized void begin() {
    if (SystemReader.getInstance() instanceof Isolation) return;
    SystemReader.setInstance(new Isolation());
    // Else a look waits for as long as others keep the JVM's common pool: jgit measures there how
    // exact the disk's times are.
    FS.FileStoreAttributes.setBackground(true);
  }

  @Override
  public String getenv(String variable) {
    return null;
  }

  @Override
  public String getHostname() {
    return "localhost";
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new Nothing(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new Nothing(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new Nothing(parent, fs);
  }

  /// A configuration without a file: jgit keeps in it what it measured, until the process ends.
  private static final class Nothing extends FileBasedConfig {
    Nothing(Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
