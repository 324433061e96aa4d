package dev.berth.contract;

import dev.berth.contract.Fact.Confidence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One truth about ECS and the code that checks it. Checks share nothing and may run alone.
record Check(String section, String name, int line, Confidence confidence, Method body) {
  /// `Clusters/a_name_in_use_gives_the_existing_cluster`
  String id() {
    return section + "/" + name;
  }

  String title() {
    return name.replace('_', ' ');
  }

  /// `ecs-semantics.md:263 (1.12) [T]`
  String cites() {
    return "ecs-semantics.md:%d (%s) [%s]".formatted(line, Sections.of(line), confidence);
  }

  static List<Check> all() {
    return Suite.SECTIONS.stream()
        .flatMap(section -> Arrays.stream(section.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Fact.class))
        .map(Check::of)
        .sorted(Comparator.comparing(Check::id))
        .toList();
  }

  private static Check of(Method body) {
    var fact = body.getAnnotation(Fact.class);
    var section = body.getDeclaringClass().getSimpleName();
    return new Check(section, body.getName(), fact.line(), fact.by(), body);
  }

  /// What differs from the specification; empty when nothing does. The account is left as it was.
  Optional<Differs> run(Endpoint endpoint) {
    var account = new Account(endpoint, name);
    try {
      body.invoke(construct(), account);
      return Optional.empty();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Differs differs) return Optional.of(differs);
      throw new IllegalStateException(id(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(id(), e);
    } finally {
      account.close();
    }
  }

  private Object construct() throws ReflectiveOperationException {
    var constructor = body.getDeclaringClass().getDeclaredConstructor();
    return constructor.newInstance();
  }
}
