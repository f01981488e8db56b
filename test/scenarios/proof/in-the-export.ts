import { checkpointJson } from "../../../src/proof/checkpoint.ts";
import { exportText, type Exportable, type ExportTextOptions } from "../../support/proof/export-text.ts";
import { entriesOf, leafHash, ReferenceKey } from "../../support/proof/reference-log.ts";
import { ReferenceProofs, sealed } from "../../support/proof/reference-proofs.ts";
import { canonical } from "../../../verifier/verify.mjs";
import type { Talk } from "./deployment.ts";

export interface Forgery {
  readonly done: string;
  readonly make: () => Promise<string>;
}

/** An honest deployment: its log with the words, and the key that signs. */
export interface Honest {
  readonly events: readonly Exportable[];
  readonly key: ReferenceKey;
  readonly talk: Talk;
}

/** An export of Lunch of these events, by whatever proofs. */
export async function lunchOf(
  { key, talk }: Honest,
  proofs: ReferenceProofs,
  more: Pick<ExportTextOptions, "events"> & Partial<ExportTextOptions>,
): Promise<string> {
  const [checkpoint, kept] = await Promise.all([
    proofs.checkpointNow(),
    new ReferenceProofs(sealed([]), key).ofSize(0),
  ]);
  const { keptSize } = talk;
  const ofKept = checkpoint.size < keptSize ? kept : await proofs.ofSize(keptSize);
  return exportText({ proofs, checkpoint, kept: ofKept, conversationIds: [talk.lunch], ...more });
}

/** What somebody does to an export, or to the program that makes it; some have the signing key, too. */
export function forgeries(honest: Honest): readonly Forgery[] {
  const { events, key, talk } = honest;
  const proofs = new ReferenceProofs(sealed(events), key);
  const whole = (): Promise<string> => lunchOf(honest, proofs, { events });
  const ofLunch = events.filter((event) => isOfLunch(event, talk));
  const [last, amid] = [ofLunch.at(-1), ofLunch[3]];
  const without = (event: Exportable | undefined): Exportable[] => events.filter((each) => each !== event);
  const edited = async (change: (lines: readonly Line[]) => readonly Line[]): Promise<string> => {
    const lines = (await whole()).split("\n").slice(0, -1);
    const changed = change(lines.map((line) => JSON.parse(line) as Line));
    return changed.map((line) => `${canonical(line)}\n`).join("");
  };
  const one = (change: (line: Line) => void, at: number) => () =>
    edited((lines) => {
      const line = lines[at];
      if (line) change(line);
      return lines;
    });

  return [
    {
      done: "the export leaves out the conversation's last event",
      make: () => lunchOf(honest, proofs, { events: without(last) }),
    },
    {
      done: "the export leaves out an event amid others",
      make: () => lunchOf(honest, proofs, { events: without(amid) }),
    },
    {
      done: "the same, and the numbers of events left as they were",
      make: () => edited((lines) => counting(lines.toSpliced(5, 1))),
    },
    {
      done: "the export leaves out the last event, and its map entry is made to fit",
      make: async () => {
        const fitting = await forgetful(honest, last).conversationsAt([talk.lunch], await proofs.checkpointNow());
        const [proof] = fitting;
        const text = await lunchOf(honest, proofs, { events: without(last) });
        const entry = proof?.kind === "present" ? proof.entry : null;
        const now = { count: entry?.count, last_index: entry?.lastIndex, running_hash: entry?.running.toString("hex") };
        return text.replace(
          /("now":\{)"count":\d+,"last_index":\d+(.*?)"running_hash":"[0-9a-f]+"/,
          (_, start: string, path: string) => {
            return `${start}"count":${now.count},"last_index":${now.last_index}${path}"running_hash":"${now.running_hash}"`;
          },
        );
      },
    },
    {
      done: "the export leaves out the last event, in a map that forgets it, signed with the real key",
      make: () => lunchOf(honest, forgetful(honest, last), { events: without(last) }),
    },
    {
      done: "the export leaves out an event amid others, in a map that forgets it, signed with the real key",
      make: () => lunchOf(honest, forgetful(honest, amid), { events: without(amid) }),
    },
    {
      done: "a word changed in the export",
      make: one((line) => setWord(line, "text", '"At one."'), 2 + said(ofLunch)),
    },
    {
      done: "the salt of a commitment changed",
      make: one((line) => setWord(line, "salt", "00".repeat(32)), 2 + said(ofLunch)),
    },
    {
      done: "words disclosed for an event that has none",
      make: one(
        (line) => (line["opened"] = { content: { salt: "00".repeat(32), text: '"Yes."' } }),
        2 + unsealed(ofLunch),
      ),
    },
    {
      done: "an event doubled",
      make: () => edited((lines) => counting(lines.toSpliced(4, 0, lines[4] ?? {}))),
    },
    {
      done: "two events of the export swapped",
      make: () => edited((lines) => lines.with(4, lines[5] ?? {}).with(5, lines[4] ?? {})),
    },
    {
      done: "another conversation's event slipped in",
      make: async () => {
        const work = await lunchOf(honest, proofs, { events, conversationIds: [talk.work] });
        const stranger = JSON.parse(work.split("\n")[2] ?? "") as Line;
        return edited((lines) => lines.with(3, { ...stranger, number: 2 }));
      },
    },
    { done: "the last line missing", make: () => edited((lines) => lines.slice(0, -1)) },
    { done: "a note added to an event", make: one((line) => (line["note"] = "Believe me."), 4) },
    {
      done: "a key of an event doubled",
      make: async () => (await whole()).replace('"data":{', '"data":{},"data":{'),
    },
    {
      done: "the checkpoint forged",
      make: one((line) => Object.assign(line["checkpoint"] as Line, { map: "00".repeat(32) }), 0),
    },
    {
      done: "everything signed with another key",
      make: () => lunchOf(honest, new ReferenceProofs(sealed(events), new ReferenceKey()), { events }),
    },
    {
      done: "an older export, from before the checkpoint that was kept",
      make: async () => {
        const older = new ReferenceProofs(sealed(events.slice(0, talk.keptSize - 1)), key);
        return lunchOf(honest, older, { events: events.slice(0, talk.keptSize - 1) });
      },
    },
    {
      done: "another conversation exported instead",
      make: () => lunchOf(honest, proofs, { events, conversationIds: [talk.work] }),
    },
    { done: "nothing of the conversation exported", make: () => lunchOf(honest, proofs, { events: [] }) },
    {
      done: "a selection exported instead, without an event",
      make: () =>
        lunchOf(honest, proofs, {
          events: without(amid).filter((event) => isOfLunch(event, talk)),
          conversationIds: null,
        }),
    },
    {
      done: "the last events not shown",
      make: () => lunchOf(honest, proofs, { events: events.map((event) => ({ ...event, isShown: event !== last })) }),
    },
  ];
}

type Line = Record<string, unknown>;

const isOfLunch = ({ stream, data }: Exportable, { lunch }: Talk): boolean =>
  stream === `conversation-${lunch}` || data["conversationId"] === lunch;

/** Proofs by a server that signs a map without this event. */
function forgetful({ events, key }: Honest, forgotten: Exportable | undefined): ReferenceProofs {
  const leaves = events.map((event, index) => leafHash(index, event));
  const entries = entriesOf(
    events.map((event) => (event === forgotten ? { ...event, stream: "forgotten" } : event)),
    leaves,
  );
  return new ReferenceProofs({ events, leaves, entries }, key);
}

const said = (events: readonly Exportable[]): number => events.findIndex(({ type }) => type === "MessageSent");
const unsealed = (events: readonly Exportable[]): number =>
  events.findIndex(({ data }) => data["$sealed"] === undefined);

function setWord(line: Line, part: "salt" | "text", value: string): void {
  const { content } = line["opened"] as Record<string, Line>;
  if (content) content[part] = value;
}

/** With a last line that counts them. */
const counting = (lines: readonly Line[]): readonly Line[] => [
  ...lines.slice(0, -1),
  { ...lines.at(-1), events: lines.length - 3 },
];

/** As an auditor keeps it. */
export async function keptText({ events, key, talk }: Honest): Promise<string> {
  return JSON.stringify(checkpointJson(await new ReferenceProofs(sealed(events), key).ofSize(talk.keptSize)));
}
