import type { Head } from "../domain/conversation/head.ts";
import type { Line } from "../domain/conversation/line.ts";
import type { People } from "../domain/user/people.ts";
import type { ConversationId, LineId, UserId } from "../domain/ids.ts";
import { lineId } from "../domain/ids.ts";
import type { Epoch } from "../event-store/port.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { isOutage } from "../projections/outage.ts";
import { peopleInHead } from "../wire/conversation.ts";
import { peopleIn } from "../wire/message.ts";
import type { StreamEvent } from "../wire/told.ts";
import type { Telling } from "./telling.ts";
import { idOfLine, toldAs, type Message } from "./told-as.ts";
import { Queue } from "../platform/queue.ts";

/** Where the words of what is told come from. */
export interface Sources {
  /** By the log; whoever is unknown is missing. */
  people(ids: readonly UserId[]): Promise<People>;
  /** By the log; null where the conversation is gone. */
  headOf(id: ConversationId): Promise<Head | null>;
  /** One line, by the log; null where that place holds none. */
  line(id: LineId): Promise<Line | null>;
  /** The words at this revision of the stream `operations`, by the log; null where there are none, or none any more. */
  announcement(revision: number): Promise<string | null>;
  /** Whether a conversation's history is shown from joining on, so that words from before are not for everybody in it. */
  showsFromJoining(id: ConversationId): Promise<boolean>;
  /** Many lines, by the read model: those that are there. */
  readonly lines: { some(ids: readonly LineId[]): Promise<readonly Line[]> };
}

/** So many single reads of the log at once: quotes, heads, lines that the read model has not. */
const readsAtOnce = 16;

/** Gives tellings their words as they are now; what a page needs is asked for together. */
export class Renderer {
  readonly #epoch: Epoch;
  readonly #sources: Sources;
  readonly #report: (sentence: string) => void;
  readonly #reads = new Queue({ atOnce: readsAtOnce });

  constructor(options: { epoch: Epoch; sources: Sources; report: (sentence: string) => void }) {
    this.#epoch = options.epoch;
    this.#sources = options.sources;
    this.#report = options.report;
  }

  /**
   * In their order; null for what is about something that is gone, and for what cannot be read, which is reported.
   * @throws an outage
   */
  async render(tellings: readonly Telling[]): Promise<(Message | null)[]> {
    const [only] = tellings;
    if (!only) return [];
    try {
      return await this.#renderAll(tellings);
    } catch (error) {
      if (isOutage(error)) throw error;
      if (tellings.length > 1) return (await Promise.all(tellings.map((each) => this.render([each])))).flat();
      this.#report(`${only.what.event} of position ${only.place.position} cannot be told: ${reasonOf(error)}`);
      return [null];
    }
  }

  async #renderAll(tellings: readonly Telling[]): Promise<(Message | null)[]> {
    const [lines, heads, announcements] = await Promise.all([
      this.#linesOf(tellings),
      this.#headsOf(tellings),
      this.#announcementsOf(tellings),
    ]);
    const ids = new Set<UserId>();
    for (const line of lines.values()) for (const id of peopleIn(line)) ids.add(id);
    for (const head of heads.values()) for (const id of peopleInHead(head)) ids.add(id);
    for (const { what } of tellings) if (what.event === "user_updated") ids.add(what.user_id);
    for (const { what } of tellings) if (what.event === "announcement") ids.add(what.by);
    const people: People = ids.size > 0 ? await this.#sources.people([...ids]) : new Map();
    const guarded = await this.#guardedIn(tellings, lines);
    const words = { epoch: this.#epoch, people, lines, heads, announcements, guarded };
    return tellings.map((telling) => toldAs(telling, words));
  }

  /** Where what is told has words from before: of what is quoted, of what was edited, and of links in it. */
  async #guardedIn(
    tellings: readonly Telling[],
    lines: ReadonlyMap<LineId, Line>,
  ): Promise<ReadonlySet<ConversationId>> {
    const edited = tellings.flatMap(({ what }) =>
      what.event === "message_edited" || what.event === "link_preview" ? [what.conversation_id] : [],
    );
    const quoting = [...lines.values()].flatMap((line) => (line.quote ? [line.conversationId] : []));
    const asked = new Set([...edited, ...quoting]);
    const are = await this.#eachOf(asked, async (id) => ((await this.#sources.showsFromJoining(id)) ? id : null));
    return new Set(are.keys());
  }

  async #linesOf(tellings: readonly Telling[]): Promise<Map<LineId, Line>> {
    const lines = new Map<LineId, Line>();
    const unread = { log: new Set<LineId>(), "read model": new Set<LineId>() };
    for (const { what, line, edit, from } of tellings) {
      const id = idOfWords(what);
      if (id === null || edit) continue;
      if (line) lines.set(id, line);
      else unread[from].add(id);
    }
    const read = await Promise.all([this.#linesNow(unread["read model"]), this.#linesInLog(unread.log)]);
    for (const [id, line] of read.flatMap((each) => [...each])) lines.set(id, line);
    const quotes = await this.#linesInLog(new Set([...lines.values()].flatMap(missingQuote)));
    for (const [id, line] of lines) lines.set(id, withQuote(line, quotes));
    return lines;
  }

  /** What the read model has not is read from the log, so that no line is left out. */
  async #linesNow(ids: ReadonlySet<LineId>): Promise<Map<LineId, Line>> {
    const there = ids.size > 0 ? await this.#sources.lines.some([...ids]) : [];
    const lines = new Map(there.map((line) => [lineId(line), line]));
    for (const [id, line] of await this.#linesInLog(ids.difference(lines))) lines.set(id, line);
    return lines;
  }

  #linesInLog(ids: ReadonlySet<LineId>): Promise<Map<LineId, Line>> {
    return this.#eachOf(ids, (id) => this.#sources.line(id));
  }

  #headsOf(tellings: readonly Telling[]): Promise<Map<ConversationId, Head>> {
    const ids = tellings.flatMap(({ what }) =>
      what.event === "conversation_created" || what.event === "conversation_updated" ? [what.conversation_id] : [],
    );
    return this.#eachOf(new Set(ids), (id) => this.#sources.headOf(id));
  }

  #announcementsOf(tellings: readonly Telling[]): Promise<Map<number, string>> {
    const revisions = tellings.flatMap(({ what }) => (what.event === "announcement" ? [what.revision] : []));
    return this.#eachOf(new Set(revisions), (revision) => this.#sources.announcement(revision));
  }

  async #eachOf<Id, Thing>(ids: ReadonlySet<Id>, read: (id: Id) => Promise<Thing | null>): Promise<Map<Id, Thing>> {
    const found = new Map<Id, Thing>();
    const readOne = async (id: Id): Promise<void> => {
      const thing = await this.#reads.run(() => read(id));
      if (thing !== null) found.set(id, thing);
    };
    await Promise.all([...ids].map(readOne));
    return found;
  }
}

/** The line whose words are told. */
function idOfWords(what: StreamEvent): LineId | null {
  if (what.event === "new_message") return idOfLine(what);
  return what.event === "message_edited" || what.event === "link_preview" ? what.message_id : null;
}

/** The id of the line that this one replies to, where it is still to be read. */
function missingQuote({ event, quote }: Line): LineId[] {
  return quote === null && event.type === "MessageSent" && event.data.replyToId ? [event.data.replyToId] : [];
}

function withQuote(line: Line, quotes: ReadonlyMap<LineId, Line>): Line {
  const [id] = missingQuote(line);
  const quote = id && quotes.get(id);
  return quote ? { ...line, quote: { ...quote, quote: null } } : line;
}
