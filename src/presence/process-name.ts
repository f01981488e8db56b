import { hostname } from "node:os";

/** What operators know a process by: the machine's name, and its number there. */
export const processName = `${hostname()} ${process.pid}`;
