import { isIP } from "node:net";

/** In IPv6 anybody has a network of 64 bits: it counts as one address. */
const networkGroups = 4;

/**
 * What an address counts as: an IPv4 address, an IPv6 network (/64), or `unknown`, which all share who come from what
 * is none. A port that a proxy left beside it does not count.
 */
export function countedAddress(text: string | undefined): string {
  const bare = withoutPort(text ?? "").replace(/%.*$/, "");
  const kind = isIP(bare);
  if (kind === 4) return bare;
  if (kind !== 6) return "unknown";
  const [start = "", end] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split("::");
  const before = groupsOf(start);
  const after = groupsOf(end ?? "");
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after];
  return mappedIn(groups) ?? `${groups.slice(0, networkGroups).join(":")}::/64`;
}

function withoutPort(text: string): string {
  return /^\[(.*)\](:\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
}

const groupsOf = (text: string): string[] => text.split(":").filter((group) => group !== "");

/** An IPv4 address that is written as an IPv6 one, as sockets do that listen to both. */
function mappedIn(groups: readonly string[]): string | null {
  if (groups.slice(0, 6).join(":") !== "0:0:0:0:0:ffff") return null;
  return groups
    .slice(6)
    .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
    .join(".");
}
