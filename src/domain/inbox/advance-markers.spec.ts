import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ada, bob, cem, decider, here, joined, removed, sent, started } from "../conversation/spec-language.ts";
import { userId } from "../ids.ts";
import { givenFor, recorded, stateAfter } from "../spec-language.ts";
import { advanceMarkers, deliveredUpToMembers, type AdvanceMarkers } from "./advance-markers.ts";
import type { InboxEvent, MarkersAdvanced } from "./events.ts";
import { inboxes } from "./decider.ts";
import type { Inbox } from "./inbox.ts";
import { cleared, marked } from "./spec-language.ts";

const lines = [1, 2, 3, 4, 5].map((n) => sent(`line ${n}`, { by: bob }));
const ofFive = stateAfter(decider, [started({ by: ada, with: [bob] }), ...lines]);
const crowd = stateAfter(decider, [
  started({ by: ada, kind: "room", visibility: "public" }),
  ...Array.from({ length: deliveredUpToMembers }, (_, n) => joined(userId(`user-${n}`))),
]);

type Markers = Pick<AdvanceMarkers, "readTo" | "deliveredTo">;
const given = givenFor(inboxes);
const advanced = (data: Partial<Omit<MarkersAdvanced, "conversationId" | "userId">>) => (): InboxEvent => ({
  type: "MarkersAdvanced",
  data: { conversationId: here, userId: ada, ...data, toldTo: data.toldTo ?? "members" },
});
const advance =
  (to: Markers, { by = ada, of: conversation = ofFive } = {}) =>
  (inbox: Inbox) =>
    advanceMarkers({ actor: by, conversationId: here, ...to }, inbox, { conversation });

describe("markers", () => {
  it("say how far a member has read, which was delivered too", () =>
    given()
      .when(advance({ readTo: 3 }))
      .thenHappened(advanced({ readTo: 3, deliveredTo: 3 })));

  it("say what was delivered and is not read yet", () =>
    given(advanced({ readTo: 2, deliveredTo: 2 }))
      .when(advance({ deliveredTo: 5 }))
      .thenHappened(advanced({ deliveredTo: 5 })));

  it("say only which of them moved", () =>
    given(advanced({ readTo: 2, deliveredTo: 5 }))
      .when(advance({ readTo: 3 }))
      .thenHappened(advanced({ readTo: 3 })));

  it("do not move twice to one place, and never back", () => {
    given(advanced({ readTo: 4, deliveredTo: 5 }))
      .when(advance({ readTo: 4 }))
      .thenNothing();
    given(advanced({ readTo: 4, deliveredTo: 5 }))
      .when(advance({ readTo: 1, deliveredTo: 2 }))
      .thenNothing();
    given(advanced({ readTo: 4, deliveredTo: 5 }))
      .when(advance({ readTo: 5, deliveredTo: 1 }))
      .thenHappened(advanced({ readTo: 5 }));
    given().when(advance({})).thenNothing();
  });

  it("take a mark as unread away where something is read, also where they do not move", () => {
    const read = advanced({ readTo: 4, deliveredTo: 4 });
    given(read, marked({ from: 3, upTo: 5 }))
      .when(advance({ readTo: 5 }))
      .thenHappened(advanced({ readTo: 5, deliveredTo: 5 }), cleared);
    given(read, marked({ from: 3, upTo: 5 }))
      .when(advance({ readTo: 4 }))
      .thenHappened(cleared);
    given(read, marked({ from: 3, upTo: 5 }))
      .when(advance({ deliveredTo: 4 }))
      .thenNothing();
    given(read, marked({ from: 3, upTo: 5 }), cleared)
      .when(advance({ readTo: 4 }))
      .thenNothing();
  });

  it("stay within the history", () => {
    for (const beyond of [6, 1.5, -1, Number.NaN, Infinity]) {
      given()
        .when(advance({ readTo: beyond }))
        .thenRefused("validation_failed");
      given()
        .when(advance({ deliveredTo: beyond }))
        .thenRefused("validation_failed");
    }
  });

  it("of many members tell only what was read, and that to nobody else", () => {
    given()
      .when(advance({ readTo: 7 }, { of: crowd }))
      .thenHappened(advanced({ readTo: 7, toldTo: "self" }));
    given()
      .when(advance({ deliveredTo: 7 }, { of: crowd }))
      .thenNothing();
  });

  it("are a member's", () => {
    const withoutBob = stateAfter(decider, [started({ by: ada, with: [bob] }), ...lines, removed(bob, { by: ada })]);
    given()
      .when(advance({ readTo: 1 }, { by: cem }))
      .thenRefused("not_found");
    given()
      .when(advance({ readTo: 1 }, { by: bob, of: withoutBob }))
      .thenRefused("not_found");
    given()
      .when(advance({ readTo: 1 }, { by: cem, of: crowd }))
      .thenRefused("not_found");
  });

  it("never go back in any history", () => {
    const marker = fc.option(fc.integer({ min: 0, max: 6 }), { nil: 0 });
    fc.assert(
      fc.property(fc.array(fc.record({ readTo: marker, deliveredTo: marker })), (asked) => {
        let inbox: Inbox = inboxes.initialState;
        for (const [revision, to] of asked.entries()) {
          const decision = advance(to)(inbox);
          const [event] = decision.kind === "happened" ? decision.events : [];
          const next = event ? inboxes.evolve(inbox, recorded(event, revision)) : inbox;
          expect(next.readTo).toBeGreaterThanOrEqual(inbox.readTo);
          expect(next.deliveredTo).toBeGreaterThanOrEqual(Math.max(inbox.deliveredTo, next.readTo));
          expect(next.deliveredTo).toBeLessThanOrEqual(ofFive.lastSequence);
          inbox = next;
        }
      }),
    );
  });
});
