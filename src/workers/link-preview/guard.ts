import { BlockList, isIP } from "node:net";

/**
 * Which URL may be asked for a preview, and which address may be connected to: the one file that decides it. Both are
 * asked at each hop, and the address of every name is checked as well as those that URLs name themselves.
 */
export interface Door {
  /** 80 and 443, but for servers of tests. */
  readonly ports: readonly number[];
  /** Names as `internalDomain` makes them: neither they nor what is below them is asked. */
  readonly internalDomains: readonly string[];
}

export const usualPorts: readonly number[] = [80, 443];
export const maxUrlLength = 2_048;

/** Names that are nobody's on the internet, with all below them. */
const privateNames = [
  "localhost",
  "local",
  "internal",
  "intranet",
  "private",
  "corp",
  "home",
  "lan",
  "localdomain",
  "arpa",
  "test",
  "invalid",
  "example",
  "onion",
  "alt",
];

/** Special blocks of IANA's registry, and the address at which Azure's machines reach their host. */
const closedIpv4 = listOf("ipv4", [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "168.63.129.16/32",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
]);

/** All that is given out on the internet. Mapped, compatible, NAT64, local and multicast ones are not within it. */
const globalIpv6 = listOf("ipv6", ["2000::/3"]);

/** Within it: protocols, Teredo, benchmarks and ORCHID; documentation; 6to4; AS112. */
const closedIpv6 = listOf("ipv6", ["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"]);

/** Why nothing may be asked of this URL, as a sentence; null where it may. Its name is still to be looked up. */
export function refusalOfUrl(url: URL, { ports, internalDomains }: Door): string | null {
  if (url.protocol !== "http:" && url.protocol !== "https:") return "Only http and https are asked.";
  if (url.href.length > maxUrlLength) return "The URL is too long.";
  if (url.username !== "" || url.password !== "") return "The URL has credentials.";
  if (!ports.includes(portOf(url))) return "The port is not asked.";
  const host = hostOf(url);
  if (internalDomains.some((domain) => isWithin(host, domain))) return "The domain is internal.";
  const address = literalAddress(url);
  if (address !== null) return refusalOfAddress(address);
  return isPublicName(host) ? null : "The name is none of the internet.";
}

/** Why this address may not be connected to, as a sentence; null where it may. What is no address may not. */
export function refusalOfAddress(address: string): string | null {
  const family = address.includes("%") ? 0 : isIP(address);
  // Two lists: in one, a rule for mapped addresses would match every IPv4 address.
  if (family === 4) return closedIpv4.check(address, "ipv4") ? closed(address) : null;
  if (family === 6 && globalIpv6.check(address, "ipv6") && !closedIpv6.check(address, "ipv6")) return null;
  return closed(address);
}

/** The address that a URL names in place of a name, without brackets: no look-up happens for it. Null: it has a name. */
export function literalAddress({ hostname }: URL): string | null {
  const bare = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? null : bare;
}

/** A domain as it is compared: in lower case and ASCII, without dots around it. Null for what is none. */
export function internalDomain(text: string): string | null {
  const name = text.trim().replace(/^\*?\.+/, "");
  const url = name === "" || /[/@?#\\]/.test(name) ? null : URL.parse(`http://${name}/`);
  return url && url.port === "" ? hostOf(url) : null;
}

const closed = (address: string): string => `The address ${address} is none of the internet.`;

const hostOf = ({ hostname }: URL): string => hostname.replace(/\.+$/, "");

const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

function portOf({ port, protocol }: URL): number {
  if (port !== "") return Number(port);
  return protocol === "https:" ? 443 : 80;
}

/** A name of one label is looked up among those of the own network. */
function isPublicName(host: string): boolean {
  return host.includes(".") && !host.includes("..") && !privateNames.some((name) => isWithin(host, name));
}

function listOf(family: "ipv4" | "ipv6", ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", bits] = range.split("/");
    list.addSubnet(network, Number(bits), family);
  }
  return list;
}
