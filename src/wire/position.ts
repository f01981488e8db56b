/** Where something stands, as clients are given it: `<epoch>.<position>`, in a stream `<epoch>.<position>.<n>`. */
export interface LogPlace {
  readonly epoch: string;
  readonly position: bigint;
}

/** `n` numbers what one log event tells, from 0. */
export interface StreamPlace extends LogPlace {
  readonly n: number;
}

export function positionText({ epoch, position }: LogPlace): string {
  return `${epoch}.${position}`;
}

export function streamIdText({ epoch, position, n }: StreamPlace): string {
  return `${epoch}.${position}.${n}`;
}

const places = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(0|[1-9]\d{0,18})(?:\.(0|[1-9]\d{0,5}))?$/;

/** A position or a stream's id, whichever it is; `n` is null for a position. Null for what is neither. */
export function parsePlace(text: string): (LogPlace & { readonly n: number | null }) | null {
  const [, epoch, position, n] = places.exec(text) ?? [];
  if (epoch === undefined || position === undefined) return null;
  return { epoch, position: BigInt(position), n: n === undefined ? null : Number(n) };
}
