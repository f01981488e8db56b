import { Agent, request, type ClientRequest, type IncomingMessage } from "node:http";

export interface Place {
  readonly url: string;
  readonly path: string;
  readonly token: string;
}

/** Told of each frame that has an id: its text, and when it came (performance.now). */
export type OnFrame = (frame: string, at: number) => void;

/** So many readers of one stream, each with a connection of its own. */
export class Listeners implements AsyncDisposable {
  readonly #requests: ClientRequest[] = [];
  readonly #agent = new Agent({ maxSockets: Infinity, keepAlive: false });
  readonly #onFrame: OnFrame;
  #awaited: { readonly frames: number; readonly resolve: () => void } | null = null;
  #frames = 0;

  private constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame;
  }

  static async open(place: Place, count: number, onFrame: OnFrame = () => undefined): Promise<Listeners> {
    const listeners = new Listeners(onFrame);
    for (let opened = 0; opened < count; opened += 50)
      await Promise.all(Array.from({ length: Math.min(50, count - opened) }, () => listeners.#open(place)));
    return listeners;
  }

  /** Settles when so many frames more have come to all of them together. */
  async receive(frames: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#awaited = { frames: this.#frames + frames, resolve };
      this.#look();
    });
  }

  get frames(): number {
    return this.#frames;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const each of this.#requests) each.destroy();
    this.#agent.destroy();
    await Promise.resolve();
  }

  /** Settles with the first bytes: from then on nothing passes it by. */
  async #open({ url, path, token }: Place): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, accept: "text/event-stream" };
      const each = request(`${url}${path}`, { agent: this.#agent, headers }, (response) => {
        if (response.statusCode === 200) this.#read(response, resolve);
        else reject(new Error(`The stream was answered with ${response.statusCode}.`));
      });
      each.on("error", reject).end();
      this.#requests.push(each);
    });
  }

  #read(response: IncomingMessage, onOpen: () => void): void {
    let rest = "";
    response.setEncoding("latin1").on("error", () => undefined); // it is destroyed at the end
    response.on("data", (chunk: string) => {
      const at = performance.now();
      const frames = (rest + chunk).split("\n\n");
      rest = frames.pop() ?? "";
      for (const frame of frames) {
        if (!frame.startsWith("id: ")) continue;
        this.#frames += 1;
        this.#onFrame(frame, at);
      }
      onOpen();
      this.#look();
    });
  }

  #look(): void {
    if (!this.#awaited || this.#frames < this.#awaited.frames) return;
    this.#awaited.resolve();
    this.#awaited = null;
  }
}
