import { Resolver } from "node:dns/promises";

/** The addresses of a name. Rejects, or gives none, where it has none. */
export type Resolve = (name: string, signal: AbortSignal) => Promise<readonly string[]>;

/**
 * Asks the name servers themselves: names that only this machine's files know are not of the internet, and a server that
 * does not answer holds up no thread of the process.
 */
export const resolveByDns: Resolve = async (name, signal) => {
  const resolver = new Resolver({ timeout: 1_000, tries: 2 });
  const cancel = (): void => resolver.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    const [ipv4, ipv6] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    if (ipv4.status === "rejected" && ipv6.status === "rejected") throw ipv4.reason;
    return [ipv4, ipv6].flatMap((found) => (found.status === "fulfilled" ? found.value : []));
  } finally {
    signal.removeEventListener("abort", cancel);
  }
};
