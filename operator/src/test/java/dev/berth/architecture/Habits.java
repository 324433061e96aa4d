package dev.berth.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What no class does, whatever its package; and what only some packages do.
final class Habits {
  private static final Set<String> PURE = Set.of("model", "manifest", "plan", "policy", "session");
  private static final Set<String> ORDERED =
      Set.of("model", "manifest", "plan", "policy", "reconcile");

  /// Clock, file, socket, thread, random number, log: by type.
  private static final Pattern IMPURE_TYPE =
      Pattern.compile(
          """
          java\\.time\\.(Clock|InstantSource)
          |java\\.io\\.(File.*|RandomAccessFile|Console)
          |java\\.nio\\.(file|channels)\\..*
          |java\\.net\\.(?!URI|URLDecoder|URLEncoder).*
          |java\\.lang\\.(Thread.*|InheritableThreadLocal|Process.*|Runtime|System\\$Logger.*)
          |java\\.util\\.concurrent\\..*
          |java\\.util\\.(Random|SplittableRandom|Timer|TimerTask)
          |java\\.util\\.(random|logging)\\..*
          |java\\.security\\.SecureRandom
          |org\\.slf4j\\..*
          """,
          Pattern.COMMENTS);

  /// The same, and environment variables, by member.
  private static final Pattern IMPURE_MEMBER =
      Pattern.compile(
          """
          java\\.time\\..*\\.now\\(.*
          |java\\.lang\\.System\\.(currentTimeMillis|nanoTime|getenv|getProperty|getLogger|in)\\b.*
          |java\\.lang\\.Math\\.random\\(.*
          |java\\.util\\.UUID\\.randomUUID\\(.*
          |java\\.util\\.Collections\\.shuffle\\(.*
          |java\\..*\\.parallel(Stream)?\\(.*
          """,
          Pattern.COMMENTS);

  private static final Pattern UNORDERED_TYPE =
      Pattern.compile("java\\.util\\.(concurrent\\.Concurrent|Weak|Identity)?Hash(Map|Set|table)");

  /// `groupingBy` and `toMap` are free with a map factory: three and four arguments.
  private static final Pattern UNORDERED_MEMBER =
      Pattern.compile(
          """
          java\\.util\\.(Map|Set)\\.(of|ofEntries|copyOf)\\(.*
          |java\\.util\\.stream\\.Collectors\\.to(Unmodifiable)?Set\\(.*
          |java\\.util\\.stream\\.Collectors\\.toUnmodifiableMap\\(.*
          |java\\.util\\.stream\\.Collectors\\.toMap\\([^,]*(,[^,]*){0,2}\\)
          |java\\.util\\.stream\\.Collectors\\.groupingBy\\([^,]*(,[^,]*)?\\)
          """,
          Pattern.COMMENTS);

  private static final Pattern SLEEP =
      Pattern.compile("java\\.(lang\\.Thread|util\\.concurrent\\.TimeUnit)\\.sleep\\(.*");
  private static final Pattern CONSOLE =
      Pattern.compile("java\\.lang\\.(System\\.(out|err|exit)\\b|Runtime\\.(exit|halt)\\().*");
  private static final Pattern LOG =
      Pattern.compile(
          "org\\.slf4j\\..*|java\\.util\\.logging\\..*|java\\.lang\\.System\\$Logger.*");

  private static final Pattern PATTERN_WORD =
      Pattern.compile(".*(Manager|Helper|Utils?|Impl|Factory|Processor)");
  private static final Pattern BEAN = Pattern.compile("(get|set)(\\p{Upper}.*)?");

  private final String root;

  Habits(String root) {
    this.root = root;
  }

  Stream<String> impurity(JavaClass type) {
    if (!in(type, PURE)) return Stream.empty();
    return Stream.concat(types(type, IMPURE_TYPE), members(type, IMPURE_MEMBER));
  }

  Stream<String> unordered(JavaClass type) {
    if (!in(type, ORDERED)) return Stream.empty();
    return Stream.concat(types(type, UNORDERED_TYPE), members(type, UNORDERED_MEMBER));
  }

  Stream<String> sleep(JavaClass type) {
    return members(type, SLEEP);
  }

  Stream<String> console(JavaClass type) {
    return in(type, Set.of("cli")) ? Stream.empty() : members(type, CONSOLE);
  }

  Stream<String> log(JavaClass type) {
    return in(type, Set.of("telemetry")) ? Stream.empty() : types(type, LOG);
  }

  Stream<String> patternWord(JavaClass type) {
    return Stream.of(type.getSimpleName())
        .filter(PATTERN_WORD.asMatchPredicate())
        .map(name -> type.getName() + " says a pattern, not a thing of the trade");
  }

  Stream<String> bean(JavaClass type) {
    return type.getMethods().stream()
        .filter(method -> BEAN.matcher(method.getName()).matches())
        .filter(Predicate.not(Habits::override))
        .map(method -> method.getFullName() + " is named like a bean's");
  }

  Stream<String> inheritance(JavaClass type) {
    if (type.isAssignableTo(Throwable.class)) return Stream.empty();
    return type.getRawSuperclass().stream()
        .filter(parent -> parent.getPackageName().startsWith(root + ".") && !parent.isEnum())
        .map(parent -> type.getName() + " extends " + parent.getName());
  }

  private static boolean override(JavaMethod method) {
    var owner = method.getOwner();
    return Stream.concat(
            owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
        .flatMap(parent -> parent.getMethods().stream())
        .anyMatch(inherited ->
            inherited.getName().equals(method.getName())
                && inherited.getParameters().size() == method.getParameters().size());
  }

  private static Stream<String> types(JavaClass type, Pattern banned) {
    return type.getDirectDependenciesFromSelf().stream()
        .filter(
            to -> banned.matcher(to.getTargetClass().getBaseComponentType().getName()).matches())
        .map(Dependency::getDescription);
  }

  private static Stream<String> members(JavaClass type, Pattern banned) {
    return type.getAccessesFromSelf().stream()
        .filter(access -> banned.matcher(access.getTarget().getFullName()).matches())
        .map(JavaAccess::getDescription);
  }

  private boolean in(JavaClass type, Set<String> packages) {
    return packages.stream().anyMatch(name -> type.getPackageName().equals(root + "." + name));
  }
}
