import { describe, expect, it } from "vitest";
import { matching } from "../support/eventstoredb/table/matchers.ts";
import { eventsIn, fresh, serverName, TableServer } from "../support/eventstoredb/table/server.ts";

describe(`On ${serverName} a recorded event`, () => {
  const server = TableServer.forThisFile();

  it("comes back with every byte it was sent with", async () => {
    const stream = fresh("bytes");
    const data = Buffer.from([0, 255, 128, 10, 13, 0]);
    const metadata = Buffer.from("{ not: json");
    await server.client.append({
      stream,
      expected: "any",
      events: [{ data, metadata, contentType: "application/json" }],
    });
    const [event] = eventsIn((await server.client.read({ stream })).messages);
    expect(event?.data.equals(data)).toBe(true);
    expect(event?.customMetadata.equals(metadata)).toBe(true);
  });

  it("has exactly three entries of metadata, the time in units of 100 ns", async () => {
    const stream = fresh("metadata");
    await server.client.append({ stream, expected: "any", events: [{ type: "Sent" }] });
    const [event] = eventsIn((await server.client.read({ stream })).messages);
    const created = matching(/^\d{17}$/);
    expect(event?.metadata).toEqual({ type: "Sent", "content-type": "application/json", created });
    const milliseconds = Number(BigInt(event?.metadata["created"] ?? 0) / 10_000n);
    expect(Math.abs(milliseconds - Date.now())).toBeLessThan(60_000);
  });

  it.each(["application/octet-stream", "text/plain", ""])("that is %j is octets", async (contentType) => {
    const stream = fresh("octets");
    await server.client.append({ stream, expected: "any", events: [{ contentType }] });
    const [event] = eventsIn((await server.client.read({ stream })).messages);
    expect(event?.metadata["content-type"]).toBe("application/octet-stream");
  });

  it("has an id in lower case, or in two halves for who asks", async () => {
    const [stream, id] = [fresh("id"), "A0B1C2D3-0000-4000-8000-00000000000F"];
    await server.client.append({ stream, expected: "any", events: [{ id }] });
    const [text] = eventsIn((await server.client.read({ stream })).messages);
    expect(text?.id).toEqual({ string: id.toLowerCase() });
    const [halves] = eventsIn((await server.client.read({ stream, uuids: "structured" })).messages);
    const structured = { mostSignificantBits: "-6867493745269391360", leastSignificantBits: "-9223372036854775793" };
    expect(halves?.id).toEqual({ structured });
  });

  it("has one position, commit and prepare alike, and no link", async () => {
    const stream = fresh("position");
    await server.client.append({ stream, expected: "any", events: [{}] });
    const [message] = (await server.client.read({ stream })).messages;
    expect(message).toMatchObject({ kind: "event", hasLink: false });
    if (message?.kind !== "event") return;
    expect(message.event.position).toEqual({ commit: message.commit, prepare: message.commit });
  });

  it("of an append has a position of its own, each after the one before", async () => {
    const stream = fresh("positions");
    await server.client.append({ stream, expected: "any", events: [{}, {}, {}] });
    const positions = eventsIn((await server.client.read({ stream })).messages).map(({ position }) =>
      Number(position.commit),
    );
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    expect(new Set(positions).size).toBe(3);
  });
});
