import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { apiServer } from "../../support/api-server.ts";
import { made, Person, type Sent } from "../../support/api-client.ts";
import { StreamClient } from "../../support/stream-client.ts";
import { TraceCollector } from "../../support/trace-collector.ts";

let collector: TraceCollector;
const server = apiServer(async () => {
  collector = await TraceCollector.start();
  return { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, LINK_PREVIEWS: "off", MAIL_QUIET: "1", MAIL_QUIET_GROUP: "1" };
});
let ada: Person;
let bob: Person;
let conversation: string;
const send = "POST /api/conversations/:id/messages";

beforeAll(async () => {
  [ada, bob] = [await Person.register(server.url, "ada"), await Person.register(server.url, "bob")];
  conversation = (await ada.start({ member_ids: [bob.id] })).id;
});

afterAll(() => collector.close());

const sent = async (headers: Readonly<Record<string, string>>): Promise<Sent> =>
  made(await ada.post<Sent>(`/api/conversations/${conversation}/messages`, { content: "a secret tea" }, { headers }));

const waiting = { timeout: 20_000 };

describe("a trace", () => {
  it("goes on from whoever asks, through the append to whom it is delivered", async () => {
    const listener = await StreamClient.connect({ url: server.url, token: bob.token ?? "" });
    const [traceId, spanId] = ["4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"];
    await sent({ traceparent: `00-${traceId}-${spanId}-01` });
    const ofTrace = () => collector.spans.filter((span) => span.traceId === traceId);
    await vi.waitUntil(() => ofTrace().length >= 3, waiting);
    const [request] = ofTrace().filter(({ name }) => name === send);
    expect(request).toMatchObject({ parentSpanId: spanId, attributes: { "http.response.status_code": 201 } });
    for (const name of ["append", "deliver"])
      expect(ofTrace().find((span) => span.name === name)).toMatchObject({ parentSpanId: request?.spanId });
    await listener.cut();
  });

  it("begins with a request, and is known by the request's id in every process; its jobs belong to it", async () => {
    const id = crypto.randomUUID();
    await sent({ "x-request-id": id });
    const ofTrace = () => collector.spans.filter(({ traceId }) => traceId === id.replaceAll("-", ""));
    await vi.waitUntil(() => ofTrace().some(({ name }) => name.startsWith("job mail.")), waiting);
    const request = ofTrace().find(({ name }) => name === send);
    expect(request?.attributes).toMatchObject({
      "verbatim.request_id": id,
      "http.route": "/api/conversations/:id/messages",
    });
    for (const span of ofTrace().filter((each) => each !== request))
      expect(span).toMatchObject({ parentSpanId: request?.spanId });
  });

  it("is not begun anew by what is no traceparent", async () => {
    const id = crypto.randomUUID();
    await sent({ "x-request-id": id, traceparent: `00-${"0".repeat(32)}-00f067aa0ba902b7-01` });
    const ofTrace = () => collector.spans.filter(({ traceId }) => traceId === id.replaceAll("-", ""));
    const request = await vi.waitUntil(() => ofTrace().find(({ name }) => name === send), waiting);
    expect(request.parentSpanId ?? "").toBe("");
  });

  it("says nothing of what people write", () => {
    expect(JSON.stringify(collector.spans)).not.toMatch(/secret|tea/);
  });
});

describe("the id of a request", () => {
  it("is in its answer, its log line, its events' metadata, and the lines of its jobs", async () => {
    const id = `client.${crypto.randomUUID()}`;
    const answer = await ada.post(
      `/api/conversations/${conversation}/messages`,
      { content: "x" },
      { headers: { "x-request-id": id } },
    );
    expect(answer.headers.get("x-request-id")).toBe(id);
    const linesOf = () => server.output.split("\n").filter((line) => line.includes(id));
    await vi.waitUntil(() => linesOf().some((line) => line.includes('"kind":"mail.unread"')), waiting);
    expect(linesOf().some((line) => line.includes('"route":"/api/conversations/:id/messages"'))).toBe(true);
    expect(server.output).not.toContain("a secret tea");
  });

  it("is one that the server makes where the client's could be anything", async () => {
    const answer = await ada.get("/api/users/me", { headers: { "x-request-id": "what <b>is</b> this" } });
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});
