import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { apiServer } from "../../support/api-server.ts";
import { Person } from "../../support/api-client.ts";
import { StreamClient } from "../../support/stream-client.ts";

const docs = join(import.meta.dirname, "../../../docs/operations");
const token = "what-prometheus-knows";
const closed = apiServer({ METRICS_TOKEN: token, RATE_LIMITS: "on", RATE_SEARCH: "1" });
const here = apiServer();
const withoutApi = apiServer({ ROLES: "workers,projections" });
const behindProxy = apiServer({ PUBLIC_URL: "https://chat.example.org" });

const scrape = (url: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${url}/metrics`, { headers });

async function textOf(url: string): Promise<string> {
  return (await scrape(url, { authorization: `Bearer ${token}` })).text();
}

/** The sum of all series of a metric whose labels are these. */
function valueOf(text: string, name: string, labels: Readonly<Record<string, string>> = {}): number {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const lines = text.split("\n").filter((line) => new RegExp(`^${name}[ {]`).test(line));
  const meant = lines.filter((line) => wanted.every((label) => line.includes(label)));
  return meant.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
}

describe("what a process measures", () => {
  let ada: Person;
  let conversation: string;
  beforeAll(async () => {
    ada = await Person.register(closed.url, "ada");
    conversation = (await ada.start({ kind: "group", name: "Tea" })).id;
  });

  it("counts what is sent, changed and refused, and how long it took", async () => {
    const { id } = await ada.send(conversation, "Tea?");
    await ada.patch(`/api/messages/${id}`, { content: "Coffee?" });
    await ada.delete(`/api/messages/${id}`);
    await ada.get("/api/conversations/nowhere");
    const text = await textOf(closed.url);
    expect(valueOf(text, "verbatim_messages_sent_total", { type: "text" })).toBe(1);
    expect(valueOf(text, "verbatim_events_appended_total", { type: "MessageEdited" })).toBe(1);
    expect(valueOf(text, "verbatim_events_appended_total", { type: "MessageDeleted" })).toBe(1);
    expect(valueOf(text, "verbatim_append_duration_seconds_count")).toBeGreaterThanOrEqual(3);
    expect(valueOf(text, "verbatim_refusals_total", { code: "not_found" })).toBe(1);
    const sends = { method: "POST", route: "/api/conversations/:id/messages", status: "201" };
    expect(valueOf(text, "verbatim_http_request_duration_seconds_count", sends)).toBe(1);
  });

  it("counts from 0, so that the first fault is a rise", async () => {
    expect(await textOf(closed.url)).toContain('verbatim_refusals_total{code="internal"} 0\n');
  });

  it("counts what was too much", async () => {
    const search = () => ada.get("/api/search?q=tea");
    await vi.waitUntil(async () => (await search()).status === 429, { interval: 0 });
    expect(valueOf(await textOf(closed.url), "verbatim_rate_refusals_total", { action: "search" })).toBeGreaterThan(0);
  });

  it("knows who listens, and how late they are told", async () => {
    const listener = await StreamClient.connect({ url: closed.url, token: ada.token ?? "" });
    await vi.waitUntil(async () => valueOf(await textOf(closed.url), "verbatim_streams") === 1);
    await ada.send(conversation, "Milk?");
    await vi.waitUntil(() => listener.kept("new_message").length === 1);
    const text = await textOf(closed.url);
    expect(valueOf(text, "verbatim_delivery_duration_seconds_count")).toBeGreaterThan(0);
    expect(valueOf(text, "verbatim_stream_frames_total")).toBeGreaterThan(0);
    await listener.cut();
    await vi.waitUntil(async () => valueOf(await textOf(closed.url), "verbatim_streams") === 0);
  });

  it("tells how far its read models, reactors and pools are", async () => {
    await vi.waitUntil(async () => {
      const text = await textOf(closed.url);
      return (
        /verbatim_projection_lag_events\{projection="lines",use="active"\} 0/.test(text) &&
        /verbatim_reactor_lag_events\{reactor="intents"\} \d/.test(text)
      );
    });
    const text = await textOf(closed.url);
    expect(text).toMatch(/verbatim_pool_connections\{pool="queries",state="waiting"\} 0/);
    expect(valueOf(text, "verbatim_projections_thread_memory_bytes", { kind: "heap" })).toBeGreaterThan(1_000_000);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });

  it("counts nobody as waiting for a connection who only looks", async () => {
    const waiting = async () => valueOf(await textOf(closed.url), "verbatim_pool_connections", { state: "waiting" });
    await expect.poll(waiting, { timeout: 5_000 }).toBe(0);
  });

  it("is told by a process that answers no API, too", async () => {
    const text = await (await scrape(withoutApi.url)).text();
    expect(text).toMatch(/verbatim_pool_connections\{pool="general",state="in_use"\} \d/);
    expect(text).toMatch(/^# TYPE verbatim_jobs gauge/m);
  });

  it("says nothing of what people write or are called", async () => {
    const text = await textOf(closed.url);
    for (const secret of ["Tea", "Coffee", ada.id, ada.user.username, conversation]) expect(text).not.toContain(secret);
  });
});

describe("who may read what is measured", () => {
  it("is whoever knows the token, where there is one", async () => {
    expect((await scrape(closed.url)).status).toBe(401);
    expect((await scrape(closed.url, { authorization: "Bearer another" })).status).toBe(401);
    expect((await scrape(closed.url, { authorization: `Bearer ${token}` })).status).toBe(200);
  });

  it("is whoever asks from this machine, where there is none", async () => {
    expect((await scrape(here.url)).status).toBe(200);
    expect((await scrape(here.url, { "x-forwarded-for": "203.0.113.7" })).status).toBe(403);
    expect((await scrape(behindProxy.url)).status).toBe(403);
  });
});

describe("the page about metrics, and the dashboard", () => {
  const namesIn = (text: string): readonly string[] => [...new Set(text.match(/verbatim_[a-z_]+/g) ?? [])].toSorted();

  it("names what there is, and nothing else", async () => {
    const exposed = namesIn([...(await textOf(closed.url)).matchAll(/^# TYPE (\S+)/gm)].join("\n"));
    const page = await readFile(join(docs, "metrics.md"), "utf8");
    expect(namesIn([...page.matchAll(/^\| `(verbatim_\w+)` \|/gm)].join("\n"))).toEqual(exposed);
  });

  it("shows and watches metrics that there are", async () => {
    const text = await textOf(closed.url);
    const types = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
    for (const file of ["metrics.md", "grafana/verbatim.json"]) {
      const used = (await readFile(join(docs, file), "utf8")).match(
        /\b(?:verbatim|nodejs|process)_[a-z0-9_]*[a-z0-9]\b/g,
      );
      const named = [...new Set(used)].map((name) => name.replace(/_(bucket|count|sum)$/, ""));
      expect(named.length).toBeGreaterThan(10);
      expect(named.filter((name) => !types.has(name))).toEqual([]);
    }
  });

  it("has panels that each ask something", async () => {
    const dashboard = JSON.parse(await readFile(join(docs, "grafana/verbatim.json"), "utf8")) as {
      panels: { title: string; targets?: { expr: string }[]; type: string }[];
    };
    const panels = dashboard.panels.filter(({ type }) => type !== "row");
    expect(panels.length).toBeGreaterThan(10);
    for (const { title, targets = [] } of panels) {
      expect(
        targets.map(({ expr }) => expr.length > 0),
        title,
      ).not.toEqual([]);
    }
  });
});
