/** How much of a file has come. */
export interface Received {
  readonly bytes: number;
  readonly lines: number;
}

const newline = 10;

/** Takes in a file as it comes, and says how far it is. @returns all of it */
export async function received(response: Response, onMore: (so: Received) => void): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let [bytes, lines] = [0, 0];
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    parts.push(part.value);
    bytes += part.value.byteLength;
    for (const byte of part.value) if (byte === newline) lines += 1;
    onMore({ bytes, lines });
  }
  return new Blob(parts, { type: response.headers.get("content-type") ?? "application/octet-stream" });
}

/** Hands a file to the browser, which saves it. */
export function save(name: string, file: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Later: a browser may begin to read only when this task is over.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** 84 kB, 2.4 MB */
export function sizeText(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1_000, "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  const digits = value < 10 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: digits }).format(value);
}
