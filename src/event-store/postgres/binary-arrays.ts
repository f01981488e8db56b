/**
 * Arrays as PostgreSQL's binary protocol has them: pg sends a Buffer in binary as it is, which spares both sides the
 * quoting of every quote in a JSON text. Layout: dimensions, has-null flag, element type, length, lower bound, then
 * each element with its size (PostgreSQL source, array_recv).
 */
const oids = { int4: 23, text: 25, uuid: 2950 } as const;
const headerBytes = 20;

export function int4Array(values: readonly number[]): Buffer {
  const buffer = withHeader(oids.int4, values.length, values.length * 8);
  let at = headerBytes;
  for (const value of values) at = buffer.writeInt32BE(value, buffer.writeInt32BE(4, at));
  return buffer;
}

export function textArray(values: readonly string[]): Buffer {
  let bytes = 0;
  for (const value of values) bytes += 4 + Buffer.byteLength(value);
  const buffer = withHeader(oids.text, values.length, bytes);
  let at = headerBytes;
  for (const value of values) {
    const written = buffer.write(value, at + 4);
    buffer.writeInt32BE(written, at);
    at += 4 + written;
  }
  return buffer;
}

export function uuidArray(values: readonly string[]): Buffer {
  const buffer = withHeader(oids.uuid, values.length, values.length * 20);
  let at = headerBytes;
  for (const value of values) {
    at = buffer.writeInt32BE(16, at);
    at += buffer.write(value.replaceAll("-", ""), at, "hex");
  }
  return buffer;
}

function withHeader(elementType: number, length: number, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(headerBytes + bytes);
  let at = buffer.writeInt32BE(1, 0);
  at = buffer.writeInt32BE(0, at);
  at = buffer.writeInt32BE(elementType, at);
  at = buffer.writeInt32BE(length, at);
  buffer.writeInt32BE(1, at);
  return buffer;
}
