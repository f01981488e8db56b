type Field = unknown;

interface Message {
  toObject(): object;
}

/**
 * A protobuf message as the fields that are set in it: what toObject() leaves out is which of them are. Bytes become
 * text where they are a stream's name, and base64 elsewhere.
 */
export function plain(message: Message): Record<string, Field> {
  const fields: Record<string, Field> = {};
  const all: Record<string, Field> = { ...message.toObject() };
  for (const [name, value] of Object.entries(all)) {
    const capitalised = name[0]?.toUpperCase() + name.slice(1);
    if (call(message, `has${capitalised}`) === false) continue;
    const field = name.endsWith("Map") ? value : plainField(call(message, `get${capitalised}`), value);
    if (field !== "" || name === "string") fields[name] = name === "streamName" ? text(field) : field;
  }
  return fields;
}

function plainField(field: Field, asObject: Field): Field {
  if (Array.isArray(field)) return field.map((one) => plainField(one, one));
  return isMessage(field) ? plain(field) : asObject;
}

function call(message: Message, method: string): Field {
  const found: unknown = Reflect.get(message, method);
  return typeof found === "function" ? found.call(message) : undefined;
}

const isMessage = (field: Field): field is Message =>
  typeof field === "object" && field !== null && "toObject" in field && typeof field.toObject === "function";

const text = (base64: Field): string => Buffer.from(String(base64), "base64").toString("utf8");
