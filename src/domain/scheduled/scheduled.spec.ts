import { describe, it } from "vitest";
import { ada, added, bob, cem, decider, deleted, here, line, sent, started } from "../conversation/spec-language.ts";
import type { RefusalCode } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { givenFor, stateAfter, type Told } from "../spec-language.ts";
import { cancelScheduled } from "./cancel.ts";
import { scheduledSends } from "./decider.ts";
import type { ScheduledEvent } from "./events.ts";
import { changeScheduled, maxWaiting, scheduleSend, type ScheduleSend } from "./schedule.ts";
import type { Scheduled } from "./scheduled.ts";
import { settle, takeDue } from "./settle.ts";

const given = givenFor(scheduledSends);
type Past = Told<Scheduled, ScheduledEvent>;
type Wish = Partial<Omit<ScheduleSend, "actor">> & { readonly by?: UserId };

const now = "2026-11-30T12:00:00.000Z";
const tomorrow = "2026-12-01T08:00:00.000Z";
const talk = stateAfter(decider, [started({ by: ada, with: [bob] }), sent("hello", { by: bob })]);
const of = { conversationId: here, userId: ada };

const scheduled =
  (content: string, { sendAt = tomorrow } = {}): Past =>
  () => ({ type: "SendScheduled", data: { ...of, content, sendAt } });
const changed =
  (content: string, { sendAt = tomorrow } = {}): Past =>
  () => ({ type: "ScheduledChanged", data: { ...of, content, sendAt } });
const cancelled: Past = () => ({ type: "ScheduledCancelled", data: of });
const taken: Past = () => ({ type: "ScheduledTaken", data: of });
const wasSent: Past = () => ({ type: "ScheduledSent", data: { ...of, messageId: line(7) } });
const refused =
  (code: RefusalCode): Past =>
  () => ({ type: "ScheduledRefused", data: { ...of, code } });

const wish = ({ by = ada, ...rest }: Wish): ScheduleSend => ({
  actor: by,
  conversationId: here,
  content: "good morning",
  sendAt: tomorrow,
  ...rest,
});
const schedule =
  (asked: Wish = {}, { waiting = 0, conversation = talk } = {}) =>
  (state: Scheduled) =>
    scheduleSend(wish(asked), state, { conversation, send: { replyTo: null }, at: now, waiting });
const change = (asked: Wish) => (state: Scheduled) =>
  changeScheduled(wish(asked), state, { conversation: talk, send: { replyTo: null }, at: now });
const cancel =
  (actor = ada) =>
  (state: Scheduled) =>
    cancelScheduled({ actor }, state);
const take = (at: string) => (state: Scheduled) => takeDue(state, { at });

describe("scheduling a message", () => {
  it("says what is to be sent, where, by whom and when", () =>
    given().when(schedule()).thenHappened(scheduled("good morning")));

  it("needs a time that is still to come, within a year", () => {
    for (const sendAt of [now, "2026-11-30T11:59:59.999Z", "2027-12-02T12:00:00.000Z", "never"])
      given().when(schedule({ sendAt })).thenRefused("validation_failed", "later");
  });

  it("is refused what could not be sent now", () => {
    given()
      .when(schedule({ by: cem }))
      .thenRefused("not_found");
    given()
      .when(schedule({ content: " " }))
      .thenRefused("validation_failed");
    given()
      .when(schedule({ replyToId: line(1) }))
      .thenRefused("validation_failed");
    const viewed = stateAfter(decider, [started({ by: bob }), added(ada, { by: bob, role: "viewer" })]);
    given()
      .when(schedule({}, { conversation: viewed }))
      .thenRefused("forbidden");
    const gone = stateAfter(decider, [started({ by: ada }), deleted({ by: ada })]);
    given()
      .when(schedule({}, { conversation: gone }))
      .thenRefused("not_found");
  });

  it("is for a hundred that wait", () => {
    given()
      .when(schedule({}, { waiting: maxWaiting - 1 }))
      .thenHappened(scheduled("good morning"));
    given()
      .when(schedule({}, { waiting: maxWaiting }))
      .thenRefused("conflict", "100");
  });
});

describe("a message that waits", () => {
  it("can be changed, by whoever scheduled it", () => {
    given(scheduled("good morning"))
      .when(change({ content: "good evening" }))
      .thenHappened(changed("good evening"));
    given(scheduled("good morning"))
      .when(change({ sendAt: "2026-12-02T08:00:00.000Z" }))
      .thenHappened(changed("good morning", { sendAt: "2026-12-02T08:00:00.000Z" }));
    given(scheduled("good morning")).when(change({})).thenNothing();
    given(scheduled("good morning"))
      .when(change({ sendAt: now }))
      .thenRefused("validation_failed");
    given(scheduled("good morning"))
      .when(change({ by: bob }))
      .thenRefused("not_found");
    given().when(change({})).thenRefused("not_found");
  });

  it("can be cancelled, by whoever scheduled it, which is nothing the second time", () => {
    given(scheduled("good morning")).when(cancel()).thenHappened(cancelled);
    given(scheduled("good morning"), cancelled).when(cancel()).thenNothing();
    given(scheduled("good morning")).when(cancel(bob)).thenRefused("not_found");
    given().when(cancel()).thenRefused("not_found");
  });

  it("is taken when its time has come, and not before", () => {
    given(scheduled("good morning")).when(take("2026-12-01T07:59:59.999Z")).thenNothing();
    given(scheduled("good morning")).when(take(tomorrow)).thenHappened(taken);
    given(scheduled("good morning"), cancelled).when(take(tomorrow)).thenNothing();
    given().when(take(tomorrow)).thenNothing();
  });
});

describe("a message that was taken", () => {
  const onItsWay = [scheduled("good morning"), taken];

  it("is taken once, and neither changed nor cancelled any more", () => {
    given(...onItsWay)
      .when(take(tomorrow))
      .thenNothing();
    given(...onItsWay)
      .when(change({ content: "good evening" }))
      .thenRefused("conflict");
    given(...onItsWay)
      .when(cancel())
      .thenRefused("conflict");
    given(...onItsWay, wasSent)
      .when(cancel())
      .thenRefused("conflict");
  });

  it("becomes sent or refused, whichever is said first", () => {
    given(...onItsWay)
      .when((state) => settle({ kind: "sent", messageId: line(7) }, state))
      .thenHappened(wasSent);
    given(...onItsWay)
      .when((state) => settle({ kind: "refused", code: "forbidden" }, state))
      .thenHappened(refused("forbidden"));
    given(...onItsWay, wasSent)
      .when((state) => settle({ kind: "refused", code: "forbidden" }, state))
      .thenNothing();
    given(scheduled("good morning"), cancelled)
      .when((state) => settle({ kind: "sent", messageId: line(7) }, state))
      .thenNothing();
  });
});
