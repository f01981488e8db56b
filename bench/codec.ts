import { randomBytes, randomUUID } from "node:crypto";
import sodium from "sodium-native";
import { Codec } from "../src/event-store/codec/codec.ts";
import type { EventType } from "../src/event-store/codec/event-type.ts";
import { KeysInMemory } from "../src/event-store/codec/keys-in-memory.ts";
import type { JsonObject, NewEvent, RecordedEvent } from "../src/event-store/port.ts";
import { author } from "../src/events/owners.ts";
import { mustAgree, type Benchmark } from "./support/benchmark.ts";
import { inTurns, type Sample } from "./support/in-turns.ts";

const total = 50_000;
const pageSize = 1_000;
const text = "x".repeat(168);

const said: EventType = {
  type: "Said",
  version: 1,
  schema: { parse: (data) => data as JsonObject },
  personal: { text: author("senderId") },
};

/** Sealing and opening messages of 200 bytes by 500 people, beside the bare cipher on as many bytes. */
export const codec: Benchmark = async () => {
  const ours = new Codec([said], new KeysInMemory());
  const fresh = Array.from({ length: total }, (_, n) => message(n));
  const stored = await ours.encode("conversation-c1", fresh);
  const pages = pagesOf(stored);
  const opening = await inTurns({ ours: () => open(ours, pages), baseline: () => Promise.resolve(bareCipher()) });
  const sealing = await inTurns({ ours: () => seal(ours, fresh), baseline: () => Promise.resolve(bareCipher()) });
  const baseline = (figure: number): { name: string; figure: number } => ({ name: "libsodium alone, opening", figure });
  const unit = "events/s";
  return [
    {
      id: "CODEC-open",
      what: "open an event with one sealed field",
      unit,
      ours: opening.ours,
      baseline: baseline(opening.baseline),
      goal: { of: "ours", is: "at least", value: 150_000 },
    },
    {
      id: "CODEC-seal",
      what: "validate and seal one",
      unit,
      ours: sealing.ours,
      baseline: baseline(sealing.baseline),
      goal: null,
    },
  ];
};

async function open(ours: Codec, pages: readonly (readonly RecordedEvent[])[]): Promise<Sample> {
  const start = performance.now();
  let done = 0;
  for (const page of pages) {
    for (const { data } of await ours.decode(page)) if (data["text"] === text) done += 1;
  }
  mustAgree("Events opened", { counted: total, found: done });
  return { done, seconds: (performance.now() - start) / 1_000 };
}

async function seal(ours: Codec, fresh: readonly NewEvent[]): Promise<Sample> {
  const start = performance.now();
  const sealed = await ours.encode("conversation-c1", fresh);
  mustAgree("Events sealed", { counted: total, found: sealed.filter(({ data }) => data["$sealed"]).length });
  return { done: total, seconds: (performance.now() - start) / 1_000 };
}

function bareCipher(): Sample {
  const key = randomBytes(sodium.crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
  const nonce = randomBytes(sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  const plain = Buffer.alloc(200);
  const box = Buffer.alloc(plain.length + sodium.crypto_aead_xchacha20poly1305_ietf_ABYTES);
  sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(box, plain, null, null, nonce, key);
  const start = performance.now();
  for (let n = 0; n < total; n += 1) {
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(plain, null, box, null, nonce, key);
  }
  return { done: total, seconds: (performance.now() - start) / 1_000 };
}

function message(n: number): NewEvent {
  const data = { senderId: `person-${n % 500}`, sequence: n, text };
  return { id: randomUUID(), type: "Said", data, metadata: { at: "2026-11-20T12:00:00.000Z" } };
}

function pagesOf(stored: readonly NewEvent[]): RecordedEvent[][] {
  const log = stored.map((event, revision): RecordedEvent => ({
    ...event,
    kind: "event",
    stream: "conversation-c1",
    revision,
    position: BigInt(revision + 1),
  }));
  const starts = Array.from({ length: Math.ceil(total / pageSize) }, (_, page) => page * pageSize);
  return starts.map((start) => log.slice(start, start + pageSize));
}
