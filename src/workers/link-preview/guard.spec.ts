import { describe, expect, it } from "vitest";
import { internalDomain, literalAddress, refusalOfAddress, refusalOfUrl, usualPorts } from "./guard.ts";

const door = { ports: usualPorts, internalDomains: ["corp.acme.com", "xn--bcher-kva.de", "8.8.4.4"] };

const open = [
  "1.1.1.1",
  "8.8.8.8",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "126.255.255.255",
  "128.0.0.0",
  "168.63.129.15",
  "168.63.129.17",
  "169.253.255.255",
  "169.255.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "192.0.1.0",
  "192.0.3.0",
  "192.167.255.255",
  "192.169.0.0",
  "198.17.255.255",
  "198.20.0.0",
  "203.0.112.255",
  "203.0.114.0",
  "223.255.255.255",
  "2000::1",
  "2001:200::1",
  "2001:4860:4860::8888",
  "2001:db7:ffff::1",
  "2001:db9::1",
  "2003::1",
  "2606:4700:4700::1111",
  "2a00:1450:4001:81b::200e",
  "3ffe::1",
];

const closed = [
  // This host and this network.
  "0.0.0.0",
  "0.0.0.1",
  "0.255.255.255",
  "127.0.0.0",
  "127.0.0.1",
  "127.255.255.255",
  "::",
  "::1",
  // Private, shared, link-local.
  "10.0.0.0",
  "10.255.255.255",
  "100.64.0.0",
  "100.127.255.255",
  "169.254.0.0",
  "169.254.255.255",
  "172.16.0.0",
  "172.31.255.255",
  "192.168.0.0",
  "192.168.255.255",
  "fc00::1",
  "fd12:3456:789a::1",
  "fdff:ffff::1",
  "fe80::1",
  "fe80::1%eth0",
  "2606:4700::1111%eth0",
  "febf::1",
  "fec0::1",
  // Metadata services.
  "169.254.169.254",
  "169.254.170.2",
  "100.100.100.200",
  "192.0.0.192",
  "168.63.129.16",
  "fd00:ec2::254",
  "fd20:ce::254",
  // Protocols, documentation, benchmarks, relays, multicast, reserved.
  "192.0.0.1",
  "192.0.0.255",
  "192.0.2.1",
  "192.31.196.1",
  "192.52.193.1",
  "192.88.99.1",
  "192.175.48.1",
  "198.18.0.0",
  "198.19.255.255",
  "198.51.100.1",
  "203.0.113.255",
  "224.0.0.1",
  "239.255.255.255",
  "240.0.0.1",
  "255.255.255.255",
  "100::1",
  "2001:2::1",
  "2001:10::1",
  "2001:20::1",
  "2001:1ff:ffff::1",
  "2001:db8::1",
  "2001:db8:ffff::1",
  "2620:4f:8000::1",
  "3fff::1",
  "3fff:fff::1",
  "4000::1",
  "5f00::1",
  "ff02::1",
  "ff0e::1",
  // IPv4 within IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP on a local link.
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "::ffff:8.8.8.8",
  "0:0:0:0:0:ffff:a00:1",
  "::127.0.0.1",
  "::7f00:1",
  "::8.8.8.8",
  "::ffff:0:127.0.0.1",
  "64:ff9b::127.0.0.1",
  "64:ff9b::7f00:1",
  "64:ff9b::8.8.8.8",
  "64:ff9b:1::a00:1",
  "2002:7f00:1::1",
  "2002:a9fe:a9fe::",
  "2001::1",
  "2001:0:7f00:1::",
  "fe80::5efe:127.0.0.1",
  // No addresses.
  "",
  "localhost",
  "127.1",
  "2130706433",
  "0x7f000001",
  "[::1]",
  "8.8.8.8 ",
  "8.8.8.8.",
  "008.8.8.8",
];

describe("an address", () => {
  it.each(open)("%s may be connected to", (address) => expect(refusalOfAddress(address)).toBeNull());

  it.each(closed)("%s may not", (address) => expect(refusalOfAddress(address)).not.toBeNull());
});

const askedUrls = [
  "http://acme.com",
  "https://acme.com/a?b#c",
  "http://acme.com:80/",
  "https://acme.com:443/",
  "http://acme.com:443/",
  "https://acme.com./",
  "https://bücher.at/",
  "https://xn--bcher-kva.at/",
  "https://notcorp.acme.com/",
  "https://corp.acme.com.evil.net/",
  "https://8.8.8.8/",
  "https://[2606:4700:4700::1111]/",
  "http://localhost.acme.com/",
  "http://127.0.0.1.nip.io/", // its addresses are checked when they are known
];

const refusedUrls = [
  // Schemes.
  "ftp://acme.com/",
  "file:///etc/passwd",
  "data:text/html,x",
  "javascript:alert(1)",
  "gopher://acme.com/",
  "ws://acme.com/",
  "blob:https://acme.com/1",
  // Ports and credentials.
  "http://acme.com:22/",
  "http://acme.com:8080/",
  "https://acme.com:6379/",
  "http://acme.com:0/",
  "http://ada@acme.com/",
  "http://ada:secret@acme.com/",
  "http://:secret@acme.com/",
  "http://acme.com%40127.0.0.1:80@127.0.0.1/",
  // Names of the own network.
  "http://localhost/",
  "http://LOCALHOST/",
  "http://localhost./",
  "http://a.localhost/",
  "http://redis/",
  "http://redis./",
  "http://printer.local/",
  "http://metadata.google.internal/",
  "http://metadata.google.internal./computeMetadata/v1/",
  "http://db.lan/",
  "http://router.home.arpa/",
  "http://1.0.0.127.in-addr.arpa/",
  "http://a.test/",
  "http://a.example/",
  "http://a.onion/",
  "http://ⓛocalhost/",
  "http://loc%61lhost/",
  "http://a..com/",
  // Addresses, however they are spelt.
  "http://127.0.0.1/",
  "http://127.0.0.1./",
  "http://127.1/",
  "http://127.0.1/",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0x7f.0.0.1/",
  "http://0177.0.0.1/",
  "http://017700000001/",
  "http://0/",
  "http://0.0.0.0/",
  "http://①②⑦.0.0.1/",
  "http://127。0。0。1/",
  "http://%31%32%37.0.0.1/",
  "http://169.254.169.254/latest/meta-data/",
  "http://2852039166/",
  "http://0xa9fea9fe/",
  "http://0251.0376.0251.0376/",
  "http://10.1/",
  "http://[::1]/",
  "http://[::]/",
  "http://[0:0:0:0:0:0:0:1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:7f00:1]/",
  "http://[::127.0.0.1]/",
  "http://[::7f00:1]/",
  "http://[64:ff9b::7f00:1]/",
  "http://[2002:7f00:1::]/",
  "http://[fe80::1]/",
  "http://[fd00:ec2::254]/",
  // Internal domains, and what is below them.
  "http://corp.acme.com/",
  "http://CORP.acme.com./",
  "https://a.b.corp.acme.com/",
  "https://bücher.de/",
  "https://www.xn--bcher-kva.de/",
  "http://8.8.4.4/",
  "http://0x08080404/",
  `http://acme.com/${"a".repeat(2_048)}`,
];

const noUrls = ["http://[fe80::1%25eth0]/", "http://256.0.0.1/", "http://", "acme.com", "http://a b.com/"];

describe("a URL", () => {
  it.each(askedUrls)("%s may be asked", (url) => expect(refusalOfUrl(new URL(url), door)).toBeNull());

  it.each(refusedUrls)("%s may not", (url) => expect(refusalOfUrl(new URL(url), door)).not.toBeNull());

  it.each(noUrls)("%s is none", (url) => expect(URL.parse(url)).toBeNull());

  it("may be of another port where that is allowed", () => {
    const other = { ports: [8_080], internalDomains: [] };
    expect(refusalOfUrl(new URL("http://acme.com:8080"), other)).toBeNull();
    expect(refusalOfUrl(new URL("http://acme.com"), other)).not.toBeNull();
  });

  it("names its address itself, or has a name", () => {
    expect(literalAddress(new URL("http://[2606:4700::1]/"))).toBe("2606:4700::1");
    expect(literalAddress(new URL("http://0x08080808/"))).toBe("8.8.8.8");
    expect(literalAddress(new URL("http://acme.com/"))).toBeNull();
  });
});

describe("an internal domain", () => {
  it.each([
    ["Acme.COM", "acme.com"],
    [" .acme.com. ", "acme.com"],
    ["*.acme.com", "acme.com"],
    ["bücher.de", "xn--bcher-kva.de"],
    ["redis", "redis"],
    ["10.1.2.3", "10.1.2.3"],
  ])("%j is compared as %s", (text, domain) => expect(internalDomain(text)).toBe(domain));

  it.each(["", ".", "https://acme.com", "acme.com/a", "ada@acme.com", "acme.com:8080", "a b"])("%j is none", (text) =>
    expect(internalDomain(text)).toBeNull(),
  );
});
