import { pino, type Logger } from "pino";

/** Structured logs on standard output. What people write is never logged, and what could hold a secret is cut out. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, redact: ["req.headers.authorization", "req.headers.cookie"] });
}
