import type { UserId } from "../../domain/ids.ts";
import type { Gateway } from "../gateway.ts";
import type { FakeResponse, Heard } from "./fake-response.ts";
import { connect } from "./setting.ts";

/** Somebody who reads a stream, is cut at times, and goes on from the last id that they took, at whatever process. */
export class Reader {
  readonly userId: UserId;
  /** Where the first connection began. */
  readonly start: string;
  #lastEventId: string;
  readonly #before: Heard[] = [];
  #gateway: Gateway;
  #response: FakeResponse;
  #isTaking = true;

  constructor(userId: UserId, gateway: Gateway) {
    this.userId = userId;
    this.#gateway = gateway;
    this.#response = connect(gateway, { as: userId });
    this.start = this.#response.lastEventId ?? "";
    this.#lastEventId = this.start;
  }

  /** What it took over all its connections, but the greetings. */
  get heard(): readonly Heard[] {
    return [...this.#before, ...this.#response.heard].filter(({ event }) => event !== "connected");
  }

  /** Leaves in the middle of whatever comes. */
  leave(): void {
    this.#response.destroy();
  }

  reconnect(gateway: Gateway): void {
    this.#gateway = gateway;
    this.#lastEventId = this.#response.lastEventId ?? this.#lastEventId;
    this.#before.push(...this.#response.heard);
    this.#response.destroy();
    this.#response = connect(gateway, { as: this.userId, from: this.#lastEventId, isTaking: this.#isTaking });
  }

  /** As every client does when it was cut. */
  reconnectIfCut(gateway = this.#gateway): void {
    if (this.#response.closed) this.reconnect(gateway);
  }

  take(bytes: number): void {
    this.#response.take(bytes);
  }

  setTaking(taking: "everything" | "nothing"): void {
    this.#isTaking = taking === "everything";
    this.#response.setTaking(taking);
  }
}
