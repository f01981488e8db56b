import { StoreUnavailable } from "../event-store/errors.ts";
import { isPassing } from "../platform/postgres/passing.ts";
import { ConnectionLost } from "../platform/postgres/transaction.ts";
import { reasonOf } from "../platform/start-refused.ts";

/** Something did not answer just now. No event is to blame: the same work is tried again later. */
export class Outage extends Error {
  override readonly name = "Outage";

  constructor(cause: unknown) {
    super(`Something does not answer: ${reasonOf(cause)}`, { cause });
  }
}

/** Of the operating system: the server is not to be reached. */
const passingCode = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_AGAIN|ENOENT$)/;
/** What pg says without a code. */
const passingWords =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout)/;

export function isOutage(error: unknown): boolean {
  if ([Outage, StoreUnavailable, ConnectionLost].some((type) => error instanceof type)) return true;
  if (error instanceof AggregateError) return error.errors.some((each) => isOutage(each));
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === "string") return isPassing(code) || passingCode.test(code);
  return passingWords.test(error.message);
}
