import { beforeEach, describe, expect, it } from "vitest";
import { matching } from "../support/eventstoredb/table/matchers.ts";
import { RawClient } from "../support/eventstoredb/raw/client.ts";
import { fresh, isReal, needsFaults, revisionsIn, TableServer } from "../support/eventstoredb/table/server.ts";

const uuid = () => crypto.randomUUID();
const dropped = { code: 14, details: matching(/^(Connection dropped|read ECONNRESET)/) };
const refused = { code: 14, details: matching(/No connection established/) };

describe("On the protocol server, when", () => {
  const server = TableServer.forThisFile();
  const one = (stream: string) => ({ stream, expected: "any", events: [{}] }) as const;

  beforeEach(({ skip }) => skip(isReal, needsFaults));

  describe("connections are dropped", () => {
    it("subscriptions and pending appends end, and the same client goes on", async () => {
      const subscription = server.client.subscribe({ from: "end" });
      await subscription.untilCaughtUp();
      const batch = server.client.batch();
      batch.send({ correlationId: uuid(), options: one(fresh("pending")), events: [{}], isFinal: false });
      server.own.faults.dropConnections();
      expect(await subscription.status).toMatchObject(dropped);
      expect(await batch.status).toMatchObject(dropped);
      expect(await eventually(() => server.client.append(one(fresh("after"))))).toMatchObject({ success: {} });
    });
  });

  describe("the server stops", () => {
    it("calls are refused until it has started again, with its log on its port", async () => {
      const [stream, url] = [fresh("kept"), server.own.url];
      await server.client.append(one(stream));
      await server.own.stop();
      expect(await new RawClient(url).append(one(stream))).toMatchObject(refused);
      await server.own.restart();
      expect(server.own.url).toBe(url);
      const client = new RawClient(url);
      expect(revisionsIn((await client.read({ stream })).messages)).toEqual([0]);
      client.close();
    });

    it("positions go on from where they were, with a gap", async () => {
      const stream = fresh("gap");
      await server.client.append(one(stream));
      await server.own.restart();
      const client = new RawClient(server.own.url);
      await client.append(one(stream));
      const { messages } = await client.read({ stream });
      const [before, after] = messages.map((message) => (message.kind === "event" ? Number(message.commit) : 0));
      expect(Number(after) - Number(before)).toBeGreaterThan(600);
      client.close();
    });
  });

  describe("it is asked to shut down", () => {
    it("new calls are refused, and open ones are silent for a while and end without a status", async () => {
      const client = new RawClient(server.own.url);
      const subscription = client.subscribe({ from: "end" });
      await subscription.untilCaughtUp();
      const batch = client.batch();
      batch.send({ correlationId: uuid(), options: one(fresh("known")), events: [{}] });
      await batch.next();
      const stream = fresh("silent");
      const over = server.own.faults.shutDown({ silentMilliseconds: 100 });
      batch.send({ correlationId: uuid(), options: one(stream), events: [{}] });
      expect(await new RawClient(server.own.url).append(one(stream))).toMatchObject(refused);
      await over;
      const reset = { code: 13, details: matching(/Received RST_STREAM with code 0/) };
      expect(await subscription.status).toMatchObject(reset);
      expect(await batch.status).toMatchObject(reset);
      client.close();
      await server.own.restart();
      expect(await read(stream)).toEqual([{ kind: "not found", stream }]);
    });
  });

  describe("it stands still", () => {
    it("nothing fails and answers come late", async () => {
      const stream = fresh("frozen");
      server.own.faults.freeze();
      const answer = server.client.append(one(stream));
      const early = await Promise.race([answer, turnsOfTheLoop()]);
      server.own.faults.thaw();
      expect(early).toBe("nothing yet");
      expect(await answer).toMatchObject({ success: { currentRevision: "0" } });
    });

    it("a call's deadline passes at the client, and its append is not written", async () => {
      const stream = fresh("frozen");
      server.own.faults.freeze();
      const answer = await server.client.append(one(stream), { deadline: Date.now() + 100 });
      // The client's cancellation leaves it a little later than its answer.
      await turnsOfTheLoop();
      server.own.faults.thaw();
      expect(answer).toMatchObject({ code: 4 });
      expect(await read(stream)).toEqual([{ kind: "not found", stream }]);
    });

    it("a batch append whose deadline passes is answered with a timeout, and not written", async () => {
      const [stream, batch, deadline] = [fresh("frozen"), server.client.batch(), new Date(Date.now() + 100)];
      server.own.faults.freeze();
      batch.send({ correlationId: uuid(), options: { ...one(stream), deadline }, events: [{}] });
      await server.client.append(one(fresh("other")), { deadline: Date.now() + 150 });
      server.own.faults.thaw();
      expect(await batch.next()).toMatchObject({ error: { code: 4, message: "Timeout" } });
      expect(await read(stream)).toEqual([{ kind: "not found", stream }]);
      batch.close();
    });

    it("the client's keepalive notices, and a new connection is not refused", async () => {
      const keepalive = { "grpc.keepalive_time_ms": 100, "grpc.keepalive_timeout_ms": 100 };
      const client = new RawClient(server.own.url, keepalive);
      const subscription = client.subscribe({ from: "end" });
      await subscription.untilCaughtUp();
      server.own.faults.freeze();
      expect(await subscription.status).toMatchObject({ code: 14 });
      const answer = client.append(one(fresh("waiting")));
      server.own.faults.thaw();
      expect(await answer).toMatchObject({ success: {} });
      client.close();
    });
  });

  describe("the next append", () => {
    it("is unwritten, its connection is lost before that", async () => {
      const stream = fresh("unwritten");
      server.own.faults.failNextAppend("unwritten");
      expect(await server.client.batchAppend(one(stream))).toMatchObject(dropped);
      expect(await read(stream)).toEqual([{ kind: "not found", stream }]);
    });

    it("is lost, its connection is lost after it was written", async () => {
      const stream = fresh("lost");
      server.own.faults.failNextAppend("lost");
      expect(await server.client.batchAppend(one(stream))).toMatchObject(dropped);
      expect(revisionsIn(await read(stream))).toEqual([0]);
    });

    it("is withheld, it is written and not answered", async () => {
      const [stream, next, batch] = [fresh("withheld"), fresh("next"), server.client.batch()];
      server.own.faults.failNextAppend("withheld");
      batch.send({ correlationId: uuid(), options: one(stream), events: [{}] });
      batch.send({ correlationId: uuid(), options: one(next), events: [{}] });
      expect(await batch.next()).toMatchObject({ success: {}, streamIdentifier: { streamName: next } });
      expect(revisionsIn(await read(stream))).toEqual([0]);
      batch.close();
    });

    it("is answered twice, both answers are the same", async () => {
      const [correlationId, batch] = [uuid(), server.client.batch()];
      server.own.faults.failNextAppend("twice");
      batch.send({ correlationId, options: one(fresh("twice")), events: [{}] });
      expect(await batch.next()).toEqual(await batch.next());
      batch.close();
    });
  });

  describe("the node is", () => {
    it("not ready, calls say so and batch appends in an answer of their own", async () => {
      const details = { code: 14, details: "Server Is Not Ready" };
      const answers = await answersWhile("not ready");
      expect(answers.read).toMatchObject(details);
      expect(answers.append).toMatchObject(details);
      const error = { message: "Server Is Not Ready", details: { "type.googleapis.com/google.protobuf.Empty": {} } };
      expect(answers.batchAppend).toMatchObject({ error: { code: 0, ...error } });
    });

    it("not the leader, every call says who is", async () => {
      const { hostname, port } = new URL(server.own.url);
      const trailers = { exception: "not-leader", "leader-endpoint-host": hostname, "leader-endpoint-port": port };
      const answers = await answersWhile("not leader");
      for (const answer of Object.values(answers)) {
        expect(answer).toMatchObject({ code: 5, details: "Leader info available", trailers });
      }
    });

    it("denying access, calls say so and batch appends in an answer of their own", async () => {
      const denied = { code: 7, details: "Access Denied", trailers: { exception: "access-denied" } };
      const answers = await answersWhile("access denied");
      expect(answers.read).toMatchObject(denied);
      expect(answers.append).toMatchObject(denied);
      const error = { message: "AccessDenied", details: { "type.googleapis.com/event_store.client.AccessDenied": {} } };
      expect(answers.batchAppend).toMatchObject({ error: { code: 7, ...error } });
    });

    async function answersWhile(state: "not ready" | "not leader" | "access denied") {
      server.own.faults.nodeState = state;
      const { status } = await server.client.read({ stream: "any" });
      const append = await server.client.append(one("any"));
      const batchAppend = await server.client.batchAppend(one("any"));
      server.own.faults.nodeState = "ready";
      return { read: status, append, batchAppend };
    }
  });

  it("server features are switched off, they are unimplemented", async () => {
    server.own.faults.serverFeatures = "unimplemented";
    expect(await server.client.supportedMethods()).toMatchObject({ code: 12 });
    server.own.faults.serverFeatures = "supported";
  });

  const read = async (stream: string) => {
    const client = new RawClient(server.own.url);
    const { messages } = await client.read({ stream });
    client.close();
    return messages;
  };
});

/** A client that has just lost its connection may say so once more before it makes a new one. */
async function eventually(call: () => Promise<object>): Promise<object> {
  const answer = await call();
  return "code" in answer && answer.code === 14 ? eventually(call) : answer;
}

async function turnsOfTheLoop(): Promise<"nothing yet"> {
  for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return "nothing yet";
}
