import type { Position } from "../event-store/port.ts";

/** Words are newer than it is known who may read them: at this position it will be. */
export class NotKnownYet extends Error {
  override readonly name = "NotKnownYet";
  readonly position: Position;

  constructor(position: Position) {
    super(`It is not known yet who may read what was said up to ${position}.`);
    this.position = position;
  }
}
