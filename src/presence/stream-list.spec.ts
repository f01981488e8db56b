import { expect, it } from "vitest";
import { userId } from "../domain/ids.ts";
import { StreamList } from "./stream-list.ts";
import type { OpenStream, StreamChanges } from "./stream-table.ts";

const since = new Date("2026-03-01T08:00:00.000Z");
const streamOf = (number: number, position: bigint): OpenStream => ({
  number,
  userId: userId("ada"),
  since,
  position,
  isLive: true,
  toldAt: null,
});

/** A table that remembers what it was given, in words; and may be unknown, or out of reach. */
class Table {
  isUnknown = true;
  isOut = false;
  readonly given: string[] = [];

  beat(): Promise<boolean> {
    return Promise.resolve(this.isUnknown);
  }

  write({ written, gone }: StreamChanges): Promise<void> {
    if (this.isOut) return Promise.reject(new Error("gone away"));
    this.isUnknown = false;
    this.given.push([...written.map(({ number }) => `+${number}`), ...gone.map((number) => `-${number}`)].join(" "));
    return Promise.resolve();
  }

  leave(): Promise<void> {
    this.isUnknown = true;
    this.given.push("none");
    return Promise.resolve();
  }
}

it("what changed of the open streams is written, and all of them where nothing is known any more", async () => {
  const table = new Table();
  const said: string[] = [];
  let open = [streamOf(1, 5n), streamOf(2, 5n)];
  const list = new StreamList({ table, open: () => open, report: (sentence) => said.push(sentence) });
  await list.write();
  await list.write();
  open = [streamOf(2, 6n), streamOf(3, 6n)];
  await list.write();
  table.isUnknown = true; // as after a crash of PostgreSQL
  await list.write();
  table.isOut = true;
  await list.write();
  await list.write();
  table.isOut = false;
  open = [streamOf(3, 6n)];
  await list.write();
  expect(table.given).toEqual(["+1 +2", "", "+2 +3 -1", "+2 +3", "none", "none", "+3"]);
  expect(said).toEqual(["Operators cannot see which streams are open: gone away"]);
});
