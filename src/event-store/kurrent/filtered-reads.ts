import type { EventStoreDBClient } from "@eventstore/db-client";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import type { ReadReq } from "@eventstore/db-client/generated/streams_pb.js";

interface StreamsCalls {
  read(request: ReadReq, ...rest: readonly unknown[]): unknown;
}

type Call = (calls: StreamsCalls) => unknown;

interface Internals {
  readonly GRPCStreamCreator: (service: unknown, name: string, call: Call, ...rest: readonly unknown[]) => unknown;
}

/**
 * The client, reading only streams whose names begin with one of the prefixes. The server can filter a counted read,
 * but this client's `readAll` always asks for no filter: the request is given one on its way out. (A subscription could
 * be filtered too; its checkpoints stop short of the head, and it is dropped by ordinary bursts.)
 */
export function filteredReads(client: EventStoreDBClient, prefixes: readonly string[]): EventStoreDBClient {
  const filtered = Object.create(client) as EventStoreDBClient;
  const { GRPCStreamCreator: create } = client as unknown as Internals;
  const withFilter: Internals["GRPCStreamCreator"] = (service, name, call, ...rest) =>
    create(
      service,
      name,
      (calls) => call({ read: (request, ...more) => calls.read(filter(request, prefixes), ...more) }),
      ...rest,
    );
  Object.defineProperty(filtered, "GRPCStreamCreator", { value: withFilter });
  return filtered;
}

function filter(request: ReadReq, prefixes: readonly string[]): ReadReq {
  const byName = new streams.ReadReq.Options.FilterOptions.Expression();
  byName.setPrefixList([...prefixes]);
  const options = new streams.ReadReq.Options.FilterOptions();
  options.setStreamIdentifier(byName);
  options.setMax(1_000);
  options.setCheckpointintervalmultiplier(1);
  request.getOptions()?.setFilter(options);
  return request;
}
