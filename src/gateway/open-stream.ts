import type { UserId } from "../domain/ids.ts";
import type { Position } from "../event-store/port.ts";

/** A stream that is open in this process, and how far it was told. */
export interface OpenStream {
  /** In the order in which they were opened. */
  readonly number: number;
  readonly userId: UserId;
  readonly since: Date;
  /** Everything up to here was told. */
  readonly position: Position;
  /** Whether nothing is left to catch up on. */
  readonly isLive: boolean;
  /** When it was told something last; null: nothing yet. */
  readonly toldAt: Date | null;
}
