package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.QueryDoor.Spelling;
import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Forms in and XML out, with an API that answers with what it understood.
class QueryDoorsTest {
  private static final Api ECHO =
      (operation, input, _) -> {
        if (operation.equals("Refuse")) throw ApiError.invalidParameter("not <that>");
        if (operation.equals("Nothing")) throw ApiError.unknownOperation(operation);
        return Json.object().put("Input", Json.write(input)).set("Echo", input);
      };

  private final QueryDoors doors =
      new QueryDoors(
          List.of(
              new QueryDoor("1", "http://one/", Spelling.MEMBERS, ECHO),
              new QueryDoor("2", "http://two/", Spelling.ITEMS, ECHO),
              new QueryDoor("2015-12-01", "http://elb/", Spelling.MEMBERS, ECHO)),
          new Shapes());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Name=web                                      | {"Name":"web"}
          Names.member.1=a&Names.member.2=b             | {"Names":["a","b"]}
          Names.member.10=b&Names.member.2=a            | {"Names":["a","b"]}
          Filter.1.Name=id&Filter.1.Value.1=x           | {"Filter":[{"Name":"id","Value":["x"]}]}
          T.member.1.Id=10.0.0.1&T.member.1.Port=80     | {"T":[{"Id":"10.0.0.1","Port":"80"}]}
          A.B.C=1&A.B.D=2                               | {"A":{"B":{"C":"1","D":"2"}}}
          Arn=arn%3Aaws%3Ax&Text=a+b%26c                | {"Arn":"arn:aws:x","Text":"a b&c"}
          Bad=100%                                      | {"Bad":"100%"}
          Empty=                                        | {"Empty":""}
          """)
  void the_names_of_a_form_spell_a_tree(String form, String tree) {
    var input = Form.of(form.getBytes(StandardCharsets.UTF_8)).tree();

    assertThat(Json.write(input)).isEqualTo(tree);
  }

  @Test
  void an_answer_is_worded_as_its_api_words_lists() {
    var members = answer("Action=Look&Version=1&Names.member.1=a%3C&Names.member.2=b");
    var items = answer("Action=Look&Version=2&Name.1=a");

    assertThat(members.text())
        .startsWith("<LookResponse xmlns=\"http://one/\"><LookResult><Input>")
        .endsWith(
            "<Echo><Names><member>a&lt;</member><member>b</member></Names></Echo></LookResult>"
                + "<ResponseMetadata><RequestId>id</RequestId></ResponseMetadata>"
                + "</LookResponse>\n");
    assertThat(items.text())
        .startsWith("<LookResponse xmlns=\"http://two/\"><requestId>id</requestId><Input>")
        .endsWith("<Echo><Name><item>a</item></Name></Echo></LookResponse>\n");
  }

  @Test
  void an_error_is_worded_as_its_api_words_errors() {
    var members = answer("Action=Refuse&Version=1");
    var items = answer("Action=Refuse&Version=2");

    assertThat(List.of(members.status(), items.status())).containsOnly(400);
    assertThat(members.text())
        .isEqualTo(
            "<ErrorResponse xmlns=\"http://one/\"><Error><Type>Sender</Type>"
                + "<Code>ValidationError</Code><Message>not &lt;that&gt;</Message></Error>"
                + "<RequestId>id</RequestId></ErrorResponse>\n");
    assertThat(items.text())
        .isEqualTo(
            "<Response><Errors><Error><Code>ValidationError</Code>"
                + "<Message>not &lt;that&gt;</Message></Error></Errors>"
                + "<RequestID>id</RequestID></Response>\n");
  }

  @ParameterizedTest
  @CsvSource({
    "Action=Nothing&Version=1, InvalidAction",
    "Action=Look&Version=9, InvalidAction",
    "Version=1, MissingAction",
    "Action=Look&Version=1&A.A.A.A.A.A.A.A.A.A.A.A.A.A.A.A.A.A.A.A.A.A=1, MalformedQueryString"
  })
  void what_no_api_takes_is_refused(String form, String code) {
    var response = answer(form);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.text()).contains("<Code>" + code + "</Code>");
  }

  private Response answer(String form) {
    var headers = Map.of("Content-Type", List.of("application/x-www-form-urlencoded"));
    var request = Request.of("POST", "/", headers, form.getBytes(StandardCharsets.UTF_8));
    var exchange = doors.exchange(request, new Caller("000000000000", "us-east-1"), "id");
    try {
      return exchange.perform();
    } catch (ApiError e) {
      return exchange.refused(e);
    }
  }
}
