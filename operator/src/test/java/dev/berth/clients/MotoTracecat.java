package dev.berth.clients;

import dev.berth.cli.Berth;
import dev.berth.cli.Berth.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;

/// A copy of the example system, with subnets and security groups that moto knows: it refuses the
/// made-up ones of the demo.
final class MotoTracecat {
  private static final Path SOURCE = Path.of("../manifests/tracecat").toAbsolutePath().normalize();
  private static final Pattern OUTPUT = Pattern.compile("\\{output: (\\w+)\\}");
  private static final String ACCOUNT = "123456789012";

  private final Path folder;
  private final String endpoint;
  private final TreeMap<String, String> parameters = new TreeMap<>();
  private final TreeMap<String, String> caller = new TreeMap<>();

  private MotoTracecat(Path folder, String endpoint) {
    this.folder = folder;
    this.endpoint = endpoint;
  }

  static MotoTracecat in(Path folder, String endpoint) {
    var tracecat = new MotoTracecat(folder, endpoint);
    try (var files = Files.walk(SOURCE)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        tracecat.write(SOURCE.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tracecat.bootstrap();
    return tracecat;
  }

  /// The network: of two subnets that there are, and six groups.
  void bootstrap() {
    try (var network = client(Ec2Client.builder())) {
      var subnets = network.describeSubnets(r -> {}).subnets();
      parameters.put("privateSubnetA", subnets.get(0).subnetId());
      parameters.put("privateSubnetB", subnets.get(1).subnetId());
      for (var name : List.of("core", "caddy", "coreDb", "redis", "temporal", "temporalDb")) {
        var made =
            network.createSecurityGroup(
                r -> r.groupName(name).description(name).vpcId(subnets.get(0).vpcId()));
        parameters.put(name + "SecurityGroupId", made.groupId());
      }
    }
  }

  /// What the production environment expects to be there, and the outputs that tell of it.
  void production() {
    try (var ecs = client(EcsClient.builder());
        var names = client(ServiceDiscoveryClient.builder());
        var balancing = client(ElasticLoadBalancingV2Client.builder());
        var network = client(Ec2Client.builder())) {
      ecs.createCluster(
          r -> r.clusterName("tracecat-cluster").capacityProviders("FARGATE", "FARGATE_SPOT"));
      names.createHttpNamespace(r -> r.name("tracecat.local"));
      var vpc = network.describeVpcs(r -> {}).vpcs().getFirst().vpcId();
      var group =
          balancing
              .createTargetGroup(
                  r -> r.name("caddy").protocol("HTTP").port(80).vpcId(vpc).targetType("ip"))
              .targetGroups()
              .getFirst()
              .targetGroupArn();
      write("bootstrap-outputs.json", outputs(group));
    }
  }

  private String outputs(String group) {
    var found = OUTPUT.matcher(read("environments/production.yaml"));
    var outputs = new ArrayList<String>();
    while (found.find()) {
      var name = found.group(1);
      outputs.add("\"%s\": {\"value\": \"%s\"}".formatted(name, output(name, group)));
    }
    return "{" + String.join(", ", outputs) + "}";
  }

  private String output(String name, String group) {
    if (name.equals("aws_region")) return "us-east-1";
    if (name.equals("caddy_target_group_arn")) return group;
    if (name.endsWith("_secret_arn")) {
      return "arn:aws:secretsmanager:us-east-1:%s:secret:%s-AAAAAA".formatted(ACCOUNT, name);
    }
    if (name.endsWith("_role_arn")) return "arn:aws:iam::%s:role/%s".formatted(ACCOUNT, name);
    return name.replace('_', '-');
  }

  /// Who calls from now on: the SDK takes its credentials from the process, not from Berth.
  MotoTracecat as(String key, String secret) {
    caller.put("aws.accessKeyId", key);
    caller.put("aws.secretAccessKey", secret);
    return this;
  }

  Ran berth(String verb, String... options) {
    return words(List.of(verb, folder.toString(), "-e", "demo"), options);
  }

  Ran in(String environment, String verb) {
    return words(List.of(verb, folder.toString(), "-e", environment));
  }

  /// `VERB NAME PATH`, with what follows it.
  Ran named(String verb, String name, String... options) {
    return words(List.of(verb, name, folder.toString(), "-e", "demo"), options);
  }

  Ran job(String name) {
    return words(List.of("job", "run", name, folder.toString(), "-e", "demo"));
  }

  private Ran words(List<String> words, String... options) {
    var all = new ArrayList<>(words);
    all.addAll(List.of(options));
    if (!all.contains("--timeout")) all.addAll(List.of("--timeout", "90s"));
    return run(all.toArray(String[]::new));
  }

  Ran run(String... words) {
    var berth = Berth.at(endpoint).with("AWS_REGION", "us-east-1");
    parameters.forEach((name, value) -> berth.with("BERTH_PARAM_" + name, value));
    caller.forEach(System::setProperty);
    try {
      return berth.run(words);
    } finally {
      caller.keySet().forEach(System::clearProperty);
    }
  }

  void edit(String file, String from, String to) {
    var text = read(file);
    if (!text.contains(from)) throw new AssertionError(file + " has no " + from);
    write(file, text.replace(from, to));
  }

  void delete(String file) {
    try {
      Files.delete(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String file, String text) {
    try {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
    var anybody = StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));
    return builder
        .endpointOverride(URI.create(endpoint))
        .region(Region.US_EAST_1)
        .credentialsProvider(anybody)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
