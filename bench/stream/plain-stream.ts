// Fans out what it is posted, without an event store. Run as a process: its arguments are a port and a database's URL,
// through which a message goes by NOTIFY, or "direct". It says "ready" when it answers.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import pg from "pg";

const [port = "0", url = "direct"] = process.argv.slice(2);
const readers = new Set<ServerResponse>();
let position = 0;

/** As long as a frame of the product with the same words. */
function frameOf(content: string): Buffer {
  position += 1;
  const message = { id: `6f1d9a52-6a0f-4f0e-9c41-8d1c1d0f5a11_${position}`, content, padding: "x".repeat(860) };
  const text = `id: 0f5c2c1e-9f0b-4c0d-8a3e-7b2d41c0a9f3.${position}.0\nevent: new_message\ndata: ${JSON.stringify({ message })}\n\n`;
  return Buffer.from(text);
}

function fanOut(content: string): void {
  const frame = frameOf(content);
  for (const reader of readers) reader.write(frame);
}

const tell = url === "direct" ? (content: string) => Promise.resolve(fanOut(content)) : await notifying();

async function notifying(): Promise<(content: string) => Promise<void>> {
  const listener = new pg.Client({ connectionString: url });
  await listener.connect();
  await listener.query("listen plain_stream");
  listener.on("notification", ({ payload = "" }) => fanOut(payload));
  const pool = new pg.Pool({ connectionString: url, max: 20 });
  return async (content) => {
    await pool.query({ name: "tell", text: "select pg_notify('plain_stream', $1)", values: [content] });
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<{ content: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as { content: string };
}

async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  if (incoming.method === "POST") {
    await tell((await bodyOf(incoming)).content);
    response.writeHead(201).end();
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  response.write("retry: 1000\n\n");
  readers.add(response);
  response.on("close", () => readers.delete(response));
}

const server = createServer((incoming, response) => void answer(incoming, response).catch(() => response.destroy()));
server.listen(Number(port), "127.0.0.1", () => process.stdout.write("ready\n"));
