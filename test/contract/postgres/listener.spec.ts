import { afterEach, describe, expect, it, vi } from "vitest";
import { Listener } from "../../../src/platform/postgres/listener.ts";
import { CutLine } from "../../support/cut-line.ts";
import { emptyDatabase } from "../../support/database.ts";

describe("What processes tell each other on a channel of PostgreSQL", () => {
  const opened: Listener[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
  });

  async function listening(url: string, onNotification: (payload: string) => void): Promise<Listener> {
    const { promise: isListening, resolve: onListening, reject } = Promise.withResolvers<void>();
    const report = (sentence: string): void => reject(new Error(sentence));
    const listener = new Listener(
      { connectionString: url },
      { channel: "spoken", onNotification, onListening, report },
    );
    opened.push(listener);
    listener.open();
    await isListening;
    return listener;
  }

  it("goes out without waiting for what was told before, and comes to the others in its order", async () => {
    const url = await emptyDatabase();
    const [heard, own] = [[] as string[], [] as string[]];
    const warned = vi.fn<(warning: Error) => void>();
    process.on("warning", warned);
    try {
      const one = await listening(url, (payload) => own.push(payload));
      await listening(url, (payload) => heard.push(payload));
      const words = Array.from({ length: 100 }, (_, n) => `word ${n}`);
      expect(await Promise.all(words.map((word) => one.notify(word)))).toEqual(words.map(() => true));
      await vi.waitFor(() => expect(heard).toEqual(words));
      expect(own).toEqual([]);
      expect(warned).not.toHaveBeenCalled();
    } finally {
      process.off("warning", warned);
    }
  });

  it("does not go out while nobody listens here, which is said", async () => {
    const listener = new Listener(
      { connectionString: await emptyDatabase() },
      { channel: "spoken", onNotification: () => undefined, report: () => undefined },
    );
    expect(await listener.notify("into the void")).toBe(false);
  });

  it("is heard again where the network has lost a connection and told neither side", async () => {
    const url = await emptyDatabase();
    const line = await CutLine.to(url);
    const [heard, reports] = [[] as string[], [] as string[]];
    const listener = new Listener(
      { connectionString: line.url },
      {
        channel: "spoken",
        onNotification: (payload) => heard.push(payload),
        onListening: () => heard.push("listening"),
        onLost: () => heard.push("lost"),
        report: (sentence) => reports.push(sentence),
        times: { askEvery: 20, answerWithin: 1_000 },
      },
    );
    opened.push(listener);
    listener.open();
    await vi.waitFor(() => expect(heard).toEqual(["listening"]));
    line.silence();
    await vi.waitFor(() => expect(heard).toEqual(["listening", "lost", "listening"]));
    const other = await listening(url, () => undefined);
    expect(await other.notify("hello")).toBe(true);
    await vi.waitFor(() => expect(heard.at(-1)).toBe("hello"));
    expect(reports).toEqual(["Not listening to spoken: the server does not answer any more"]);
    await listener.close();
    await line.cut();
  });
});
