import type { MapProof, Step } from "./proofs.ts";

type PathJson = readonly (readonly [bit: number, other: string])[];

/** docs/proof.md, "Map": that a conversation is in the map, or that it is not. */
export type MapProofJson =
  | { readonly count: number; readonly last_index: number; readonly running_hash: string; readonly path: PathJson }
  | {
      readonly count: 0;
      readonly found: { readonly key: string; readonly value: string } | null;
      readonly path: PathJson;
    };

export function mapProofJson(proof: MapProof): MapProofJson {
  const path = proof.path.map(({ bit, other }: Step) => [bit, hex(other)] as const);
  if (proof.kind === "present") {
    const { count, lastIndex, running } = proof.entry;
    return { count, last_index: lastIndex, running_hash: hex(running), path };
  }
  const { found } = proof;
  return { count: 0, found: found && { key: hex(found.key), value: hex(found.value) }, path };
}

const hex = (bytes: Buffer): string => bytes.toString("hex");
