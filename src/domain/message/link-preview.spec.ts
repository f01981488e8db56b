import { describe, it } from "vitest";
import { ada, bob, cem, deleted, removed, renamed, sent, started } from "../conversation/spec-language.ts";
import {
  attach,
  deletedBy,
  edit,
  edited,
  given,
  originIn,
  previewed,
  previewGone,
  removePreviewOf,
} from "./spec-language.ts";

const url = "https://acme.com/";
const other = "https://other.com/";
const group = started({ by: ada, with: [bob] });
const link = originIn(group, sent(`see ${url}`, { by: ada }));

describe("attaching a preview", () => {
  it("happens once, with what there is", () => {
    given()
      .when(attach(url, { in: link }))
      .thenHappened(previewed(url));
    const words = { title: "Soup", description: "At noon.", image: "https://acme.com/x.png" };
    given()
      .when(attach(url, { in: link, ...words }))
      .thenHappened(previewed(url, words));
    given(previewed(url))
      .when(attach(url, { in: link }))
      .thenNothing();
  });

  it("is of the first URL that the message has now", () => {
    given()
      .when(attach(other, { in: link }))
      .thenRefused("conflict", "another URL");
    given(edited(`see ${other}`))
      .when(attach(url, { in: link }))
      .thenRefused("conflict", "another URL");
    given(edited(`see ${other}`))
      .when(attach(other, { in: link }))
      .thenHappened(previewed(other));
    given(edited("x", { html: `<a href="${other}">${url}</a>` }))
      .when(attach(other, { in: link }))
      .thenHappened(previewed(other));
  });

  it("takes the place of an earlier one", () =>
    given(previewed(url), edited(`see ${other}`), previewGone(ada, "edited"))
      .when(attach(other, { in: link }))
      .thenHappened(previewed(other)));

  it("is never of a message that was deleted, nor of what is none", () => {
    given(deletedBy(ada))
      .when(attach(url, { in: link }))
      .thenRefused("gone");
    given()
      .when(attach(url, { in: { ...link, line: null } }))
      .thenRefused("not_found");
    given()
      .when(attach(url, { in: originIn(group, renamed({ by: ada, name: url })) }))
      .thenRefused("not_found");
    given()
      .when(attach(url, { in: originIn(group, sent(url, { by: ada }), deleted({ by: ada })) }))
      .thenRefused("not_found");
  });

  it("is never again where its author removed one, whatever it is edited to", () =>
    given(previewed(url), previewGone(ada, "unwanted"), edited(`see ${other}`))
      .when(attach(other, { in: link }))
      .thenRefused("conflict", "no preview"));

  it("does not need its author to be there any more", () =>
    given()
      .when(attach(url, { in: originIn(group, sent(url, { by: bob }), removed(bob, { by: ada })) }))
      .thenHappened(previewed(url, { authorId: bob })));

  it("is the author's, of whoever forwarded it", () => {
    const { line } = link;
    const forwarded = { messageId: "x_1" as never, authorId: bob, saidAt: "2026-11-30T12:00:00.000Z" };
    const forwardedOne = line?.type === "MessageSent" ? { ...line, data: { ...line.data, forwarded } } : null;
    given()
      .when(attach(url, { in: { ...link, line: forwardedOne } }))
      .thenHappened(previewed(url, { authorId: bob }));
  });
});

describe("an edit", () => {
  it("takes the preview away with its URL", () => {
    given(previewed(url))
      .when(edit("see nothing", { by: ada, in: link }))
      .thenHappened(edited("see nothing"), previewGone(ada, "edited"));
    given(previewed(url))
      .when(edit(`${other} ${url}`, { by: ada, in: link }))
      .thenHappened(edited(`${other} ${url}`), previewGone(ada, "edited"));
  });

  it("leaves the preview where the URL stays the first", () =>
    given(previewed(url))
      .when(edit(`look at ${url}`, { by: ada, in: link }))
      .thenHappened(edited(`look at ${url}`)));
});

describe("removing a preview", () => {
  it("is for who wrote the message, and happens once", () => {
    given(previewed(url))
      .when(removePreviewOf({ by: ada, in: link }))
      .thenHappened(previewGone(ada, "unwanted"));
    given(previewed(url), previewGone(ada, "unwanted"))
      .when(removePreviewOf({ by: ada, in: link }))
      .thenNothing();
    given()
      .when(removePreviewOf({ by: ada, in: link }))
      .thenNothing();
  });

  it("is for nobody else", () => {
    given(previewed(url))
      .when(removePreviewOf({ by: bob, in: link }))
      .thenRefused("forbidden", "your own");
    given(previewed(url))
      .when(removePreviewOf({ by: cem, in: link }))
      .thenRefused("not_found");
  });

  it("is of a message that is there", () =>
    given(deletedBy(ada))
      .when(removePreviewOf({ by: ada, in: link }))
      .thenRefused("gone"));
});
