import type { Name } from "./people.ts";

/** Minutes before now. */
type Ago = number;

/** What somebody says, and what becomes of it. */
export interface Said {
  readonly ago: Ago;
  readonly by: Name;
  readonly text: string;
  /** Named, so that others can answer it. */
  readonly as?: string;
  readonly answers?: string;
  readonly mentions?: readonly Name[];
  readonly html?: string;
  readonly data?: object;
  readonly reactions?: Readonly<Record<string, readonly Name[]>>;
  /** Its words afterwards. */
  readonly edited?: string;
  readonly isDeleted?: boolean;
  readonly pinnedBy?: Name;
}

/** A conversation and all that is said in it; the first member starts it. */
export interface Talk {
  readonly kind: "direct" | "group" | "room";
  readonly name?: string;
  readonly description?: string;
  readonly isPublic?: boolean;
  readonly incident?: {
    readonly status: "open" | "resolved" | "closed";
    readonly severity: "low" | "medium" | "high" | "critical";
    readonly lots: readonly string[];
  };
  readonly members: readonly Name[];
  readonly startedAgo: Ago;
  readonly said: readonly Said[];
  /** How many of the last lines somebody has not read; of everybody else none are. */
  readonly unread?: Partial<Record<Name, number>>;
  readonly mutedBy?: readonly Name[];
}

const hour = 60;
const day = 24 * hour;

export const talks: readonly Talk[] = [
  {
    kind: "group",
    name: "Portal relaunch",
    description: "Everything until the new customer portal is live.",
    members: ["nora", "zofia", "theo", "zhewei", "elodie", "priya", "michal", "wanzhen", "owen"],
    startedAgo: 9 * day,
    said: [
      {
        ago: 2 * day + 90,
        by: "priya",
        text: "Launch checklist v3: freeze, smoke test, DNS, banner, mail to customers",
        as: "list",
        pinnedBy: "priya",
      },
      {
        ago: 2 * day + 80,
        by: "zofia",
        text: "Rollback plan: switch DNS back, restore the nightly copy, tell support",
        pinnedBy: "zofia",
      },
      { ago: 2 * day + 75, by: "michal", text: "Who signs the mail to customers?" },
      { ago: 2 * day + 71, by: "nora", text: "I do. Draft comes tonight." },
      {
        ago: day + 110,
        by: "elodie",
        text: "La page d’aide est prête, en trois langues.",
        reactions: { "🎉": [], "👍": ["nora", "theo"] },
      },
      {
        ago: day + 40,
        by: "theo",
        text: "Load test: 1,200 sign-ins a minute, nothing above 300 ms.",
        reactions: { "😮": ["zofia", "priya"] },
      },
      {
        ago: day + 20,
        by: "nora",
        text: "Then we freeze tonight and go live Monday at 9.",
        edited: "Then we freeze tonight and go live Monday at 09:00.",
        as: "freeze",
      },
      {
        ago: 7 * hour,
        by: "zofia",
        answers: "freeze",
        text: "Monday 9:00 works for Kraków. Support has its macros ready, I tried „Nie mogę się zalogować” end to end.",
        reactions: { "❤️": ["priya"], "👍": ["nora", "theo", "elodie", "wanzhen"] },
      },
      {
        ago: 4 * hour + 20,
        by: "theo",
        text: "French notes are up for review: https://docs.halden.example/relaunch/notes-fr",
      },
      { ago: 4 * hour + 12, by: "theo", text: "The old link still works, but shows a notice.", isDeleted: true },
      {
        ago: 12,
        by: "zhewei",
        text: "@Nora Whitfield 台北這邊也沒問題。Rollback is step 7 on the pinned list, I tested it on a copy of production.",
        mentions: ["nora"],
      },
      { ago: 5, by: "nora", text: "Perfect. I’ll write to customers at noon on Monday.", as: "last" },
    ],
    unread: { michal: 2, owen: 3 },
  },
  {
    kind: "direct",
    members: ["nora", "wanzhen"],
    startedAgo: 20 * day,
    said: [
      { ago: day + 300, by: "nora", text: "Thank you! W46 looks much better than I feared." },
      { ago: day + 299, by: "nora", text: "Is the dip on Wednesday the chamber 4 stop?", as: "dip" },
      {
        ago: 40,
        by: "wanzhen",
        answers: "dip",
        text: "Yes, 42 minutes. See the map: the hot spot is exactly where the sensor was replaced.",
      },
      { ago: 26, by: "nora", text: "Great, that explains LOT-2026-0412 too." },
      { ago: 9, by: "wanzhen", text: "我先確認一下批號。" },
      { ago: 8, by: "wanzhen", text: "好的，我下午三點前把報告寄給你。" },
    ],
    unread: { nora: 2 },
  },
  {
    kind: "room",
    name: "Etch chamber 4 overheating",
    isPublic: true,
    incident: { status: "open", severity: "high", lots: ["LOT-2026-0412", "LOT-2026-0415"] },
    members: ["zhewei", "nora", "wanzhen", "siying", "owen"],
    startedAgo: 6 * hour,
    said: [
      {
        ago: 5 * hour + 50,
        by: "zhewei",
        text: "Chamber 4 reads 84 °C at the wall, 4 above the limit. Stopped after wafer 12.",
      },
      {
        ago: 5 * hour + 44,
        by: "siying",
        text: "兩批都先暫停，等溫度回到 60 °C 以下。",
        reactions: { "✅": ["zhewei", "wanzhen"] },
      },
      {
        ago: 5 * hour + 20,
        by: "wanzhen",
        text: "Readings after the stop",
        data: {
          title: "Chamber 4, wall sensor",
          temperature: 84.2,
          pressure: 1.4,
          units: { temperature: "°C", pressure: "Pa" },
          limits: { temperature: [null, 80] },
          note: "Sensor replaced last week.",
        },
      },
      { ago: 3 * hour, by: "owen", text: "Maintenance is on site. The cooling valve was half shut." },
      { ago: 70, by: "zhewei", text: "61 °C now and falling." },
      { ago: 15, by: "zhewei", text: "@Nora Whitfield can you confirm that 0415 may go on?", mentions: ["nora"] },
    ],
    unread: { nora: 3 },
  },
  {
    kind: "direct",
    members: ["elodie", "nora"],
    startedAgo: 30 * day,
    said: [
      { ago: 75, by: "nora", text: "Je t’envoie le texte avant midi." },
      { ago: 48, by: "elodie", text: "Parfait, merci ! On se cale à 16 h ?" },
    ],
  },
  {
    kind: "group",
    name: "Design critique",
    members: ["elodie", "nora", "theo", "priya"],
    startedAgo: 40 * day,
    said: [
      { ago: 3 * hour, by: "elodie", text: "The empty states shout. Could they be calmer?" },
      {
        ago: 90,
        by: "nora",
        html: "<p>Pushed the quieter empty states:</p><ul><li>no exclamation marks</li><li>one button, not three</li></ul><p><strong>Look at the search page</strong> first.</p>",
        text: "Pushed the quieter empty states",
      },
    ],
  },
  {
    kind: "direct",
    members: ["michal", "nora"],
    startedAgo: 12 * day,
    said: [
      { ago: 5 * hour, by: "michal", text: "Faktura za listopad jest w systemie. Sprawdzisz kwotę?" },
      { ago: 3 * hour + 30, by: "nora", text: "Looks right, thank you.", reactions: { "👍": ["michal"] } },
    ],
  },
  {
    kind: "room",
    name: "Announcements",
    isPublic: true,
    description: "For everybody, by a few.",
    members: ["owen", "nora", "zofia", "theo", "wanzhen", "zhewei", "elodie", "michal", "priya", "siying"],
    startedAgo: 60 * day,
    said: [
      { ago: 2 * day, by: "owen", text: "The lift in building B is back." },
      { ago: 6 * hour, by: "owen", text: "Fire drill on Thursday at 10:30." },
      { ago: 4 * hour, by: "owen", text: "The canteen closes at 14:00 today." },
    ],
    unread: { nora: 3 },
    mutedBy: ["nora"],
  },
  {
    kind: "group",
    name: "Night shift · Line 3",
    members: ["siying", "nora", "zhewei", "wanzhen"],
    startedAgo: 25 * day,
    said: [{ ago: 10 * hour, by: "siying", text: "交接完成，無異常 ✅" }],
  },
  {
    kind: "direct",
    members: ["priya", "nora"],
    startedAgo: 16 * day,
    said: [{ ago: day + 500, by: "priya", text: "The wording of the banner is still open." }],
  },
  {
    kind: "room",
    name: "Label misprint, batch 7",
    isPublic: true,
    incident: { status: "closed", severity: "low", lots: ["LOT-2026-0398"] },
    members: ["nora", "michal", "priya"],
    startedAgo: 4 * day,
    said: [{ ago: 3 * day, by: "michal", text: "Reprinted and checked, 400 of 400." }],
  },
  {
    kind: "room",
    name: "Lunch walks",
    isPublic: true,
    description: "Twenty minutes around the pond.",
    members: ["theo", "elodie", "priya"],
    startedAgo: 50 * day,
    said: [{ ago: 2 * day, by: "theo", text: "12:40 at the gate?" }],
  },
];
