/**
 * Arrays as PostgreSQL's binary protocol has them, nulls included: pg sends a Buffer in binary as it is, which spares
 * both sides the quoting and parsing of each element. Layout: dimensions, has-nulls flag, element type, length, lower
 * bound, then each element behind its size, -1 for null (PostgreSQL source, array_recv).
 */
interface Element<Value> {
  readonly oid: number;
  /** The bytes that a value takes, without its size. */
  readonly bytes: (value: Value) => number;
  /** Writes one value and tells how many bytes it took. */
  readonly write: (buffer: Buffer, value: Value, at: number) => number;
}

const fixed = <Value>(oid: number, bytes: number, put: (buffer: Buffer, value: Value, at: number) => void) => {
  const write: Element<Value>["write"] = (buffer, value, at) => {
    put(buffer, value, at);
    return bytes;
  };
  return { oid, bytes: () => bytes, write };
};

/** PostgreSQL counts microseconds from the year 2000 on. */
const epochMs = Date.UTC(2000, 0, 1);
const halfWord = 2 ** 32;

/** Without a BigInt for the times that a double counts whole: some 285 years either way. */
function writeTime(buffer: Buffer, value: string, at: number): void {
  const milliseconds = Date.parse(value) - epochMs;
  const microseconds = milliseconds * 1_000;
  if (!Number.isSafeInteger(microseconds)) {
    buffer.writeBigInt64BE(BigInt(milliseconds) * 1_000n, at);
    return;
  }
  const high = Math.floor(microseconds / halfWord);
  buffer.writeInt32BE(high, at);
  buffer.writeUInt32BE(microseconds - high * halfWord, at + 4);
}

const elements = {
  boolean: fixed<boolean>(16, 1, (buffer, value, at) => buffer.writeUInt8(value ? 1 : 0, at)),
  int: fixed<number>(23, 4, (buffer, value, at) => buffer.writeInt32BE(value, at)),
  bigint: fixed<bigint>(20, 8, (buffer, value, at) => buffer.writeBigInt64BE(value, at)),
  /** ISO 8601. */
  timestamptz: fixed<string>(1184, 8, writeTime),
  text: {
    oid: 25,
    bytes: (value: string) => Buffer.byteLength(value),
    write: (buffer: Buffer, value: string, at: number) => buffer.write(value, at),
  },
  /** JSON text; its first byte is the format's version. */
  jsonb: {
    oid: 3802,
    bytes: (value: string) => Buffer.byteLength(value) + 1,
    write: (buffer: Buffer, value: string, at: number) => buffer.write(value, buffer.writeUInt8(1, at)) + 1,
  },
} as const;

export type ElementType = keyof typeof elements;
type Values = { [Type in ElementType]: (typeof elements)[Type] extends Element<infer Value> ? Value : never };
export type ValueOf<Type extends ElementType> = Values[Type];

const headerBytes = 20;

export function binaryArray<Type extends ElementType>(type: Type, values: readonly (ValueOf<Type> | null)[]): Buffer {
  const { oid, bytes, write } = elements[type] as unknown as Element<ValueOf<Type>>;
  let size = headerBytes;
  for (const value of values) size += value === null ? 4 : 4 + bytes(value);
  const buffer = Buffer.allocUnsafe(size);
  let at = headerBytes;
  for (const value of values) {
    const written = value === null ? -1 : write(buffer, value, at + 4);
    buffer.writeInt32BE(written, at);
    at += 4 + Math.max(written, 0);
  }
  const header = [1, values.includes(null) ? 1 : 0, oid, values.length, 1];
  for (const [index, word] of header.entries()) buffer.writeInt32BE(word, index * 4);
  return buffer;
}
