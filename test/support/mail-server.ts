import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { afterAll, afterEach, beforeAll } from "vitest";

/** A mail that was handed over, whatever was answered to it. */
export interface GivenMail {
  readonly to: string;
  readonly mail: Email;
  /** As it came. */
  readonly source: string;
}

/** What the server says to a mail once it has all of it. */
export type Verdict =
  | { readonly kind: "taken" }
  | { readonly kind: "refused"; readonly code: number }
  /** The connection ends without an answer. */
  | { readonly kind: "dropped" };

export const taken: Verdict = { kind: "taken" };

/** A real SMTP server that keeps what it is given, and answers as a test says. */
export class MailServer {
  /** Everything that it was given, and answered or not. */
  readonly given: GivenMail[] = [];
  /** Codes for addresses, when they are named as recipients. */
  readonly refused = new Map<string, number>();
  /** Asked for each mail; taken unless said. */
  verdict: (given: GivenMail) => Verdict | Promise<Verdict> = () => taken;
  /** Told after the answer that a mail was taken. */
  onTaken: (given: GivenMail) => void = () => undefined;
  readonly #server: SMTPServer;
  /** By the port at their other end. */
  readonly #sockets = new Map<number, Socket>();

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      hideSTARTTLS: true,
      logger: false,
      onRcptTo: ({ address }, _session, callback) => {
        const code = this.refused.get(address);
        if (code === undefined) callback();
        else callback(Object.assign(new Error("Not here."), { responseCode: code }));
      },
      onData: (stream, session, callback) => void this.#take(stream, session, callback),
    });
    this.#server.server.on("connection", (socket: Socket) => {
      const port = socket.remotePort ?? 0;
      this.#sockets.set(port, socket);
      socket.once("close", () => this.#sockets.delete(port));
    });
    this.#server.on("error", () => undefined); // a client that was killed
  }

  static async start(): Promise<MailServer> {
    const mails = new MailServer();
    mails.#server.listen(0, "127.0.0.1");
    await once(mails.#server.server, "listening");
    return mails;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  to(address: string): readonly GivenMail[] {
    return this.given.filter(({ to }) => to === address);
  }

  /** As if nothing had been. */
  reset(): void {
    this.given.length = 0;
    this.refused.clear();
    this.verdict = () => taken;
    this.onTaken = () => undefined;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #take(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    callback: (error?: Error | null) => void,
  ): Promise<void> {
    const source = Buffer.concat(await Array.fromAsync(stream as AsyncIterable<Buffer>)).toString();
    const mail = await PostalMime.parse(source);
    const given = { to: session.envelope.rcptTo[0]?.address ?? "", mail, source };
    this.given.push(given);
    const verdict = await this.verdict(given);
    if (verdict.kind === "dropped") return void this.#sockets.get(session.remotePort)?.destroy();
    if (verdict.kind === "refused") return callback(Object.assign(new Error("No."), { responseCode: verdict.code }));
    callback();
    setImmediate(() => this.onTaken(given));
  }
}

/** One that the tests of a file share; between tests it forgets. */
export function mailServer(): { readonly it: MailServer } {
  let server: MailServer | null = null;
  beforeAll(async () => void (server = await MailServer.start()));
  afterEach(() => server?.reset());
  afterAll(() => server?.close());
  return {
    get it() {
      if (!server) throw new Error("The mail server is not started yet.");
      return server;
    },
  };
}
