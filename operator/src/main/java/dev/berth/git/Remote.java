package dev.berth.git;

import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.transport.URIish;

/// Where the manifests lie: a repository, what of it, and a folder in it.
///
/// No credentials are part of an address, so an address can be shown.
///
/// @param url `https://…`, `ssh://…`, `git@host:path`, `file://…` or a path on this machine
/// @param folder without a slash at either end; empty for the whole repository
public record Remote(String url, Revision revision, String folder) {
  private static final Pattern WEB = Pattern.compile("https?://[^/?#@]+/[^?#]*");
  private static final Pattern SSH = Pattern.compile("ssh://([^/@:]+@)?[^/@]+/.+");
  private static final Pattern BRIEF = Pattern.compile("([^/@:]+@)?[^/@:]+:(?!//)[^@]+");
  private static final Pattern FILE = Pattern.compile("file:///.+|(?![^/]*:).+");
  private static final Pattern PLAIN = Pattern.compile("http://(?!(localhost|127\\.|\\[::1])).*");

  private static final String KINDS = "https://, ssh://, git@host:path, file:// or a path";

  /// @throws SourceFailure where one of them cannot be used, with what to write instead
  public static Remote of(String url, String revision, String folder) {
    return new Remote(address(url.strip()), Revision.of(revision), folder(folder.strip()));
  }

  enum Way {
    WEB,
    SSH,
    LOCAL
  }

  Way way() {
    if (WEB.matcher(url).matches()) return Way.WEB;
    return FILE.matcher(url).matches() ? Way.LOCAL : Way.SSH;
  }

  /// Whether whoever is on the way could read a token.
  boolean overheard() {
    return PLAIN.matcher(url).matches();
  }

  URIish uri() {
    try {
      var uri = new URIish(url);
      boolean nameless = way() == Way.SSH && uri.getUser() == null;
      return nameless ? uri.setUser("git") : uri;
    } catch (URISyntaxException e) {
      throw new IllegalStateException("an address that was looked at: " + url, e);
    }
  }

  /// A path in the repository, as messages say it.
  String shown(String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  private static String address(String url) {
    if (url.isEmpty()) throw refused("the address of the repository is empty", "give one");
    if (url.chars().anyMatch(c -> c <= ' ' || c == 0x7F)) {
      throw refused("the address of the repository has a space or a line break in it", "mend it");
    }
    var shown = bare(url);
    if (url.matches("https?://.*")) return web(url, shown);
    boolean known = Stream.of(SSH, BRIEF, FILE).anyMatch(form -> form.matcher(url).matches());
    if (known && !url.contains("::")) return parsed(url, shown);
    throw refused(shown + " is no address that Berth can fetch from", "use " + KINDS);
  }

  /// What is before an `@`, or behind a `?`, may be a secret.
  private static String bare(String url) {
    return url.replaceAll("^([a-z+]+://)?[^/]*@", "$1").replaceAll("[?#].*", "");
  }

  private static String web(String url, String shown) {
    if (WEB.matcher(url).matches()) return parsed(url, shown);
    if (shown.equals(url)) throw refused(url + " names no repository", "add its path");
    throw refused(
        "the address " + shown + " came with a user, a password or a query, which are not kept",
        "take them out, and give the token in BERTH_GIT_TOKEN");
  }

  private static String parsed(String url, String shown) {
    try {
      new URIish(url);
      if (url.startsWith("http")) new URI(url);
      return url;
    } catch (URISyntaxException e) {
      throw refused(shown + " is no address of a repository", "use " + KINDS);
    }
  }

  private static String folder(String path) {
    var plain = path.replaceAll("^(\\./)+|^\\.$", "").replaceAll("/+$", "");
    var steps = List.of(plain.split("/", -1));
    boolean odd = steps.stream().anyMatch(s -> s.isEmpty() || s.equals(".") || s.equals(".."));
    if (plain.isEmpty() && !path.startsWith("/")) return "";
    if (!odd && plain.indexOf('\0') < 0) return plain;
    throw refused(
        "the folder \"" + Words.plain(path) + "\" is not one inside the repository",
        "name it from the repository's root, such as manifests/production");
  }

  private static SourceFailure refused(String message, String hint) {
    return new SourceFailure(Kind.REFUSED, message, hint);
  }
}
