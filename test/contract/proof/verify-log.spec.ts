import { describe, expect, it } from "vitest";
import { verifyLog, type LogVerdict } from "../../../src/proof/verify-log.ts";
import { ProvedLog } from "./proved-log.ts";

/** Two conversations, 1,200 events, of which 600 and 1,100 have a checkpoint. */
async function provedLog(): Promise<ProvedLog> {
  const log = await ProvedLog.make();
  const { builder } = await log.proofs();
  const advance = (): Promise<unknown> => builder.advance({ demand: "now" });
  await log.happens("conversation-a", 500);
  await log.happens("conversation-b", 100);
  await advance();
  await log.happens("message-a_1", 500, { conversationId: "a" });
  await advance();
  await log.happens("conversation-b", 100);
  await builder.advance({ demand: "due" });
  return log;
}

async function verified(log: ProvedLog): Promise<LogVerdict> {
  const { pool, store } = log;
  const { signing } = await log.proofs();
  return verifyLog({ pool, store, signing });
}

const checkpointOf = (size: number): string =>
  `The checkpoint of ${size} events, made at 2026-05-04T12:00:00.000Z, is not of this log, nor need later ones be.`;
const notOne = (index: number, place: string): string =>
  `Event ${index} of the log (${place}) is not the one that was proved.`;

describe("reading the whole log again", () => {
  it("finds nothing where nothing was done, with events that are not proved yet, too", async () => {
    const log = await provedLog();
    await log.happens("conversation-c", 20);
    expect(await verified(log)).toEqual({ events: 1_220, checkpoints: 2, findings: [] });
    expect(await verified(log)).toEqual({ events: 1_220, checkpoints: 2, findings: [] });
  });

  it("finds nothing in an empty log", async () => {
    expect(await verified(await ProvedLog.make())).toEqual({ events: 0, checkpoints: 0, findings: [] });
  });

  const tampered: Record<string, readonly [change: string, findings: readonly string[]]> = {
    "a changed event": [
      `update log.events set data = replace(data, 'a 299', 'a 999') where position = 300`,
      [notOne(299, "conversation-a, revision 299"), checkpointOf(600)],
    ],
    "changed metadata": [
      `update log.events set metadata = '{"at":"2026-05-05T12:00:00.000Z"}' where position = 700`,
      [notOne(699, "message-a_1, revision 99"), checkpointOf(1_100)],
    ],
    "an event that is none any more": [
      `update log.events set metadata = 'nothing' where position = 700`,
      [
        "The event at position 700 (message-a_1, revision 99) holds no JSON: it was changed.",
        "Only the first 0 events were compared, since nothing is read past it.",
      ],
    ],
    "an event that is gone": [
      "delete from log.events where position = 300",
      [
        notOne(299, "conversation-a, revision 300"),
        "The log ends after 1199 events; 1200 were proved.",
        checkpointOf(600),
      ],
    ],
    "an event that was slipped in": [
      `update log.events set position = position + 1000000 where position >= 50;
       update log.events set position = position - 999999 where position > 1000000;
       insert into log.events values (50, 9, gen_random_uuid(), 'conversation-x', 'Said', '{}', '{}')`,
      [notOne(49, "conversation-x, revision 9"), checkpointOf(600)],
    ],
    "two that changed places": [
      `update log.events set position = 1000000 where position = 10; update log.events set position = 10 where position = 11;
       update log.events set position = 11 where position = 1000000`,
      [notOne(9, "conversation-a, revision 10"), checkpointOf(600)],
    ],
    "an event that belongs to another stream now": [
      "update log.events set stream = 'conversation-z' where position = 1",
      [notOne(0, "conversation-z, revision 0"), checkpointOf(600)],
    ],
    "a log that ends earlier": [
      "delete from log.events where position > 1150",
      ["The log ends after 1150 events; 1200 were proved."],
    ],
    "a changed event behind the last checkpoint": [
      `update log.events set type = 'Sang' where position = 1190`,
      [
        notOne(1_189, "conversation-b, revision 189"),
        "All checkpoints are of this log: what is stored of the proof was changed, or what came after the last of them.",
      ],
    ],
  };
  for (const [what, [change, findings]] of Object.entries(tampered))
    it(`names ${what}`, async () => {
      const log = await provedLog();
      await log.tamper(change);
      expect((await verified(log)).findings).toEqual(findings);
    });

  it("names what was changed and proved anew: the checkpoints do not fit", async () => {
    const log = await provedLog();
    await log.tamper(`update log.events set type = 'Sang' where position = 700`);
    await log.query("delete from proof.checkpoints where size = 1100");
    await log.query(
      `truncate proof.tiles, proof.positions, proof.conversations, proof.entries, proof.map_tiles;
       update proof.builder set position = 0, epoch = null, last_event_id = null, last_event_position = null, size = 0`,
    );
    await (await log.proofs()).builder.advance({ demand: "now" });
    expect((await verified(log)).findings).toEqual([]);
    await log.query("update proof.checkpoints set tree_root = map_root where size = 600");
    expect((await verified(log)).findings).toEqual([
      checkpointOf(600),
      "The checkpoint of 600 events, made at 2026-05-04T12:00:00.000Z, is not signed by this server's key.",
    ]);
  });

  const stored: Record<string, readonly [change: string, finding: string]> = {
    "a leaf": [
      "update proof.tiles set hashes = set_byte(hashes, 0, 255 - get_byte(hashes, 0)) where level = 0 and number = 1",
      notOne(256, "conversation-a, revision 256"),
    ],
    "a conversation's entry": [
      "update proof.entries set count = count + 1 where checkpoint = 1 and count = 500",
      "What is stored of conversation a is not what its events come to.",
    ],
    "a tile of the map": [
      "update proof.map_tiles set places = set_byte(places, octet_length(places) - 20, 255 - get_byte(places, octet_length(places) - 20)) where path = ''",
      "The stored map is not that of the last checkpoint.",
    ],
  };
  for (const [what, [change, finding]] of Object.entries(stored))
    it(`names ${what} of the proof that was changed, though the log was not`, async () => {
      const log = await provedLog();
      await log.query(change);
      const { findings } = await verified(log);
      expect(findings).toContain(finding);
      expect(findings.join()).not.toContain("is not of this log");
    });

  it("lets the builder go on that stopped, once the log is again what was proved", async () => {
    const log = await provedLog();
    const { builder } = await log.proofs();
    await log.tamper("update log.events set type = 'Sang' where position = 3");
    await log.store.renewEpoch();
    await expect(builder.advance({ demand: "now" })).rejects.toThrow(notOne(2, "conversation-a, revision 2"));
    await log.tamper("update log.events set type = 'Said' where position = 3");
    await expect(builder.advance({ demand: "now" })).rejects.toThrow(notOne(2, "conversation-a, revision 2"));
    expect((await verified(log)).findings).toEqual([]);
    expect(await builder.advance({ demand: "now" })).toMatchObject({ size: 1_200 });
  });
});
