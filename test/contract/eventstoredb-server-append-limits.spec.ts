import { describe, expect, it } from "vitest";
import { batchError, type AppendMethod } from "../support/eventstoredb/table/append-answers.ts";
import { fresh, serverName, TableServer } from "../support/eventstoredb/table/server.ts";

describe.each<AppendMethod>(["append", "batchAppend"])(`On ${serverName} %s`, (method) => {
  const server = TableServer.forThisFile();

  it("takes 1 MiB of data, whatever the metadata", async () => {
    const event = { data: Buffer.alloc(1_048_576), metadata: Buffer.alloc(10_000) };
    const answer = await server.client[method]({ stream: fresh("table"), expected: "any", events: [event] });
    expect(answer).toMatchObject({ success: { currentRevision: "0" } });
  });

  it.each([
    ["one byte more than 1 MiB", [1_048_577]],
    ["three events of 400 kB", [400_000, 400_000, 400_000]],
  ])("refuses %s", async (_size, sizes) => {
    const [stream, events] = [fresh("table"), sizes.map((size) => ({ data: Buffer.alloc(size) }))];
    const answer = await server.client[method]({ stream, expected: "any", events });
    expect(answer).toMatchObject(tooLarge(method, stream));
    expect((await server.client.read({ stream })).messages).toEqual([{ kind: "not found", stream }]);
  });

  it.each(["with spaces and a /", "nothing\u0000ness", "$system", "$all", "ünïcödé", "x".repeat(5_000)])(
    "takes any name: %j",
    async (name) => {
      const stream = name === "$all" ? name : fresh(name);
      const answer = await server.client[method]({ stream, expected: "any", events: [{}] });
      expect(answer).toMatchObject({ success: {} });
    },
  );
});

function tooLarge(method: AppendMethod, stream: string): object {
  if (method === "batchAppend") {
    return batchError(stream, { code: 3, name: "MaximumAppendSizeExceeded", details: { maxappendsize: 1_048_576 } });
  }
  const trailers = { exception: "maximum-append-size-exceeded", "maximum-append-size": "1048576" };
  return { code: 3, details: "Maximum Append Size of 1048576 Exceeded.", trailers };
}
