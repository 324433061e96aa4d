package dev.berth.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// A way to a table on which answers get lost, and calls.
final class BrokenTable implements DynamoDbClient {
  enum Way {
    WHOLE,
    LOSES_ANSWERS,
    LOSES_CALLS
  }

  private final DynamoDbClient table;
  private Way way = Way.WHOLE;
  private int calls;

  BrokenTable(DynamoDbClient table) {
    this.table = table;
  }

  void become(Way other) {
    way = other;
  }

  int calls() {
    return calls;
  }

  private <T> T pass(Supplier<T> call) {
    calls++;
    if (way == Way.LOSES_CALLS) throw SdkClientException.create("nobody answers");
    var answer = call.get();
    if (way == Way.LOSES_ANSWERS) throw SdkClientException.create("the answer is lost");
    return answer;
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    calls++;
    if (way == Way.LOSES_CALLS) throw SdkClientException.create("nobody answers");
    return table.getItem(request);
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    return pass(() -> table.putItem(request));
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    return pass(() -> table.updateItem(request));
  }

  @Override
  public String serviceName() {
    return table.serviceName();
  }

  @Override
  public void close() {
    // the table is closed by whoever made it
  }
}
