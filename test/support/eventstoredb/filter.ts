import type streams from "@eventstore/db-client/generated/streams_pb.js";
import type { RecordedEvent } from "./log.ts";
import { CallFailed, invalidArgument } from "./status.ts";

type FilterOptions = streams.ReadReq.Options.FilterOptions;

export interface Filter {
  matches(event: RecordedEvent): boolean;
  /** So many events are looked at for a page. */
  readonly window: number;
  /** So many events are looked at for a checkpoint; none would be never, which no subscription may ask for. */
  readonly checkpointInterval: number;
}

const defaultWindow = 32;

export function filterOf(options: FilterOptions): Filter {
  const multiplier = options.getCheckpointintervalmultiplier();
  if (!options.hasMax() && !options.hasCount()) throw new CallFailed(invalidArgument("The filter has no window."));
  const window = options.hasMax() ? options.getMax() : defaultWindow;
  return { matches: matcher(options), window, checkpointInterval: window * multiplier };
}

function matcher(options: FilterOptions): Filter["matches"] {
  const byStream = options.getStreamIdentifier();
  const byType = options.getEventType();
  if (byStream !== undefined) {
    const accepts = acceptor(byStream);
    return ({ stream }) => accepts(stream);
  }
  if (byType !== undefined) {
    const accepts = acceptor(byType);
    return ({ type }) => accepts(type);
  }
  throw new CallFailed(invalidArgument("The filter has no expression."));
}

/** A regular expression outranks the prefixes; of these any may match, so none matches nothing. */
function acceptor(expression: streams.ReadReq.Options.FilterOptions.Expression): (name: string) => boolean {
  if (expression.getRegex() !== "") {
    const regex = new RegExp(expression.getRegex());
    return (name) => regex.test(name);
  }
  const prefixes = expression.getPrefixList();
  return (name) => prefixes.some((prefix) => name.startsWith(prefix));
}
