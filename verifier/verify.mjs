#!/usr/bin/env node
/**
 * Judges an export of Verbatim by itself: no server, no database, no network, no other file. The format is written down
 * in docs/proof.md. Runs under Node.js from version 20.16 and, imported, in browsers.
 *
 *   node verify.mjs <export> --key <public key> --checkpoint <kept checkpoint>
 *
 * Whoever made the export is taken for an attacker, who may hold the server's signing key, too: what binds them is the
 * checkpoint that was kept. Nothing in the file is believed unless it follows from a checkpoint.
 */

const maxLineBytes = 32 * 1024 * 1024;
const maxFindings = 20;
/** Streams whose last revision is remembered, which is asked only to name what is missing. */
const maxStreams = 100_000;

/** What was given is no export, or belongs to another key or checkpoint: exit code 2. */
class CannotJudge extends Error {}
/** What makes all further steps pointless, and is a finding already. */
class Over extends Error {}

/**
 * @param chunks the file: an async iterable of Uint8Array, or a ReadableStream of them
 * @param key the server's public key, 64 hex digits
 * @param kept JSON text of the checkpoint that was kept; null when none was
 * @param conversations ids of the conversations that the file must hold, and no others; null for any
 * @param isPart whether a part (a selection, a period) is what was asked for
 * @param onProgress told the number of bytes read, now and then
 */
export async function verify({ chunks, key, kept = null, conversations = null, isPart = false, onProgress }) {
  const judge = new Judge();
  const facts = { checkpoint: null, kept: null, conversations: [], events: 0, withheld: 0, sealed: 0, opened: 0 };
  try {
    await checkSha256();
    const signer = await signerOf(key);
    facts.kept = kept === null ? null : await readKept(kept, signer);
    const reading = new Reading({ judge, facts, signer, conversations, isPart });
    for await (const line of linesOf(chunks, onProgress)) await reading.take(line);
    reading.end();
  } catch (error) {
    if (error instanceof CannotJudge) judge.doubt(error.message);
    else if (error instanceof RangeError) judge.doubt("It is nested too deep to be read.");
    else if (!(error instanceof Over)) throw error;
  }
  return judge.verdict(facts);
}

/** The three claims, what speaks against them, and what cannot be said. */
class Judge {
  #findings = [];
  #doubts = [];
  #count = 0;
  #against = new Set();
  #unjudged = new Set();

  /** `claim`: changed, leftOut or slippedIn; null speaks against all three. */
  find(claim, sentence) {
    this.#count += 1;
    for (const each of claim === null ? claims : [claim]) this.#against.add(each);
    if (this.#findings.length < maxFindings) this.#findings.push(sentence);
  }

  doubt(sentence, claim = null) {
    for (const each of claim === null ? claims : [claim]) this.#unjudged.add(each);
    if (this.#doubts.length < maxFindings) this.#doubts.push(sentence);
  }

  get count() {
    return this.#count;
  }

  verdict(facts) {
    const isOpen = (claim) => this.#unjudged.has(claim) || (claim === "slippedIn" && facts.kept === null);
    const of = (claim) => (isOpen(claim) ? "not judged" : "holds");
    const state = Object.fromEntries(claims.map((claim) => [claim, this.#against.has(claim) ? "fails" : of(claim)]));
    const more = this.#count - this.#findings.length;
    const findings = more > 0 ? [...this.#findings, `And ${more} more.`] : this.#findings;
    const isSure = this.#doubts.length === 0;
    const ifNothing = isSure ? "holds" : "cannot be judged";
    const outcome = this.#count > 0 ? "fails" : ifNothing;
    return { outcome, exitCode: exitCodes[outcome], claims: state, findings, doubts: this.#doubts, facts };
  }
}

const claims = ["changed", "leftOut", "slippedIn"];
const exitCodes = { holds: 0, fails: 1, "cannot be judged": 2 };

/** Takes the file's lines one by one; what it remembers does not grow with the file. */
class Reading {
  #judge;
  #facts;
  #signer;
  #wanted;
  #isPart;
  #state = "header";
  #checkpoint;
  #inclusions;
  #isSelection = false;
  #history = null;
  #lastIndex = -1;
  #lines = 0;
  #sections = 0;
  #seen = new Set();
  #number = 0;

  constructor({ judge, facts, signer, conversations, isPart }) {
    this.#judge = judge;
    this.#facts = facts;
    this.#signer = signer;
    this.#wanted = conversations === null ? null : new Set(conversations);
    this.#isPart = isPart;
  }

  async take(bytes) {
    this.#number += 1;
    const line = lineOf(bytes, this.#number);
    if (this.#state === "header") return this.#header(line);
    if (this.#state === "end") throw new CannotJudge(`Line ${this.#number} comes after the last line.`);
    switch (line.kind) {
      case "conversation":
        return this.#conversation(line);
      case "event":
        return this.#event(line);
      case "withheld":
        return this.#withheld(line);
      case "footer":
        return this.#footer(line);
      default:
        throw new CannotJudge(`Line ${this.#number} is none of an export.`);
    }
  }

  end() {
    if (this.#state !== "end") throw new CannotJudge("The file is cut off: its last line is missing.");
    for (const id of this.#wanted ?? []) {
      if (!this.#seen.has(id)) this.#judge.doubt(`Conversation ${shown(id)} is not in this export.`);
    }
    if (this.#isSelection && !this.#isPart) {
      this.#judge.doubt("This is a selection: whether anything was left out of it cannot be seen.", "leftOut");
    }
    if (this.#facts.withheld > 0 && !this.#isPart) {
      const are = this.#facts.withheld === 1 ? "is" : "are";
      const sentence = `${counted(this.#facts.withheld, "event")} ${are} there, and not shown: this is a part only.`;
      this.#judge.doubt(sentence, "leftOut");
    }
  }

  async #header(line) {
    if (line.kind !== "header") throw new CannotJudge("This is no export: its first line is not a header.");
    if (line.format !== "verbatim.export.v1") throw new CannotJudge("This export is of a format not known here.");
    fieldsOf(line, ["kind", "format", "scope", "checkpoint", "kept"], "The header");
    if (!["conversations", "selection"].includes(line.scope)) throw new CannotJudge("The header's scope is unknown.");
    const checkpoint = checkpointOf(line.checkpoint, "The export's checkpoint");
    if (checkpoint.key !== this.#signer.id) {
      throw new CannotJudge("The export is signed by another key than yours.");
    }
    this.#checkpoint = checkpoint;
    this.#inclusions = new Inclusions(checkpoint);
    this.#facts.checkpoint = checkpoint;
    this.#isSelection = line.scope === "selection";
    this.#state = "body";
    if (!(await this.#signer.hasSigned(checkpoint))) {
      this.#judge.find(null, "The export's checkpoint is forged: its signature is not the server's.");
      throw new Over();
    }
    if (this.#facts.kept) this.#consistency(this.#facts.kept, line.kept);
    else if (line.kept !== null) keptOf(line.kept);
  }

  /** Whether the log as it was kept is a beginning of the log as it is. */
  #consistency(kept, given) {
    const { size, tree, map } = this.#checkpoint;
    const over = (sentence) => {
      this.#judge.find(null, sentence);
      throw new Over();
    };
    if (kept.size > size) {
      over(
        `The log had ${counted(kept.size, "event")} when you kept your checkpoint, and has ${size} here: ` +
          "it was cut, or this export is older than your checkpoint.",
      );
    }
    if (kept.size === size && (kept.tree !== tree || kept.map !== map)) {
      over(
        `The log was rebuilt: the same ${counted(size, "event")} were sealed differently when you kept your checkpoint.`,
      );
    }
    if (given === null) throw new CannotJudge("The export has no proof towards your checkpoint: ask for one that has.");
    const proof = keptOf(given);
    if (proof.size !== kept.size) {
      const sizes = `the checkpoint of size ${proof.size}, yours has size ${kept.size}`;
      throw new CannotJudge(`The export's proof is towards ${sizes}: ask for one that is towards yours.`);
    }
    if (!isConsistent({ first: kept.size, firstRoot: kept.tree, second: size, secondRoot: tree, proof: proof.proof })) {
      over("The log was rebuilt: the checkpoint that you kept is no beginning of this log.");
    }
  }

  #conversation(line) {
    fieldsOf(line, ["kind", "conversation_id", "now", "kept"], `Line ${this.#number}`);
    if (this.#isSelection) throw new CannotJudge("A selection has no conversations of its own.");
    const id = textOf(line.conversation_id, `Line ${this.#number}`);
    if (this.#seen.has(id)) throw new CannotJudge(`Conversation ${shown(id)} comes twice.`);
    if (this.#wanted !== null && !this.#wanted.has(id)) {
      throw new CannotJudge(`Conversation ${shown(id)} is in this export, and was not asked for.`);
    }
    this.#seen.add(id);
    this.#closeHistory();
    this.#sections += 1;
    const now = entryOf(line.now, `Line ${this.#number}`);
    const kept = line.kept === null ? null : entryOf(line.kept, `Line ${this.#number}`);
    if (mapRootOf(id, now) !== this.#checkpoint.map) {
      this.#judge.find("leftOut", `What the file says of conversation ${shown(id)} is not in the checkpoint's map.`);
    }
    if (this.#facts.kept) {
      if (kept === null) {
        throw new CannotJudge(
          `What conversation ${shown(id)} was at your checkpoint is not proved: ask for an export that does.`,
        );
      }
      if (mapRootOf(id, kept) !== this.#facts.kept.map) {
        const sentence = `What the file says of conversation ${shown(id)} at your checkpoint is not in its map.`;
        this.#judge.find("leftOut", sentence);
      }
    }
    this.#lastIndex = -1;
    const past = this.#facts.kept && { entry: kept, size: this.#facts.kept.size };
    this.#history = new History({ id, now, past, judge: this.#judge });
    this.#facts.conversations.push(this.#history.facts);
    if (this.#facts.conversations.length > maxFindings) this.#facts.conversations.shift();
  }

  #event(line) {
    const where = `Line ${this.#number}`;
    const fields = ["kind", "index", "stream", "revision", "id", "type", "data", "metadata", "opened", "proof"];
    fieldsOf(line, this.#isSelection ? fields : [...fields, "number"], where);
    for (const field of ["stream", "id", "type"]) textOf(line[field], where);
    wholeOf(line.revision, where);
    for (const field of ["data", "metadata", "opened"]) objectOf(line[field], where);
    this.#place(line);
    const entry = ["verbatim.leaf.v1", line.index, line.stream, line.revision, line.id, line.type];
    const leaf = sha256(join([0x00], parts(...entry, canonical(line.data), canonical(line.metadata))));
    if (!this.#isProved(line, leaf)) {
      const name = `${shown(line.type)}, revision ${line.revision} of ${shown(line.stream)}`;
      this.#judge.find("changed", `Event ${line.index} (${name}) differs from what was sealed at its place.`);
    }
    this.#facts.events += 1;
    this.#words(line);
    this.#history?.take(line, leaf);
  }

  #withheld(line) {
    fieldsOf(line, ["kind", "number", "index", "leaf", "proof"], `Line ${this.#number}`);
    if (this.#isSelection) throw new CannotJudge("A selection withholds nothing.");
    this.#place(line);
    const leaf = bytesOf(hashOf(line.leaf, `Line ${this.#number}`));
    if (!this.#isProved(line, leaf)) {
      this.#judge.find(
        "changed",
        `Event ${line.index}, which is not shown, differs from what was sealed at its place.`,
      );
    }
    this.#facts.withheld += 1;
    this.#history?.skip(line, leaf);
  }

  /** Order: within a conversation, or a selection, the index rises. */
  #place({ index, proof }) {
    const where = `Line ${this.#number}`;
    if (!this.#isSelection && this.#history === null) throw new CannotJudge(`${where} is an event of no conversation.`);
    wholeOf(index, where);
    if (!Array.isArray(proof) || proof.length > 64) throw new CannotJudge(`${where} has no proof.`);
    for (const hash of proof) hashOf(hash, where);
    if (index === this.#lastIndex) this.#judge.find("slippedIn", `Event ${index} is there twice.`);
    else if (index < this.#lastIndex) {
      this.#judge.find("changed", `Event ${index} comes after event ${this.#lastIndex}: they were swapped.`);
    }
    this.#lastIndex = index;
    this.#lines += 1;
  }

  #isProved({ index, proof }, leaf) {
    return this.#inclusions.has({ index, leaf, proof });
  }

  /** Disclosed words against the commitments beside the sealed ones. */
  #words({ index, data, opened }) {
    const sealed = isObject(data["$sealed"]) && Object.hasOwn(data, "$sealed") ? data["$sealed"] : {};
    this.#facts.sealed += Object.keys(sealed).length;
    for (const field of Object.keys(opened)) {
      fieldsOf(opened[field], ["salt", "text"], `Line ${this.#number}`);
      const { salt, text } = opened[field];
      textOf(text, `Line ${this.#number}`);
      const box = Object.hasOwn(sealed, field) && isObject(sealed[field]) ? sealed[field] : {};
      const commitment = base64(sha256(join(bytesOf(hashOf(salt, `Line ${this.#number}`)), utf8(text))));
      this.#facts.opened += 1;
      if (box.commitment !== commitment) {
        this.#judge.find("changed", `The words of event ${index} (${shown(field)}) are not what was committed to.`);
      }
    }
  }

  #closeHistory() {
    this.#history?.end();
    this.#history = null;
  }

  #footer(line) {
    fieldsOf(line, ["kind", "conversations", "events"], "The last line");
    this.#closeHistory();
    if (line.conversations !== this.#sections || line.events !== this.#lines) {
      throw new CannotJudge(
        `The last line counts ${Number(line.events)} events in ${Number(line.conversations)} conversations, the file has ${this.#lines} in ${this.#sections}.`,
      );
    }
    if (this.#sections === 0 && !this.#isSelection) throw new CannotJudge("There is no conversation in this export.");
    this.#state = "end";
  }
}

/** One conversation from its first event to its last: the running hash, and hints that name what does not fit. */
class History {
  #id;
  #now;
  #past;
  #judge;
  #before;
  #count = 0;
  #last = -1;
  #running = new Uint8Array(32);
  #isPastKept = false;
  #revisions = new Map();
  #hasForgotten = false;
  #hints = [];
  #gap = null;
  #isBroken = false;
  facts;

  constructor({ id, now, past, judge }) {
    this.#id = id;
    this.#now = now;
    this.#past = past;
    this.#judge = judge;
    this.#before = judge.count;
    this.facts = { id, events: 0, withheldBefore: 0, withheldAfter: 0, since: 0, from: null, to: null };
  }

  take(line, leaf) {
    if (this.facts.withheldAfter > 0 && !this.#isBroken) {
      this.#isBroken = true;
      this.#judge.doubt(`Of conversation ${shown(this.#id)} events are not shown that lie between others.`, "leftOut");
    }
    if (!isOf(this.#id, line)) {
      this.#judge.find("slippedIn", `Event ${line.index} does not belong to conversation ${shown(this.#id)}.`);
    }
    this.#next(line, leaf);
    this.#noteRevision(line);
    this.facts.events += 1;
    const at = typeof line.metadata.at === "string" ? line.metadata.at : null;
    this.facts.from ??= at;
    this.facts.to = at;
  }

  skip(line, leaf) {
    this.facts[this.facts.events === 0 ? "withheldBefore" : "withheldAfter"] += 1;
    this.#next(line, leaf);
  }

  #next({ number, index }, leaf) {
    wholeOf(number, `Event ${index}`);
    if (this.#past !== null && index >= this.#past.size) {
      this.#passKept();
      this.facts.since += 1;
    }
    this.#count += 1;
    if (number !== this.#count) this.#gap ??= this.#gapBefore(number, index);
    this.#last = index;
    this.#running = sha256(join([0x04], this.#running, leaf));
  }

  /** Said at the end only, since lines that were swapped have gaps, too. */
  #gapBefore(number, index) {
    const name = `conversation ${shown(this.#id)}`;
    if (number < this.#count) {
      const sentence = `Event ${index} is number ${number} in ${name}, where number ${this.#count} belongs.`;
      return ["slippedIn", sentence];
    }
    if (number === this.#count + 1) return ["leftOut", `Event ${this.#count} of ${name} is missing.`];
    return ["leftOut", `Events ${this.#count} to ${number - 1} of ${name} are missing.`];
  }

  /** A gap in a stream's revisions is no fault by itself, but says where to look if there is one. */
  #noteRevision({ stream, revision }) {
    const last = this.#revisions.get(stream);
    const next = last === undefined ? 0 : last + 1;
    if (revision > next && !(last === undefined && this.#hasForgotten) && this.#hints.length < 5) {
      const which = revision === next + 1 ? `revision ${next}` : `revisions ${next} to ${revision - 1}`;
      this.#hints.push(`${which} of ${shown(stream)}`);
    }
    if (last === undefined && this.#revisions.size >= maxStreams) {
      this.#revisions.delete(this.#revisions.keys().next().value);
      this.#hasForgotten = true;
    }
    this.#revisions.set(stream, revision);
  }

  /** What stood there when the checkpoint was kept is complete now. */
  #passKept() {
    if (this.#past === null || this.#isPastKept) return;
    this.#isPastKept = true;
    this.#compare(this.#past.entry, "there at your checkpoint");
  }

  end() {
    this.#passKept();
    this.#compare(this.#now, "");
    if (this.#gap !== null && this.#judge.count === this.#before) this.#judge.find(...this.#gap);
  }

  #compare(entry, when) {
    const isSame =
      entry.count === this.#count &&
      (entry.count === 0 || (entry.last_index === this.#last && entry.running_hash === hexOf(this.#running)));
    if (isSame || this.#judge.count > this.#before) return;
    this.#judge.find(...(this.#gap ?? this.#difference(entry, when)));
  }

  #difference(entry, when) {
    const name = `conversation ${shown(this.#id)}`;
    const missing = entry.count - this.#count;
    const was = (count) => (when === "" ? "" : ` that ${count === 1 ? "was" : "were"} ${when}`);
    const which = `${counted(missing, "event")} of ${name}${was(missing)} ${missing === 1 ? "is" : "are"} missing`;
    const isAllShown = this.facts.withheldBefore + this.facts.withheldAfter === 0;
    if (missing > 0 && isAllShown && this.#hints.length > 0) return ["leftOut", `${which}: ${this.#hints.join(", ")}.`];
    if (missing > 0 && this.#count === 0) return ["leftOut", `${which}: it has none here.`];
    if (missing > 0 && entry.last_index > this.#last) {
      const ends = `it ends with event ${this.#last} here, and with event ${entry.last_index} in the log`;
      return ["leftOut", `${which}, the last: ${ends}.`];
    }
    if (missing > 0) return ["leftOut", `${which}.`];
    if (missing < 0)
      return [
        "slippedIn",
        `${counted(-missing, "event")} too many in ${name}: ${entry.count} ${when === "" ? "were sealed" : `were ${when}`}.`,
      ];
    return ["changed", `The history of ${name} is not the one that was ${when === "" ? "sealed" : when}.`];
  }
}

const isOf = (id, { stream, data }) =>
  stream === `conversation-${id}` ||
  ((stream.startsWith("message-") || stream.startsWith("inbox-")) &&
    Object.hasOwn(data, "conversationId") &&
    data.conversationId === id);

// ── Merkle tree, map, signature ──────────────────────────────────────────────────────────────────────────────────────

/**
 * RFC 9162, 2.1.3.2. Neighbours share most of their way to the root: where one has come to the same place with the same
 * hash and the same rest of its proof as one that was proved, the rest needs no second look.
 */
class Inclusions {
  #size;
  #root;
  #proved = new Map();

  constructor({ size, tree }) {
    this.#size = size;
    this.#root = tree;
  }

  has({ index, leaf, proof }) {
    if (index >= this.#size) return false;
    let [fn, sn, hash] = [index, this.#size - 1, leaf];
    const way = [];
    for (const [at, text] of proof.entries()) {
      if (sn === 0) return false;
      const step = { fn, hash, rest: proof, at };
      if (isSameStep(step, this.#proved.get(sn))) return this.#remember(way);
      way.push([sn, step]);
      const other = bytesOf(text);
      if (fn % 2 === 1 || fn === sn) {
        hash = nodeOf(other, hash);
        while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
      } else hash = nodeOf(hash, other);
      [fn, sn] = [half(fn), half(sn)];
    }
    return sn === 0 && hexOf(hash) === this.#root && this.#remember(way);
  }

  #remember(way) {
    for (const [sn, step] of way) this.#proved.set(sn, step);
    return true;
  }
}

function isSameStep(one, other) {
  if (other === undefined || one.fn !== other.fn) return false;
  if (one.rest.length - one.at !== other.rest.length - other.at) return false;
  if (one.hash.some((byte, at) => byte !== other.hash[at])) return false;
  return one.rest.every((text, at) => at < one.at || text === other.rest[at - one.at + other.at]);
}

/** RFC 9162, 2.1.4.2. Everything begins with nothing. */
function isConsistent({ first, firstRoot, second, secondRoot, proof }) {
  if (first === second) return proof.length === 0 && firstRoot === secondRoot;
  if (first === 0) return proof.length === 0 && firstRoot === hexOf(sha256(new Uint8Array(0)));
  const path = isPowerOfTwo(first) ? [firstRoot, ...proof] : proof;
  if (path.length === 0) return false;
  let [fn, sn] = [first - 1, second - 1];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  let [firstHash, secondHash] = [bytesOf(path[0]), bytesOf(path[0])];
  for (const text of path.slice(1)) {
    if (sn === 0) return false;
    const other = bytesOf(text);
    if (fn % 2 === 1 || fn === sn) {
      [firstHash, secondHash] = [nodeOf(other, firstHash), nodeOf(other, secondHash)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else secondHash = nodeOf(secondHash, other);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && hexOf(firstHash) === firstRoot && hexOf(secondHash) === secondRoot;
}

/** The root that a map proof leads to; null where it leads nowhere. */
function mapRootOf(id, entry) {
  const key = sha256(utf8(id));
  let leaf;
  if (entry.count > 0) {
    const value = parts("verbatim.map.v1", id, entry.count, entry.last_index, entry.running_hash);
    leaf = [key, sha256(value)];
  } else if (entry.found === null) return entry.path.length === 0 ? hexOf(sha256(new Uint8Array(0))) : null;
  else leaf = [bytesOf(entry.found.key), bytesOf(entry.found.value)];
  if (entry.count === 0 && hexOf(leaf[0]) === hexOf(key)) return null;
  let hash = sha256(join([0x02], ...leaf));
  let below = 256;
  for (const [bit, text] of entry.path) {
    if (bit >= below) return null;
    below = bit;
    const other = bytesOf(text);
    const isRight = (key[bit >> 3] >> (7 - (bit & 7))) & 1;
    hash = sha256(join([0x03, bit >> 8, bit & 255], ...(isRight ? [other, hash] : [hash, other])));
  }
  return hexOf(hash);
}

async function signerOf(key) {
  const text = String(key).trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new CannotJudge("The public key must be 64 hex digits.");
  const bytes = bytesOf(text);
  const publicKey = await crypto.subtle.importKey("raw", bytes, { name: "Ed25519" }, false, ["verify"]);
  return {
    id: hexOf(sha256(bytes)),
    hasSigned: (checkpoint) =>
      crypto.subtle.verify({ name: "Ed25519" }, publicKey, bytesOf(checkpoint.signature), utf8(signedText(checkpoint))),
  };
}

const signedText = ({ format, epoch, size, tree, map, time, key }) =>
  `${format}\nepoch ${epoch}\nsize ${size}\ntree ${tree}\nmap ${map}\ntime ${time}\nkey ${key}\n`;

// ── Reading: every shape is checked, and anything beside it refused ──────────────────────────────────────────────────

async function readKept(text, signer) {
  let parsed;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new CannotJudge("The kept checkpoint is no JSON.");
  }
  const checkpoint = checkpointOf(parsed, "The kept checkpoint");
  if (checkpoint.key === signer.id && (await signer.hasSigned(checkpoint))) return checkpoint;
  throw new CannotJudge("The kept checkpoint is not signed by this key.");
}

function checkpointOf(value, what) {
  fieldsOf(value, ["format", "epoch", "size", "tree", "map", "time", "key", "signature"], what);
  const isWhole = Number.isSafeInteger(value.size) && value.size >= 0;
  const isRight =
    value.format === "verbatim.checkpoint.v1" &&
    isWhole &&
    ["tree", "map", "key"].every((field) => isHash(value[field])) &&
    ["epoch", "time"].every(
      (field) => typeof value[field] === "string" && /^[0-9A-Za-z:.-]{1,64}$/.test(value[field]),
    ) &&
    typeof value.signature === "string" &&
    /^[0-9a-f]{128}$/.test(value.signature);
  if (!isRight) throw new CannotJudge(`${what} is not one.`);
  return value;
}

function keptOf(value) {
  fieldsOf(value, ["size", "proof"], "The header's proof");
  wholeOf(value.size, "The header's proof");
  if (!Array.isArray(value.proof) || value.proof.length > 128) throw new CannotJudge("The header's proof is none.");
  for (const hash of value.proof) hashOf(hash, "The header's proof");
  return value;
}

function entryOf(value, where) {
  const isThere = isObject(value) && value.count !== 0;
  fieldsOf(value, isThere ? ["count", "last_index", "running_hash", "path"] : ["count", "found", "path"], where);
  wholeOf(value.count, where);
  if (!Array.isArray(value.path) || value.path.length > 256) throw new CannotJudge(`${where} has no path.`);
  for (const step of value.path) {
    if (!Array.isArray(step) || step.length !== 2) throw new CannotJudge(`${where} has no path.`);
    wholeOf(step[0], where);
    hashOf(step[1], where);
  }
  if (isThere) {
    wholeOf(value.last_index, where);
    hashOf(value.running_hash, where);
  } else if (value.found !== null) {
    fieldsOf(value.found, ["key", "value"], where);
    hashOf(value.found.key, where);
    hashOf(value.found.value, where);
  }
  return value;
}

/** A line must be just the bytes that its content is written as: no doubled keys, no second spelling of anything. */
function lineOf(bytes, number) {
  let text;
  let line;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    line = JSON.parse(text);
  } catch {
    throw new CannotJudge(`Line ${number} is no JSON.`);
  }
  if (!isObject(line)) throw new CannotJudge(`Line ${number} is no object.`);
  if (canonical(line) !== text)
    throw new CannotJudge(`Line ${number} is not canonical JSON: it could be read in two ways.`);
  return line;
}

async function* linesOf(chunks, onProgress) {
  let pieces = [];
  let length = 0;
  let total = 0;
  for await (const chunk of piecesOf(chunks)) {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      yield join(...pieces, chunk.subarray(from, end));
      [pieces, length, from] = [[], 0, end + 1];
    }
    if (from < chunk.length) pieces.push(chunk.slice(from));
    length += chunk.length - from;
    if (length > maxLineBytes) throw new CannotJudge("A line is longer than any of an export.");
    total += chunk.length;
    onProgress?.(total);
  }
  if (length > 0) throw new CannotJudge("The file is cut off amid a line.");
}

/** Not every browser iterates its streams. */
async function* piecesOf(chunks) {
  if (Symbol.asyncIterator in chunks) return yield* chunks;
  const reader = chunks.getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) yield value;
}

function fieldsOf(value, names, where) {
  const has = isObject(value) ? Object.keys(value) : [];
  const isRight = isObject(value) && has.length === names.length && names.every((name) => Object.hasOwn(value, name));
  if (!isRight) throw new CannotJudge(`${where} does not have just the fields that it should.`);
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isHash = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

function objectOf(value, where) {
  if (!isObject(value)) throw new CannotJudge(`${where} has no object where one belongs.`);
}
function textOf(value, where) {
  if (typeof value !== "string" || value === "" || !value.isWellFormed())
    throw new CannotJudge(`${where} has no text where one belongs.`);
  return value;
}
function wholeOf(value, where) {
  if (!Number.isSafeInteger(value) || value < 0) throw new CannotJudge(`${where} has no number where one belongs.`);
}
function hashOf(value, where) {
  if (!isHash(value)) throw new CannotJudge(`${where} has no hash where one belongs.`);
  return value;
}

// ── Bytes ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** RFC 8785. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (isObject(value)) {
    const fields = Object.keys(value).toSorted();
    return `{${fields.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
  }
  if (typeof value === "number" && !Number.isFinite(value)) throw new CannotJudge("A number is too large.");
  return JSON.stringify(value);
}

const encoder = new TextEncoder();
const utf8 = (text) => encoder.encode(text);
const half = (number) => Math.floor(number / 2);

function isPowerOfTwo(number) {
  let rest = number;
  while (rest > 1 && rest % 2 === 0) rest /= 2;
  return rest === 1;
}

function parts(...texts) {
  return join(
    ...texts.flatMap((text) => {
      const bytes = utf8(String(text));
      const length = bytes.length;
      return [[length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255], bytes];
    }),
  );
}

function join(...pieces) {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

const hexDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const hexOf = (bytes) => Array.from(bytes, (byte) => hexDigits[byte]).join("");

function bytesOf(hex) {
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = (digitOf(hex.charCodeAt(2 * at)) << 4) | digitOf(hex.charCodeAt(2 * at + 1));
  }
  return bytes;
}
const digitOf = (code) => (code < 58 ? code - 48 : code - 87);

const pair = new Uint8Array(65);
function nodeOf(left, right) {
  pair[0] = 0x01;
  pair.set(left, 1);
  pair.set(right, 33);
  return sha256(pair);
}

const base64 = (bytes) => btoa(String.fromCharCode(...bytes));

/** Fractions of the roots of the first primes, as FIPS 180-4 has them. */
const [initial, rounds] = (() => {
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  const fraction = (number) => ((number - Math.floor(number)) * 2 ** 32) | 0;
  return [
    primes.slice(0, 8).map((n) => fraction(Math.sqrt(n))),
    Int32Array.from(primes, (n) => fraction(Math.cbrt(n))),
  ];
})();
const schedule = new Int32Array(64);

/** SHA-256 as it is in FIPS 180-4. WebCrypto's answers one hash a turn, which takes minutes where this takes seconds. */
function sha256(bytes) {
  const padded = new Uint8Array(((bytes.length + 72) >>> 6) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const state = Int32Array.from(initial);
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i += 1) schedule[i] = view.getInt32(block + 4 * i);
    for (let i = 16; i < 64; i += 1) {
      const x = schedule[i - 15];
      const y = schedule[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      schedule[i] = schedule[i - 16] + s0 + schedule[i - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (h + s1 + ((e & f) ^ (~e & g)) + rounds[i] + schedule[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] += word));
  }
  const hash = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => hash.setInt32(4 * i, word));
  return new Uint8Array(hash.buffer);
}

/** Ours against the platform's, at each start: around the lengths at which its blocks end. */
async function checkSha256() {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000]) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 131 + length) & 255);
    const theirs = hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
    if (hexOf(sha256(bytes)) !== theirs) throw new Error("SHA-256 does not work here.");
  }
}

// ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** What comes from the file is shown in plain letters only, and not at length. */
function shown(text) {
  const plain = text.replaceAll(/[^A-Za-z0-9 _.:@+-]/g, "?");
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}

const titles = {
  changed: "Nothing was changed",
  leftOut: "Nothing was left out",
  slippedIn: "Nothing was slipped in later",
};

/** The verdict in sentences, a line each. */
export function sentences({ outcome, claims: state, findings, doubts, facts }) {
  const { checkpoint, kept } = facts;
  const lines = [];
  if (checkpoint) lines.push(`Checkpoint of ${checkpoint.time}: ${counted(checkpoint.size, "event")} in the log.`);
  if (kept) lines.push(`Your checkpoint of ${kept.time}: ${counted(kept.size, "event")}.`);
  if (checkpoint && kept && checkpoint.epoch !== kept.epoch) lines.push("The log was restored or copied since.");
  for (const { id, events, withheldBefore, withheldAfter, since, from, to } of facts.conversations) {
    const period = from && to ? `, ${shown(from)} to ${shown(to)}` : "";
    const rest =
      withheldBefore + withheldAfter > 0 ? `; ${withheldBefore} before and ${withheldAfter} after are not shown` : "";
    lines.push(`Conversation ${shown(id)}: ${counted(events, "event")}${period}${rest}.`);
    if (since > 0) lines.push(`${since} of them came after your checkpoint: for these you have the server's word.`);
  }
  if (facts.sealed > facts.opened)
    lines.push(`${facts.sealed - facts.opened} of ${facts.sealed} sealed words are not disclosed.`);
  for (const claim of claims)
    lines.push(`${titles[claim]}: ${state[claim] === "fails" ? "DOES NOT HOLD" : state[claim]}.`);
  lines.push(...findings, ...doubts);
  if (!kept) lines.push("Without a checkpoint that you kept, this is only as good as the server's word.");
  lines.push({ holds: "It holds.", fails: "IT DOES NOT HOLD.", "cannot be judged": "It cannot be judged." }[outcome]);
  return lines;
}

// ── The command, under Node.js ───────────────────────────────────────────────────────────────────────────────────────

const usage = "Usage: verify <export> --key <public key> [--checkpoint <kept>] [--conversation <id>]… [--part]";

/** Opened when it is read, so that whatever fails then is said like anything else that cannot be judged. */
async function* piecesOfFile(path) {
  yield* process.getBuiltinModule("node:fs").createReadStream(path, { highWaterMark: 1024 * 1024 });
}

async function main(words) {
  const { existsSync, readFileSync } = process.getBuiltinModule("node:fs");
  const { parseArgs } = process.getBuiltinModule("node:util");
  const text = { type: "string" };
  const options = { key: text, checkpoint: text, conversation: { ...text, multiple: true }, part: { type: "boolean" } };
  try {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
    if (positionals.length !== 1 || values.key === undefined) throw new CannotJudge(usage);
    const verdict = await verify({
      chunks: piecesOfFile(positionals[0]),
      key: existsSync(values.key) ? readFileSync(values.key, "utf8") : values.key,
      kept: values.checkpoint === undefined ? null : readFileSync(values.checkpoint, "utf8"),
      conversations: values.conversation ?? null,
      isPart: values.part ?? false,
    });
    process.stdout.write(`${sentences(verdict).join("\n")}\n`);
    return verdict.exitCode;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

const isCommand = () => {
  const { realpathSync } = process.getBuiltinModule("node:fs");
  const { pathToFileURL } = process.getBuiltinModule("node:url");
  return process.argv[1] !== undefined && pathToFileURL(realpathSync(process.argv[1])).href === import.meta.url;
};

if (globalThis.process?.versions?.node !== undefined && isCommand())
  process.exitCode = await main(process.argv.slice(2));
