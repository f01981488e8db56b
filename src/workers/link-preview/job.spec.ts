import { describe, expect, it } from "vitest";
import { conversationId, lineId, userId } from "../../domain/ids.ts";
import { calls, previewing } from "./job.ts";

const ada = userId("ada");
const messageId = lineId({ conversationId: conversationId("here"), revision: 3 });
const at = "2026-11-30T12:00:00.000Z";
const recorded = { id: "event", revision: 3, position: 7n, at, actor: ada };

const sent = (content: string) =>
  calls.MessageSent?.({
    ...recorded,
    stream: "conversation-here",
    type: "MessageSent",
    data: { sequence: 1, senderId: ada, content },
  });

const edited = (content: string) =>
  calls.MessageEdited?.({
    ...recorded,
    stream: `message-${messageId}`,
    type: "MessageEdited",
    data: { conversationId: conversationId("here"), messageId, editedBy: ada, content },
  });

describe("a preview", () => {
  it("is called for by what is sent and edited, once each, by its id alone", () => {
    const intent = { kind: "link preview", subject: messageId, dueAt: new Date(at) };
    expect(sent("see https://acme.com/secret")).toEqual([{ ...intent, window: "sent" }]);
    expect(edited("see https://acme.com/secret")).toEqual([{ ...intent, window: "3" }]);
  });

  it("is not called for where there are none, nor is what waits done", async () => {
    const off = previewing(null);
    expect(off.calls).toBeUndefined();
    const intent = {
      id: "1",
      kind: off.kind,
      subject: messageId,
      window: "sent",
      details: {},
      correlationId: null,
      attempt: 1,
    };
    expect(await off.run(intent, { pool: {} as never, signal: AbortSignal.abort() })).toBe("done");
  });

  it("is not called for where there is no link", () => {
    expect(sent("acme.com")).toEqual([]);
    expect(edited("`https://acme.com`")).toEqual([]);
  });
});
