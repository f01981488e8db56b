import type { Role } from "../../src/auth/accounts.ts";
import { changeAccount } from "../../src/auth/administration.ts";
import { finishRegistration } from "../../src/auth/finish-registrations.ts";
import { register, type Registered } from "../../src/auth/register.ts";
import type { Auth } from "../../src/auth/auth.ts";
import { changeInboxSettings } from "../../src/commands/change-inbox-settings.ts";
import { changeConversation } from "../../src/commands/change-conversation.ts";
import type { CommandContext } from "../../src/commands/context.ts";
import { deleteMessage } from "../../src/commands/delete-message.ts";
import type { Outcome } from "../../src/commands/deciding/command.ts";
import { editMessage } from "../../src/commands/edit-message.ts";
import { pinMessage } from "../../src/commands/pin-message.ts";
import { react } from "../../src/commands/react.ts";
import { sendMessage } from "../../src/commands/send-message.ts";
import { startConversation } from "../../src/commands/start-conversation.ts";
import type { DomainEvent } from "../../src/domain/decision.ts";
import type { Recorded } from "../../src/domain/recorded.ts";
import { lineId, userId, type ConversationId, type LineId, type UserId } from "../../src/domain/ids.ts";
import { administrator, names, password, people, roles, type Name } from "./people.ts";
import type { Said, Talk } from "./story.ts";

export interface Teller {
  readonly commands: CommandContext;
  readonly auth: Auth;
  /** Sets the clock that what follows is recorded by: so many minutes before now. */
  readonly goTo: (ago: number) => void;
}

type Cast = ReadonlyMap<Name, UserId>;

/** Gives everybody an account. */
export async function registerCast(teller: Teller): Promise<Cast> {
  const { commands, auth } = teller;
  const cast = new Map<Name, UserId>();
  for (const name of names) {
    const registered = await register(auth, {
      username: name,
      displayName: people[name],
      email: `${name}@halden.example`,
      password,
    });
    if (registered.kind === "refused") throw new Error(`${name}: ${registered.detail}`);
    const { account, displayName }: Registered = registered;
    done(await finishRegistration(auth, commands, { ...account, displayName }));
    cast.set(name, userId(account.userId));
  }
  await giveRoles(teller, cast);
  return cast;
}

async function giveRoles({ auth }: Teller, cast: Cast): Promise<void> {
  const by = idOf(cast, administrator);
  for (const [name, given] of Object.entries(roles) as [Name, readonly Role[]][]) {
    const changed = await changeAccount(auth, { userId: idOf(cast, name), by, roles: given });
    if (changed.kind === "refused") throw new Error(`${name}: ${changed.detail}`);
  }
}

/** Plays one conversation from its start to now. */
export async function tell(teller: Teller, cast: Cast, talk: Talk): Promise<void> {
  const { commands, goTo } = teller;
  const { kind, name, description, isPublic, incident, members, startedAgo } = talk;
  const [starter = "nora"] = members;
  goTo(startedAgo);
  const { conversationId, outcome } = await startConversation(commands, {
    actor: idOf(cast, starter),
    kind,
    memberIds: members.map((each) => idOf(cast, each)),
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(isPublic && { visibility: "public" as const }),
    ...(incident && { incident: { ...incident, status: "open" as const } }),
  });
  done(outcome);
  const named = new Map<string, LineId>();
  let last = 1;
  const sequences: number[] = [];
  for (const said of talk.said) {
    goTo(said.ago);
    last = await say(teller, { cast, conversationId, named, said });
    sequences.push(last);
  }
  goTo(talk.said.at(-1)?.ago ?? startedAgo);
  if (incident && incident.status !== "open") {
    const { status } = incident;
    done(await changeConversation(commands, { actor: idOf(cast, starter), conversationId, incident: { status } }));
  }
  await read(teller, { cast, conversationId, talk, sequences });
}

interface Saying {
  readonly cast: Cast;
  readonly conversationId: ConversationId;
  readonly named: Map<string, LineId>;
  readonly said: Said;
}

/** @returns its sequence. */
async function say({ commands, goTo }: Teller, { cast, conversationId, named, said }: Saying): Promise<number> {
  const actor = idOf(cast, said.by);
  const replyToId = said.answers === undefined ? undefined : named.get(said.answers);
  const sent = done(
    await sendMessage(commands, {
      actor,
      conversationId,
      content: said.text,
      ...(said.html !== undefined && { html: said.html }),
      ...(said.data && { data: JSON.stringify(said.data), messageType: "incident_data" as const }),
      ...(replyToId && { replyToId }),
      ...(said.mentions && { mentions: said.mentions.map((each) => idOf(cast, each)) }),
    }),
  );
  const [event] = sent;
  if (event?.type !== "MessageSent") throw new Error(`Not said: ${said.text}`);
  const messageId = lineId({ conversationId, revision: event.revision });
  if (said.as !== undefined) named.set(said.as, messageId);
  goTo(said.ago - 1);
  for (const [emoji, reactors] of Object.entries(said.reactions ?? {}))
    for (const each of reactors)
      done(await react(commands, { actor: idOf(cast, each), messageId, emoji, allowed: "any" }));
  if (said.edited !== undefined) done(await editMessage(commands, { actor, messageId, content: said.edited, windows }));
  if (said.isDeleted) done(await deleteMessage(commands, { actor, messageId }));
  if (said.pinnedBy) done(await pinMessage(commands, { actor: idOf(cast, said.pinnedBy), conversationId, messageId }));
  return event.data.sequence;
}

/** No message of the story is too old to be edited. */
const windows = { direct: 0, group: 0, room: 0, incident: 0 };

interface Reading {
  readonly cast: Cast;
  readonly conversationId: ConversationId;
  readonly talk: Talk;
  readonly sequences: readonly number[];
}

async function read({ commands }: Teller, { cast, conversationId, talk, sequences }: Reading): Promise<void> {
  const { said, members, unread = {}, mutedBy = [] } = talk;
  for (const each of members) {
    const actor = idOf(cast, each);
    const left = unread[each] ?? 0;
    const readTo = sequences[said.length - 1 - left];
    const deliveredTo = sequences.at(-1);
    done(
      await commands.markers.advance({
        actor,
        conversationId,
        ...(readTo !== undefined && { readTo }),
        ...(deliveredTo !== undefined && { deliveredTo }),
      }),
    );
    if (mutedBy.includes(each)) done(await changeInboxSettings(commands, { actor, conversationId, isMuted: true }));
  }
}

function idOf(cast: Cast, name: Name): UserId {
  const id = cast.get(name);
  if (!id) throw new Error(`${name} is nobody.`);
  return id;
}

function done<Event extends DomainEvent>(outcome: Outcome<Event>): readonly Recorded<Event>[] {
  if (outcome.kind === "refused") throw new Error(outcome.refusal.detail);
  return outcome.events;
}
