/**
 * Makes the same examples of every run. What is new each time becomes something fixed: ids and positions become numbered
 * ones, in the order in which they are met; every time becomes one of two, that of the story and a later one.
 */
export function steady<Value>(value: Value, now = Date.now()): Value {
  return textsChanged(value, steadily(now)) as Value;
}

/** An hour ahead begins what the story only speaks of. */
const ahead = 3_600_000;

/** Of a checkpoint: how many events the log has by then differs a little. */
const checkpointSize = 120;

/** Of a read model's build: how far it is, and how fast. */
const buildAtTheEnd = {
  state: "running",
  position: String(checkpointSize),
  lag: 0,
  events_per_second: 0,
  events: checkpointSize,
  seconds_left: 0,
};

/** Of a process: its machine and its number there. */
const processName = "server-1 4711";
const streamingProcess = { name: processName };

/** How many were sent, and how fast, differs each time. */
const sending = { process: processName, sent: 212, slowest_at_most_ms: 10 };

/** What is found names the machine. */
const examination = {
  process: processName,
  is_well: true,
  findings: [
    {
      about: "postgres",
      state: "ok",
      sentence: "Our clock and that of PostgreSQL agree.",
      saying: { code: "clock.agrees", values: { of: "PostgreSQL" } },
    },
    {
      about: "data",
      state: "warning",
      sentence: "4.2 GiB are free where DATA_DIR is: make room in time.",
      saying: { code: "disk.scarce", values: { size: "4.2" } },
    },
  ],
};

const storyTime = new Date(Date.UTC(2026, 10, 21, 9, 0));
const laterTime = new Date(Date.UTC(2026, 10, 21, 17, 30));

function steadily(now: number): (text: string) => string {
  const ids = numbers();
  const positions = numbers();
  const hashes = numbers();
  const timeOf = (time: string): Date => (Date.parse(time) > now + ahead ? laterTime : storyTime);
  return (text) =>
    text
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.\d+/g, (place) => {
        const [epoch = "", position = ""] = place.split(".");
        return `${uuid(ids(epoch))}.${positions(position)}`;
      })
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?!\.\d)/g, (id) => uuid(ids(id)))
      .replaceAll(/\b[0-9a-f]{32}(?![0-9a-f])/g, (id) => uuid(ids(id)).replaceAll("-", ""))
      .replaceAll(/\b[0-9a-f]{64}([0-9a-f]{64})?\b/g, (hash) => String(hashes(hash)).padStart(hash.length, "0"))
      .replaceAll(/\bmac=[A-Za-z0-9_-]{43}/g, "mac=…")
      .replaceAll(/vb[a-z]_[A-Za-z0-9_-]{20,}/g, (token) => `${token.slice(0, 4)}…`)
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z/g, (time) => timeOf(time).toISOString())
      .replaceAll(/\d{4}(\\?)-\d\d\\?-\d\d \d\d(\\?):\d\d\\?:\d\d UTC/g, (_, slash: string) => minutes(slash));
}

/** As a report writes it; in a table of Markdown, with slashes before its signs. */
function minutes(slash: string): string {
  const [day = "", time = ""] = storyTime.toISOString().split("T");
  return `${day} ${time.slice(0, 8)} UTC`.replaceAll(/[-:]/g, (sign) => slash + sign);
}

function numbers(): (found: string) => number {
  const met = new Map<string, number>();
  return (found) => {
    const number = met.get(found) ?? met.size + 1;
    met.set(found, number);
    return number;
  };
}

/** Told apart from one another, and from a real one. */
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

function textsChanged(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((each) => textsChanged(each, change));
  if (typeof value !== "object" || value === null) return value;
  const changed = Object.entries(value).map(([key, each]) => [key, textsChanged(each, change)]);
  return {
    ...Object.fromEntries(changed),
    ...("signature" in value && { size: checkpointSize }),
    ...("events_per_second" in value && buildAtTheEnd),
    ...("seen_at" in value && streamingProcess),
    ...("slowest_at_most_ms" in value && sending),
    ...("findings" in value && examination),
  };
}
