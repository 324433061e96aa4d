package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.M;

import java.util.ArrayList;
import java.util.TreeSet;

/// Lists, a page at a time.
final class Paging {
  /// Follows the tokens to the end; each page of that size at most.
  private static void walks(
      Account aws, String operation, String filter, String member, int size, int all) {
    var seen = new ArrayList<String>();
    var token = "";
    do {
      var more = token.isEmpty() ? "" : ", 'nextToken': '%s'".formatted(token);
      var page = aws.ecs(operation, "{%s, 'maxResults': %d%s}".formatted(filter, size, more)).ok();
      if (page.items(member).size() > size) page.sized(member, size);
      seen.addAll(page.texts(member));
      token = page.at("/nextToken").asString("");
    } while (!token.isEmpty() && seen.size() <= all);
    var got = seen.size() + " items, " + new TreeSet<>(seen).size() + " of them different";
    if (seen.size() == all && new TreeSet<>(seen).size() == all) return;
    throw new Differs(operation, all + " different items in all", got);
  }

  private static void services(Account aws, int count) {
    aws.definition("web").ok();
    for (var i = 0; i < count; i++) {
      aws.service("web").with("'serviceName': '%s'".formatted(aws.name("s" + i))).ok();
    }
  }

  private static String in(Account aws) {
    return "'cluster': '" + aws.cluster() + "'";
  }

  @Fact(line = 56, by = M)
  void services_come_ten_a_page(Account aws) {
    services(aws, 11);

    aws.ecs("ListServices", "{" + in(aws) + "}").ok().sized("/serviceArns", 10).has("/nextToken");
  }

  @Fact(line = 56, by = M)
  void the_pages_of_services_hold_each_once(Account aws) {
    services(aws, 5);

    walks(aws, "ListServices", in(aws), "/serviceArns", 2, 5);
  }

  @Fact(line = 56, by = M)
  void the_last_page_has_no_token(Account aws) {
    services(aws, 2);

    aws.ecs("ListServices", "{" + in(aws) + ", 'maxResults': 2}")
        .ok()
        .sized("/serviceArns", 2)
        .lacks("/nextToken");
  }

  @Fact(line = 56, by = M)
  void a_page_of_services_has_at_least_one(Account aws) {
    aws.ecs("ListServices", "{" + in(aws) + ", 'maxResults': 0}")
        .refused("InvalidParameterException");
  }

  @Fact(line = 56, by = M)
  void a_page_of_services_has_a_hundred_at_most(Account aws) {
    aws.ecs("ListServices", "{" + in(aws) + ", 'maxResults': 101}")
        .refused("InvalidParameterException");
  }

  @Fact(line = 56, by = M)
  void a_token_that_nobody_gave_is_refused(Account aws) {
    aws.ecs("ListServices", "{" + in(aws) + ", 'nextToken': 'bm9ib2R5'}")
        .refused("InvalidParameterException");
  }

  @Fact(line = 56, by = M)
  void the_pages_of_tasks_hold_each_once(Account aws) {
    aws.task("job").with("'count': 5").ok();

    walks(aws, "ListTasks", in(aws), "/taskArns", 2, 5);
  }

  @Fact(line = 56, by = M)
  void a_page_of_tasks_has_a_hundred_at_most(Account aws) {
    aws.ecs("ListTasks", "{" + in(aws) + ", 'maxResults': 101}")
        .refused("InvalidParameterException");
  }

  @Fact(line = 56, by = M)
  void the_pages_of_revisions_hold_each_once(Account aws) {
    for (var i = 0; i < 5; i++) aws.definition("web").ok();
    var family = "'familyPrefix': '%s'".formatted(aws.name("web"));

    walks(aws, "ListTaskDefinitions", family, "/taskDefinitionArns", 2, 5);
  }

  @Fact(line = 56, by = M)
  void the_pages_of_families_hold_each_once(Account aws) {
    for (var i = 0; i < 5; i++) aws.definition("f" + i).ok();
    var prefix = "'familyPrefix': '%s'".formatted(aws.name("f"));

    walks(aws, "ListTaskDefinitionFamilies", prefix, "/families", 2, 5);
  }

  @Fact(line = 56, by = M)
  void a_page_of_clusters_may_be_short(Account aws) {
    aws.cluster();
    aws.cluster("second", "'capacityProviders': []");

    aws.ecs("ListClusters", "{'maxResults': 1}").ok().sized("/clusterArns", 1).has("/nextToken");
  }

  @Fact(line = 56, by = M)
  void a_page_of_service_deployments_may_be_short(Account aws) {
    aws.service("web").ok();
    aws.update("web", "'forceNewDeployment': true").ok();
    var of = in(aws) + ", 'service': '%s'".formatted(aws.name("web"));

    aws.ecs("ListServiceDeployments", "{" + of + ", 'maxResults': 1}")
        .ok()
        .sized("/serviceDeployments", 1)
        .has("/nextToken");
  }
}
