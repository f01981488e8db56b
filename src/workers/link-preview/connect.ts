import type { LookupFunction } from "node:net";
import type { Agent } from "undici";
import { internalDomain, literalAddress, refusalOfAddress, refusalOfUrl, usualPorts, type Door } from "./guard.ts";
import { NotAsked } from "./not-asked.ts";
import { resolveByDns, type Resolve } from "./resolve.ts";

/** How servers are reached; all of it but the internal domains is for tests. */
export interface Reach extends Door {
  readonly resolve: Resolve;
  /** Why an address may not be connected to; null where it may. */
  readonly refusalOfAddress: (address: string) => string | null;
}

/** The internet, but for these domains and what is below them. */
export function internetBut(domains: readonly string[]): Reach {
  const internalDomains = domains.flatMap((domain) => internalDomain(domain) ?? []);
  return { ports: usualPorts, internalDomains, resolve: resolveByDns, refusalOfAddress };
}

/** Headers of an answer, in bytes. */
const maxHeaderSize = 16 * 1024;

/**
 * What connects to this URL's server, and to nothing else: its name is looked up once, each of its addresses is checked,
 * and the connection goes to one of them, so that another answer a moment later changes nothing.
 * @throws NotAsked
 */
export async function agentFor(url: URL, reach: Reach, signal: AbortSignal): Promise<Agent> {
  const refusal = refusalOfUrl(url, reach);
  if (refusal !== null) throw new NotAsked(refusal);
  const addresses = await addressesOf(url, reach, signal);
  const undici = await import("undici"); // large, and of no use until somebody sends a link
  return new undici.Agent({
    maxHeaderSize,
    pipelining: 0,
    connections: 1,
    allowH2: false,
    connect: { lookup: lookupOf(addresses), timeout: 3_000 },
  });
}

async function addressesOf(url: URL, { resolve, ...reach }: Reach, signal: AbortSignal): Promise<readonly string[]> {
  const literal = literalAddress(url);
  const found = literal === null ? await unlessAborted(resolve(url.hostname, signal), signal) : [literal];
  if (found.length === 0) throw new NotAsked("The name has no addresses.");
  for (const address of found) {
    const refusal = reach.refusalOfAddress(address);
    if (refusal !== null) throw new NotAsked(refusal);
  }
  return found.slice(0, mostAddresses);
}

/** Name servers that do not answer hold up nobody, also where the look-up itself can't be ended. */
async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(reasonOf(signal));
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

const reasonOf = ({ reason }: AbortSignal): Error => (reason instanceof Error ? reason : new Error("It was ended."));

/** Of a name's addresses that are tried. */
const mostAddresses = 4;

/** Answers with what was checked, whatever is asked. Of literals Node asks nothing, and connects to what was checked. */
function lookupOf(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  return (_name, { all }, done) => {
    const [first] = found;
    if (all === true) done(null, found);
    else done(null, first?.address ?? "", first?.family);
  };
}
