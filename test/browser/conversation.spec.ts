import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { isLive, Office, phone, picture } from "./office.ts";

/** Two who know each other, each at a browser of their own. */
async function atTheirDesks() {
  const office = await Office.open();
  const { nora, zofia } = await office.staff();
  const { id } = await nora.start({ kind: "group", name: "Portal", member_ids: [zofia.id] });
  const [hers, his] = await Promise.all([office.visitAs(nora, `/c/${id}`), office.visitAs(zofia, `/c/${id}`)]);
  return { office, nora, zofia, id, noras: hers, zofias: his };
}

const field = (page: Page) => page.getByRole("textbox", { name: "Message Portal" });
/** Pixels below what is in sight: the log scrolls from its end. */
const fromEnd = `-document.querySelector(".log").scrollTop`;
const line = (page: Page, text: string) => page.getByRole("article").filter({ hasText: text });

async function write(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await field(page).press("Enter");
}

it("what one writes the other sees, is read, answered, reacted to, edited and deleted", async () => {
  const { noras, zofias } = await atTheirDesks();
  await field(noras).pressSequentially("We freeze");
  await zofias.getByText("Nora Whitfield is typing…").first().waitFor();
  await field(noras).pressSequentially(" tonight");
  await field(noras).press("Enter");
  await line(zofias, "We freeze tonight").waitFor();
  await line(noras, "We freeze tonight").getByLabel("Read", { exact: true }).waitFor();

  await line(zofias, "We freeze tonight").click({ button: "right" });
  await zofias.getByRole("menuitem", { name: "Reply" }).click();
  await write(zofias, "Monday works");
  await line(noras, "Monday works").getByText("We freeze tonight").waitFor();

  await line(noras, "Monday works").click({ button: "right" });
  await noras.getByRole("menu").getByLabel("React with 👍").click();
  await line(zofias, "Monday works").getByRole("button", { name: "👍 1" }).waitFor();

  await field(noras).press("ArrowUp");
  await noras.getByText("Editing · Esc leaves it as it was").waitFor();
  await write(noras, "We freeze tomorrow");
  await line(zofias, "We freeze tomorrow").getByRole("button", { name: "edited" }).first().click();
  await zofias.getByText("2 versions").waitFor();
  await zofias.keyboard.press("Escape");
  await picture(zofias, "conversation");

  await line(noras, "We freeze tomorrow").first().click({ button: "right" });
  await noras.getByRole("menuitem", { name: "Delete…" }).click();
  await noras.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  const deleted = zofias.getByRole("article").getByText("Message deleted", { exact: true });
  await expect.poll(() => deleted.count()).toBeGreaterThan(0);
});

it("hostile words are words", async () => {
  const { noras, zofias, zofia, id } = await atTheirDesks();
  const text = `<img src=x onerror="document.title='broken'"><script>alert(1)</script> [x](javascript:alert(1))`;
  await write(noras, text);
  await line(zofias, "<img src=x").waitFor();
  const html = `<p>bold <b>words</b> <a href="javascript:alert(1)">press</a><img src=x onerror=alert(1)></p>`;
  await zofia.send(id, html, { content_type: "html" });
  await line(noras, "bold words").waitFor();
  expect(await noras.locator(".log img, .log script, .log a[href^=javascript]").count()).toBe(0);
  expect(await zofias.title()).not.toBe("broken");
});

it("while a word is being composed, Enter is its own", async () => {
  const { noras, zofias } = await atTheirDesks();
  await field(noras).focus();
  const session = await noras.context().newCDPSession(noras);
  await session.send("Input.imeSetComposition", { text: "ㄋㄧˇ", selectionStart: 3, selectionEnd: 3 });
  await field(noras).dispatchEvent("keydown", { key: "Enter", isComposing: true });
  expect(await noras.getByRole("article").count()).toBe(0);
  await session.send("Input.insertText", { text: "你好" });
  await field(noras).press("Enter");
  await line(zofias, "你好").waitFor();
});

it("with the server gone, what is written waits, and goes out in order when it is back", async () => {
  const { office, noras, zofia, id } = await atTheirDesks();
  await office.server.kill("SIGKILL");
  for (const text of ["one", "two", "three"]) await write(noras, text);
  await noras.getByText("You’re offline.").filter({ visible: true }).waitFor({ timeout: 20_000 });
  await picture(noras, "offline");
  await office.restart();
  await noras.getByRole("button", { name: "Try now" }).click();
  await noras.getByText("You’re back. 3 messages sent.").filter({ visible: true }).waitFor({ timeout: 20_000 });
  interface History {
    readonly messages: readonly { readonly content: string }[];
  }
  const written = async () => {
    const { json } = await zofia.get<History>(`/api/conversations/${id}/messages`);
    return json.messages.map(({ content }) => content);
  };
  await expect.poll(written).toEqual(["one", "two", "three"]);
});

it("a long conversation opens at its end, and scrolling up keeps the place", async () => {
  const { noras, zofia, id } = await atTheirDesks();
  for (let from = 0; from < 400; from += 50)
    await Promise.all(Array.from({ length: 50 }, (_, n) => zofia.send(id, `Line ${from + n}\nand more of it`)));
  await noras.reload();
  const log = noras.getByRole("log");
  await noras.getByRole("article").last().waitFor();
  await noras.keyboard.press("Shift+Tab");
  const drawn = await noras.getByRole("article").count();
  expect(drawn).toBeLessThan(60);
  for (let n = 0; n < 40; n += 1) {
    await log.hover();
    await noras.mouse.wheel(0, -3_000);
    await noras.evaluate("new Promise(requestAnimationFrame)");
  }
  await noras.getByText("This is where Portal begins.").waitFor();
  await noras.getByRole("button", { name: /^Jump to latest/ }).click();
  await expect.poll(() => noras.evaluate(fromEnd)).toBeLessThan(80);
});

it("on a phone a long press opens a sheet, and Back leads to the list", async () => {
  const { office, nora, zofia, id } = await atTheirDesks();
  await zofia.send(id, "French notes are up");
  const page = await office.visitAs(nora, `/c/${id}`, phone);
  const bubble = line(page, "French notes");
  await bubble.waitFor();
  const box = await bubble.locator(".bubble").boundingBox();
  const touch = await page.context().newCDPSession(page);
  const point = { x: (box?.x ?? 0) + 40, y: (box?.y ?? 0) + 12 };
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [point] });
  await page.getByRole("dialog").waitFor();
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await picture(page, "phone-sheet");
  await page.getByRole("dialog").getByRole("button", { name: "Reply" }).click();
  await page.getByText("Reply to Zofia Wójcik").waitFor();
  await page.getByRole("link", { name: "Back to the conversations" }).click();
  await expect.poll(() => page.getByRole("heading", { name: "Chats" }).isVisible()).toBe(true);
});

it("two tabs hear one stream, and go on when the one that holds it is closed", async () => {
  const { noras, zofia, id } = await atTheirDesks();
  const other = await noras.context().newPage();
  const streams: string[] = [];
  other.on("request", (request) => request.url().includes("/api/messages/stream") && streams.push(request.url()));
  await other.goto(noras.url());
  await isLive(other);
  await zofia.send(id, "to both");
  await Promise.all([line(noras, "to both").waitFor(), line(other, "to both").waitFor()]);
  expect(streams).toEqual([]);
  await noras.close();
  await zofia.send(id, "to the one that is left");
  await line(other, "to the one that is left").waitFor();
  expect(streams).toHaveLength(1);
});

it("what is new in a short conversation is read when it is opened", async () => {
  const office = await Office.open();
  const { nora, zofia } = await office.staff();
  const { id } = await nora.start({ kind: "group", name: "Portal", member_ids: [zofia.id] });
  await zofia.send(id, "Are you there?");
  await zofia.send(id, "It is about Monday");
  const page = await office.visitAs(nora, `/c/${id}`);
  await page.getByText("2 new messages").waitFor();
  const read = async () => (await nora.get<{ unread_count: number }>(`/api/conversations/${id}`)).json.unread_count;
  await expect.poll(read).toBe(0);
});
