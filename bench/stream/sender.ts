import { Agent, request } from "node:http";
import type { Place } from "./listeners.ts";

/** Posts messages over connections that stay open, at most 20 at once. */
export class Sender {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 20 });
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  /** Settles when it was accepted. @throws when it was not. */
  async send(content: string): Promise<void> {
    const { url, path, token } = this.#place;
    const body = JSON.stringify({ content });
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    };
    await new Promise<void>((resolve, reject) => {
      const sent = request(`${url}${path}`, { method: "POST", agent: this.#agent, headers }, (response) => {
        const { statusCode } = response;
        response.resume().on("end", () => {
          if (statusCode === 201) resolve();
          else reject(new Error(`A message was answered with ${statusCode}.`));
        });
      });
      sent.on("error", reject).end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
