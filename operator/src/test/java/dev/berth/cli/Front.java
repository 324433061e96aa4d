package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A load balancer in a drill's account, with a listener rule over the target groups `blue` and
/// `green`: what stands in front of a service `web`.
final class Front {
  private static final String VERSION = "&Version=2015-12-01";

  private final Drill drill;
  private final String blue;
  private final String green;
  private final String rule;

  Front(Drill drill) {
    this.drill = drill;
    blue = group("blue");
    green = group("green");
    var balancer = arn(call("Action=CreateLoadBalancer&Name=front"), "LoadBalancerArn");
    var act = "Actions.member.1.Type=fixed-response";
    var listener =
        arn(
            call("Action=CreateListener&Port=80&LoadBalancerArn=" + balancer + "&Default" + act),
            "ListenerArn");
    var to = "&Actions.member.1.ForwardConfig.TargetGroups.member.%d.TargetGroupArn=%s";
    var forward = "&Actions.member.1.Type=forward" + to.formatted(1, blue) + to.formatted(2, green);
    var made = call("Action=CreateRule&Priority=1&ListenerArn=" + listener + forward);
    rule = arn(made, "RuleArn");
  }

  private String group(String name) {
    var made = call("Action=CreateTargetGroup&TargetType=ip&Port=80&Name=" + name);
    return arn(made, "TargetGroupArn");
  }

  private String call(String form) {
    var headers = new TreeMap<String, List<String>>();
    headers.put("Content-Type", List.of("application/x-www-form-urlencoded"));
    var answer = drill.quietly("POST", "/", headers, (form + VERSION).getBytes(UTF_8));
    var text = new String(answer.body(), UTF_8);
    if (answer.status() != 200) throw new AssertionError(form + ": " + text);
    return text;
  }

  private static String arn(String xml, String name) {
    var found = Pattern.compile("<%1$s>(.*?)</%1$s>".formatted(name)).matcher(xml);
    if (!found.find()) throw new AssertionError("no " + name + " in " + xml);
    return found.group(1);
  }

  /// `loadBalancers` of the service, as one line of YAML.
  String yaml() {
    return ("[{containerName: web, containerPort: 8080, targetGroupArn: \"%s\","
            + " advancedConfiguration: {alternateTargetGroupArn: \"%s\", productionListenerRule:"
            + " \"%s\", roleArn: \"arn:aws:iam::000000000000:role/listeners\"}}]")
        .formatted(blue, green, rule);
  }

  /// `blue 90 green 10`: what the rule sends where.
  String weights() {
    var rules = call("Action=DescribeRules&RuleArns.member.1=" + rule);
    var tuple = Pattern.compile(":targetgroup/(\\w+)/\\w+</TargetGroupArn><Weight>(\\d+)<");
    return tuple
        .matcher(rules)
        .results()
        .map(each -> each.group(1) + " " + each.group(2))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /// How many targets of a group pass their checks.
  int healthy(String name) {
    var arn = name.equals("blue") ? blue : green;
    var health = call("Action=DescribeTargetHealth&TargetGroupArn=" + arn);
    return health.split("<State>healthy<", -1).length - 1;
  }
}
