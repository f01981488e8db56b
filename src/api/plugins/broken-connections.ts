import type { Socket } from "node:net";
import { Problem, problemJson } from "../problem.ts";

/** By the code of Node's error; everything else is a 400. */
const statuses: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/** Answers what is no request as far as it came: not HTTP, too slow, headers too large. */
export function refuseBrokenConnections(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = statuses[error.code ?? ""] ?? 400;
  const json = problemJson(new Problem("validation_failed", "This request could not be read."), status);
  const body = JSON.stringify(json);
  const head = [
    `HTTP/1.1 ${status} ${json.title}`,
    "content-type: application/problem+json",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}
