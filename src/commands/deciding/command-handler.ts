import type { DomainEvent } from "../../domain/decision.ts";
import { StoreUnavailable } from "../../event-store/errors.ts";
import type { RecordedEvent } from "../../event-store/port.ts";
import { BatchHandler, type BatchOptions, type Waiting } from "./batch-handler.ts";
import type { Command, Outcome } from "./command.ts";
import type { Known } from "./draft.ts";
import { OlderKeysInLog, type OlderKeys } from "./older-keys.ts";
import { SnapshotKeeper, type Snapshots } from "./snapshots.ts";
import { StreamStates } from "./stream-states.ts";

export interface CommandHandlerOptions<State, Event extends DomainEvent> extends Omit<
  BatchOptions<State, Event>,
  "olderKeys"
> {
  /** By the log itself where it is not given. */
  readonly olderKeys?: OlderKeys;
  /** Of streams that grow long. */
  readonly snapshots?: Snapshots<State>;
  /** Told, a sentence each, of what goes wrong beside the commands. */
  readonly report: (sentence: string) => void;
  /** Commands that are decided and appended together, at most. */
  readonly maxBatch?: number;
  /** Of memory for states, 64 MB where it is not said. */
  readonly maxStateBytes?: number;
}

/**
 * Decides commands and appends what they decide. Those to one stream are decided in turn and appended together; those
 * of other processes are met by the expected revision: read the tail, decide again. What is kept of a stream is enough
 * to write on; before a refusal, or "nothing to do", its tail is read.
 */
export class CommandHandler<State, Event extends DomainEvent> {
  readonly #states: StreamStates<State, Event>;
  readonly #snapshots: SnapshotKeeper<State> | null;
  readonly #batches: BatchHandler<State, Event>;
  readonly #maxBatch: number;
  readonly #lanes = new Map<string, Waiting<State, Event>[]>();

  constructor(options: CommandHandlerOptions<State, Event>) {
    const { snapshots, report, maxBatch = 64, maxStateBytes = 64 * 1_024 * 1_024 } = options;
    this.#snapshots = snapshots ? new SnapshotKeeper(snapshots, report) : null;
    this.#states = new StreamStates({ ...options, maxStateBytes, snapshots: this.#snapshots });
    const olderKeys = options.olderKeys ?? new OlderKeysInLog(options.store);
    this.#batches = new BatchHandler({ ...options, olderKeys }, this.#states);
    this.#maxBatch = maxBatch;
  }

  /** @throws StoreUnavailable when it could not be written in time; the same command may be handled again. */
  handle(command: Command<State, Event>): Promise<Outcome<Event>> {
    const until = command.deadline === undefined ? null : performance.now() + command.deadline;
    return new Promise((resolve, reject) => {
      const waiting = { command, until, resolve, reject };
      const lane = this.#lanes.get(command.stream);
      if (lane) lane.push(waiting);
      else {
        this.#lanes.set(command.stream, [waiting]);
        void this.#drain(command.stream);
      }
    });
  }

  /** A stream's state, its tail read just now. */
  async current(stream: string): Promise<Known<State>> {
    return this.#states.refresh(stream);
  }

  /** A stream's state as it is kept here, which may be behind the log; read where it is not kept. */
  async known(stream: string): Promise<Known<State>> {
    return this.#states.known(stream);
  }

  /** Keeps states fresh from the process's own reading of the log: decoded events, in order. */
  absorb(event: RecordedEvent): void {
    this.#states.absorb(event);
  }

  /** Keys were destroyed: nothing that was made of words from before is kept. */
  forgetAll(): void {
    this.#states.forgetAll();
  }

  /** Waits for snapshots that are being written. */
  async close(): Promise<void> {
    await this.#snapshots?.settled();
  }

  async #drain(stream: string): Promise<void> {
    await Promise.resolve(); // so that commands given in one go share a batch
    for (let lane = this.#lanes.get(stream); lane && lane.length > 0; lane = this.#lanes.get(stream)) {
      await this.#batches.handle(stream, inTime(lane.splice(0, this.#maxBatch)));
    }
    this.#lanes.delete(stream);
  }
}

function inTime<State, Event extends DomainEvent>(
  batch: readonly Waiting<State, Event>[],
): readonly Waiting<State, Event>[] {
  const isLate = ({ until }: Waiting<State, Event>): boolean => until !== null && until <= performance.now();
  for (const { reject } of batch.filter(isLate)) {
    reject(new StoreUnavailable("its turn did not come in time", { outcome: "not written" }));
  }
  return batch.filter((waiting) => !isLate(waiting));
}
