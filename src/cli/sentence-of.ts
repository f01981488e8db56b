import { BackupRefused } from "../backup/backup-refused.ts";
import { EventUnreadable, StoreUnavailable } from "../event-store/errors.ts";
import { ImportRefused } from "../import/irc/import-refused.ts";
import { LogCopyRefused } from "../log-copy/copy-refused.ts";
import { reasonOf, StartRefused } from "../platform/start-refused.ts";
import { isOutage, Outage } from "../projections/outage.ts";

/** These say themselves what stands in the way. */
const forThem = [StartRefused, BackupRefused, ImportRefused, LogCopyRefused, StoreUnavailable, EventUnreadable, Outage];

/** What is said of an error that whoever runs a command can do something about; null of a fault of the program. */
export function sentenceOf(error: unknown): string | null {
  if (forThem.some((type) => error instanceof type)) return reasonOf(error);
  if (isOfFile(error)) return reasonOf(error);
  return isOutage(error) ? new Outage(error).message : null;
}

/** Whether a file or a folder can't be used, which the error names, or the disk is full. */
const isOfFile = (error: unknown): boolean =>
  error instanceof Error && "syscall" in error && ("path" in error || error.message.startsWith("ENOSPC"));
