package dev.berth.simulator.neighbours;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Items and expressions by chance: most make sense, some don't.
final class TableDice {
  private static final List<String> PATHS =
      List.of("n", "s", "ss", "ns", "bs", "b", "l", "m", "f", "z", "l[0]", "l[1]", "m.n", "m.s");
  private static final List<String> DEEP =
      List.of("m.l[0]", "m.m.n", "l[0].n", "l[2]", "#st", "m.#st", "#st.n", "gone", "gone.n");
  private static final List<String> COMPARATORS = List.of("=", "<>", "<", "<=", ">", ">=");
  private static final List<String> TYPES = List.of("S", "N", "B", "SS", "L", "M", "BOOL", "NULL");

  private final Random random;
  private final Map<String, AttributeValue> values = new TreeMap<>();
  private final Map<String, String> names = new TreeMap<>();

  TableDice(Random random) {
    this.random = random;
  }

  /// What came up since they were last asked for.
  Map<String, AttributeValue> values() {
    var taken = new TreeMap<>(values);
    values.clear();
    return taken;
  }

  Map<String, String> names() {
    var taken = new TreeMap<>(names);
    names.clear();
    return taken;
  }

  boolean one(int in) {
    return random.nextInt(in) == 0;
  }

  <T> T of(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  AttributeValue text() {
    return AttributeValue.fromS(of(List.of("a", "ab", "b", "", "ä", "a\uD83D\uDE00", "\uFFEE")));
  }

  AttributeValue number() {
    return AttributeValue.fromN(
        of(
            List.of(
                "0", "1", "2", "3", "-1", "1.5", "007", "1e3", "1.50", "-0.0", "1E-7", "9e125")));
  }

  AttributeValue value(int depth) {
    return switch (random.nextInt(depth > 2 ? 7 : 10)) {
      case 0, 1 -> text();
      case 2, 3 -> number();
      case 4 -> AttributeValue.fromBool(random.nextBoolean());
      case 5 -> AttributeValue.fromB(SdkBytes.fromUtf8String(of(List.of("a", "ab", ""))));
      case 6 -> one(3) ? AttributeValue.fromNul(true) : group();
      case 7 -> AttributeValue.fromL(List.of(value(depth + 1), value(depth + 1)));
      case 8 -> AttributeValue.fromM(attributes(depth + 1));
      default -> group();
    };
  }

  AttributeValue group() {
    return switch (random.nextInt(3)) {
      case 0 -> AttributeValue.fromSs(of(List.of(List.of("a"), List.of("b", "a"))));
      case 1 -> AttributeValue.fromNs(of(List.of(List.of("1"), List.of("2", "1.0", "-1"))));
      default ->
          AttributeValue.fromBs(
              List.of(SdkBytes.fromUtf8String("a"), SdkBytes.fromUtf8String("b")));
    };
  }

  /// Each attribute mostly has the type that its name tells.
  Map<String, AttributeValue> attributes(int depth) {
    var attributes = new TreeMap<String, AttributeValue>();
    for (var name : List.of("n", "s", "ss", "ns", "bs", "b", "l", "m", "f", "status")) {
      if (one(2)) attributes.put(name, one(6) ? value(depth) : typical(name, depth));
    }
    return attributes;
  }

  private AttributeValue typical(String name, int depth) {
    return switch (name) {
      case "n" -> number();
      case "s" -> text();
      case "ss" -> AttributeValue.fromSs(of(List.of(List.of("a"), List.of("b", "a", "c"))));
      case "ns" -> AttributeValue.fromNs(List.of("3", "1"));
      case "bs" -> AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("a")));
      case "b" -> AttributeValue.fromB(SdkBytes.fromUtf8String("ab"));
      case "l" -> AttributeValue.fromL(elements(depth));
      case "m" -> depth > 2 ? text() : AttributeValue.fromM(attributes(depth + 1));
      case "f" -> AttributeValue.fromBool(random.nextBoolean());
      default -> value(depth);
    };
  }

  private List<AttributeValue> elements(int depth) {
    return IntStream.range(0, random.nextInt(4)).mapToObj(_ -> value(depth + 2)).toList();
  }

  Map<String, AttributeValue> key(boolean ranged) {
    var key = new TreeMap<String, AttributeValue>();
    key.put("id", AttributeValue.fromS(of(List.of("x", "y"))));
    if (ranged) key.put("turn", AttributeValue.fromN(of(List.of("1", "2", "10", "-3"))));
    if (one(60)) key.put("id", value(3));
    if (one(80)) key.remove("id");
    if (one(80)) key.put("more", text());
    return key;
  }

  String given(AttributeValue value) {
    var name = ":v" + values.size();
    values.put(name, value);
    return one(150) ? ":none" : name;
  }

  String path() {
    if (one(150)) return of(List.of("status", "a..b", "l[x]", "#none", "1a", "m.", "n n"));
    if (one(100)) return of(List.of("id", "turn"));
    var path = one(3) ? of(DEEP) : of(PATHS);
    if (path.contains("#st")) names.put("#st", "status");
    return path;
  }

  private String operand() {
    if (one(6)) return "size(" + path() + ")";
    return one(4) ? path() : given(value(1));
  }

  String condition(int depth) {
    if (depth < 3 && one(4)) {
      var joined =
          "%s %s %s"
              .formatted(
                  condition(depth + 1), of(List.of("AND", "or", "OR")), condition(depth + 1));
      return one(3) ? "(" + joined + ")" : joined;
    }
    if (depth < 3 && one(8)) return "NOT " + condition(depth + 1);
    if (depth < 3 && one(15)) return "(" + condition(depth + 1) + ")";
    return single();
  }

  private String single() {
    return switch (random.nextInt(10)) {
      case 0 -> "attribute_exists(%s)".formatted(path());
      case 1 -> "attribute_not_exists(%s)".formatted(one(25) ? operand() : path());
      case 2 -> "attribute_type(%s, %s)".formatted(path(), type());
      case 3 -> "begins_with(%s, %s)".formatted(path(), given(one(5) ? value(2) : text()));
      case 4 -> "contains(%s, %s)".formatted(path(), operand());
      case 5 -> "%s BETWEEN %s AND %s".formatted(path(), given(number()), given(number()));
      case 6 -> "%s IN (%s, %s)".formatted(operand(), given(value(1)), given(number()));
      case 7 -> "%s %s %s".formatted(operand(), of(COMPARATORS), operand());
      default -> "%s %s %s".formatted(path(), of(COMPARATORS), given(one(3) ? text() : number()));
    };
  }

  private String type() {
    if (one(15)) return operand();
    return given(AttributeValue.fromS(one(15) ? "X" : of(TYPES)));
  }

  String update() {
    var clauses = new ArrayList<String>();
    if (!one(3)) clauses.add(of(List.of("SET ", "set ")) + list(this::assignment));
    if (one(4)) clauses.add("REMOVE " + list(this::path));
    if (one(3)) clauses.add("ADD " + list(() -> path() + " " + given(added())));
    if (one(5))
      clauses.add("DELETE " + list(() -> path() + " " + given(one(9) ? text() : group())));
    if (one(60)) clauses.add(of(List.of("SET n = n", "junk", ",")));
    return clauses.isEmpty() ? "REMOVE " + path() : String.join(" ", clauses);
  }

  private AttributeValue added() {
    if (one(15)) return value(2);
    return one(2) ? AttributeValue.fromN(of(List.of("1", "-2.5", "0"))) : group();
  }

  private String list(Supplier<String> each) {
    return one(4) ? each.get() + ", " + each.get() : each.get();
  }

  private String assignment() {
    var path = path();
    return switch (random.nextInt(8)) {
      case 0 -> "%s = %s + %s".formatted(path, path(), given(number()));
      case 1 -> "%s = %s - %s".formatted(path, given(AttributeValue.fromN("5")), path());
      case 2 -> "%s = if_not_exists(%s, %s)".formatted(path, path(), given(value(1)));
      case 3 ->
          "%s = if_not_exists(%s, %s) + %s"
              .formatted(path, path, given(AttributeValue.fromN("0")), given(number()));
      case 4 ->
          "%s = list_append(%s, %s)"
              .formatted(path, path(), given(AttributeValue.fromL(elements(1))));
      case 5 -> "%s = %s".formatted(path, path());
      default -> "%s = %s".formatted(path, given(value(1)));
    };
  }

  String keyCondition(boolean ranged) {
    var hash = "id = " + given(AttributeValue.fromS(of(List.of("x", "y", "z"))));
    if (one(40)) return condition(2);
    if (!ranged && !one(20)) return hash;
    if (one(3)) return hash;
    var turn = given(one(20) ? text() : AttributeValue.fromN(of(List.of("1", "2", "5"))));
    return switch (random.nextInt(6)) {
      case 0 -> hash + " AND turn < " + turn;
      case 1 -> hash + " AND turn >= " + turn;
      case 2 -> "turn = " + turn + " AND " + hash;
      case 3 -> hash + " and turn BETWEEN " + turn + " AND " + given(AttributeValue.fromN("9"));
      case 4 -> "(" + hash + ") AND (turn <= " + turn + ")";
      default -> hash + " AND " + of(List.of("turn <> ", "n = ", "turn > ")) + turn;
    };
  }
}
