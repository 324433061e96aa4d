package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/// A message in a queue.
final class QueueMessage {
  final String id;
  final String body;

  /// By name, as they were sent.
  final ObjectNode attributes;

  final Instant sentAt;

  /// Nobody receives it before.
  Instant visibleAt;

  /// The first time that anybody did.
  Instant receivedAt = Instant.MAX;

  int received;

  QueueMessage(String id, String body, ObjectNode attributes, Instant sentAt, Instant visibleAt) {
    this.id = id;
    this.body = body;
    this.attributes = attributes;
    this.sentAt = sentAt;
    this.visibleAt = visibleAt;
  }

  boolean visible(Instant now) {
    return !visibleAt.isAfter(now);
  }

  boolean delayed(Instant now) {
    return !visible(now) && received == 0;
  }

  /// Good until it is received again.
  String receipt() {
    var text = id + "#" + received;
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The id of the message that a receipt is of.
  static String id(String receipt) {
    try {
      var text = new String(Base64.getDecoder().decode(receipt), StandardCharsets.UTF_8);
      if (text.matches("[0-9a-f-]{36}#\\d+")) return text.substring(0, text.indexOf('#'));
    } catch (IllegalArgumentException e) {
      throw strange(receipt);
    }
    throw strange(receipt);
  }

  private static ApiError strange(String receipt) {
    return ApiError.of(
        "ReceiptHandleIsInvalid",
        "The input receipt handle \"" + receipt + "\" is not a valid receipt handle.");
  }

  /// As it is received, with what was asked for beside the body.
  ObjectNode shown(Collection<String> system, Collection<String> named, String sender) {
    var shown = Json.object().put("MessageId", id).put("ReceiptHandle", receipt());
    shown.put("Body", body).put("MD5OfBody", digest(body.getBytes(StandardCharsets.UTF_8)));
    var all = new TreeMap<String, String>();
    all.put("ApproximateFirstReceiveTimestamp", "" + receivedAt.toEpochMilli());
    all.put("ApproximateReceiveCount", "" + received);
    all.put("SenderId", sender);
    all.put("SentTimestamp", "" + sentAt.toEpochMilli());
    if (!system.contains("All")) all.keySet().retainAll(system);
    if (!all.isEmpty()) all.forEach(shown.putObject("Attributes")::put);
    var chosen = attributes.deepCopy();
    if (named.stream().noneMatch(name -> name.matches("All|\\.\\*"))) chosen.retain(named);
    if (chosen.isEmpty()) return shown;
    shown.set("MessageAttributes", chosen);
    return shown.put("MD5OfMessageAttributes", digest(chosen));
  }

  static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Source: SQS developer guide, "Calculating the MD5 message digest for message attributes".
  static String digest(ObjectNode attributes) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      for (var name : new TreeSet<>(attributes.propertyNames())) {
        var attribute = (ObjectNode) attributes.get(name);
        put(out, name.getBytes(StandardCharsets.UTF_8));
        put(out, Json.text(attribute, "DataType", "").getBytes(StandardCharsets.UTF_8));
        boolean binary = Json.has(attribute, "BinaryValue");
        out.writeByte(binary ? 2 : 1);
        put(out, binary ? decoded(attribute) : text(attribute));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return digest(bytes.toByteArray());
  }

  private static byte[] text(ObjectNode attribute) {
    return Json.text(attribute, "StringValue", "").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] decoded(ObjectNode attribute) {
    try {
      return Base64.getDecoder().decode(Json.text(attribute, "BinaryValue", ""));
    } catch (IllegalArgumentException e) {
      throw ApiError.of("SerializationException", "Base64 is expected");
    }
  }

  private static void put(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  ObjectNode dump() {
    var dump = Json.object().put("id", id).put("body", body).put("sentAt", sentAt.toString());
    return dump.put("visibleAt", visibleAt.toString()).put("received", received);
  }
}
