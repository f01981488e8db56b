import { expect, onTestFinished, vi } from "vitest";
import type { MessageJson } from "../../wire/message.ts";
import type { UserId } from "../../domain/ids.ts";
import { startGateway, type Gateway, type GatewayOptions } from "../gateway.ts";
import { FakeResponse } from "./fake-response.ts";
import { SpecLog } from "./log.ts";
import { NaiveTimeline } from "./naive-timeline.ts";

/** A log, its timeline, and gateways on it as several processes have them. All is closed after the test, if not before. */
export class Setting {
  readonly log = new SpecLog();
  readonly timeline = new NaiveTimeline(this.log);
  readonly reports: string[] = [];
  readonly #opened = new AsyncDisposableStack();

  constructor() {
    onTestFinished(() => this.close());
  }

  /** Unless said otherwise it knows nothing of what was before it. */
  async gateway(options: Partial<GatewayOptions> = {}): Promise<Gateway> {
    const { log, timeline } = this;
    const gateway = await startGateway({
      store: log.store,
      codec: log.codec,
      timeline,
      readModels: timeline,
      people: (ids) => log.people(ids),
      headOf: (id) => log.headOf(id),
      line: (id) => log.line(id),
      showsFromJoining: (id) => log.showsFromJoining(id),
      announcement: (revision) => log.announcement(revision),
      lines: log.lines,
      onEvent: () => undefined,
      recent: 0,
      report: (sentence) => this.reports.push(sentence),
      ...options,
    });
    this.#opened.defer(() => gateway.close());
    return gateway;
  }

  project(events: number): Promise<void> {
    return this.timeline.advance(events);
  }

  /** A timeline that is never behind for long. */
  follow(): void {
    const timer = setInterval(() => void this.timeline.catchUp(), 5);
    this.#opened.defer(() => clearInterval(timer));
  }

  async close(): Promise<void> {
    await this.#opened.disposeAsync();
  }
}

export interface Connecting {
  readonly as: UserId;
  readonly from?: string | undefined;
  readonly session?: string;
  readonly isSessionOpen?: () => Promise<boolean>;
  readonly isTaking?: boolean;
}

export function connect(gateway: Gateway, connecting: Connecting): FakeResponse {
  const { as: userId, from: lastEventId, session: sessionId = "session", isTaking = true } = connecting;
  const { isSessionOpen = () => Promise.resolve(true) } = connecting;
  const response = new FakeResponse({ isTaking });
  gateway.connect({ response: response.asResponse, userId, sessionId, lastEventId, isSessionOpen, headers: {} });
  return response;
}

/** What was told, in short: `new_message hello`, `member_removed bob`, `reset not_in_time`. */
export function told({ heard }: FakeResponse): string[] {
  return heard.filter(({ event }) => event !== "connected").map(({ event, data }) => `${event} ${about(data)}`.trim());
}

function about(data: FakeResponse["heard"][number]["data"]): string {
  if (data["message"]) return (data["message"] as MessageJson).content;
  const { reason, user_id: userId, conversation_id: conversation } = data;
  return [reason, userId, conversation].find((each) => typeof each === "string") ?? "";
}

/** Waits until just this was told. */
export async function expectTold(response: FakeResponse, expected: readonly string[]): Promise<void> {
  await vi.waitFor(() => expect(told(response)).toEqual(expected), { timeout: 5_000, interval: 5 });
}
