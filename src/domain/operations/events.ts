import type { DomainEvent } from "../decision.ts";

/** What operators did with read models, in the stream `operations`. It tells nobody anything. */
export type OperationsEvent =
  | DomainEvent<"ReadModelSwitched", ReadModelSwitched>
  | DomainEvent<"ReadModelPaceChanged", ReadModelPaceChanged>
  | DomainEvent<"ReadModelRetried", ReadModelRetried>
  | DomainEvent<"ReadModelEventSkipped", ReadModelEventSkipped>;

interface ByOperator {
  readonly readModel: string;
  /** A user's id; of a command `shell:` and whose shell it was; or `server`, by its settings. */
  readonly by: string;
  readonly reason?: string;
}

/** Queries go to another build: "1.2" is the second one, by version 1 of the code. */
export interface ReadModelSwitched extends ByOperator {
  readonly from: string;
  readonly to: string;
  /** Whether queries went to it before. */
  readonly isBack: boolean;
}

/** A build beside the one that is asked goes as fast as it can, or takes its time for those who write. */
export interface ReadModelPaceChanged extends ByOperator {
  readonly build: string;
  readonly isHurried: boolean;
}

/** A stopped projection tries again. */
export interface ReadModelRetried extends ByOperator {
  /** The event that it stopped at; absent when it stopped for another reason. */
  readonly eventId?: string;
}

/** Every build of a read model, this and later ones, leaves an event out. */
export interface ReadModelEventSkipped extends ByOperator {
  readonly eventId: string;
  readonly position: string;
}
