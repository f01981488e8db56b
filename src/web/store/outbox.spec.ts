import { describe, expect, it, vi } from "vitest";
import { ApiProblem } from "../api/problem.ts";
import { Outbox } from "./outbox.ts";
import { reduce } from "./reduce.ts";
import { line, opened, outgoing } from "./support.ts";

/** A server that answers as it is told to, and remembers what it was sent. */
function setting() {
  let state = opened([]);
  const sent: string[] = [];
  const answers: (() => ApiProblem | null)[] = [];
  const later: (() => void)[] = [];
  const outbox = new Outbox({
    later: (run) => later.push(run),
    state: () => state,
    change: (change) => (state = reduce(state, change)),
    send: async (_, { client_message_id: key }) => {
      const refusal = answers.shift()?.() ?? null;
      if (refusal) throw refusal;
      sent.push(key);
      return line(sent.length, { sender_id: "ada", client_message_id: key });
    },
  });
  const refuse = (code: string) => answers.push(() => new ApiProblem({ code, detail: code }));
  return { outbox, sent, later, refuse, state: () => state };
}

describe("what is written", () => {
  it("goes out in the order of writing, one after the other", async () => {
    const { outbox, sent, state } = setting();
    for (const key of ["k1", "k2", "k3"]) outbox.write(outgoing(key));
    await vi.waitFor(() => expect(state().outgoing).toEqual([]));
    expect(sent).toEqual(["k1", "k2", "k3"]);
  });

  it("waits while the server can't be reached, and goes out in order with the same keys", async () => {
    const { outbox, sent, later, refuse, state } = setting();
    refuse("unreachable");
    refuse("unreachable");
    outbox.write(outgoing("k1"));
    await vi.waitFor(() => expect(later).toHaveLength(1));
    outbox.write(outgoing("k2"));
    await vi.waitFor(() => expect(later).toHaveLength(2));
    expect([sent, state().outgoing.map(({ status }) => status)]).toEqual([[], ["waiting", "waiting"]]);
    later[0]?.();
    await vi.waitFor(() => expect(sent).toEqual(["k1", "k2"]));
    expect(state().outgoing).toEqual([]);
  });

  it("stays with the reason when it is refused, and holds up nobody behind it", async () => {
    const { outbox, sent, refuse, state } = setting();
    refuse("rate_limited");
    outbox.write(outgoing("k1"));
    outbox.write(outgoing("k2"));
    await vi.waitFor(() => expect(sent).toEqual(["k2"]));
    expect(state().outgoing).toMatchObject([{ key: "k1", status: "failed", reason: "rate_limited" }]);
    outbox.retry("k1");
    await vi.waitFor(() => expect(sent).toEqual(["k2", "k1"]));
  });
});
