import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { mailServer } from "../support/mail-server.ts";
import { isLive, Office, picture } from "./office.ts";

const mails = mailServer();

interface Shown {
  readonly title: string;
  readonly body: string;
}

/**
 * Runs before a page does, and writes down the notifications that are made. A browser without a window says `denied` of
 * itself whatever it was granted, so what it was granted is asked for where it tells the truth.
 */
const noteNotifications = `
const shown = [];
let granted = "default";
void navigator.permissions.query({ name: "notifications" }).then(({ state }) => {
  granted = state === "prompt" ? "default" : state;
});
class Noted extends Notification {
  static get permission() {
    return granted;
  }
  constructor(title, options) {
    super(title, options);
    shown.push({ title, body: options?.body });
    Object.assign(globalThis, { lastShown: this });
  }
}
Object.assign(globalThis, { Notification: Noted, shown });
`;

async function lookAway(page: Page): Promise<void> {
  await page.addInitScript("Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })");
  await page.goto("/");
  await isLive(page);
}

const shownIn = (page: Page) => page.evaluate<readonly Shown[]>("shown");

it("once the browser allows it, a message is notified of while nobody looks, and a click leads to it", async () => {
  const office = await Office.open();
  const { nora, zofia } = await office.staff();
  const portal = await nora.start({ kind: "group", name: "Portal", member_ids: [zofia.id] });
  const quiet = await nora.start({ kind: "group", name: "Quiet", member_ids: [zofia.id] });
  await nora.patch(`/api/conversations/${quiet.id}/settings`, { is_muted: true });
  const page = await office.visitAs(nora, "/settings/notifications");
  await page.context().grantPermissions(["notifications"], { origin: office.url });
  await page.addInitScript(noteNotifications);
  await page.reload();
  const whether = page.getByRole("switch", { name: "Browser notifications" });
  await whether.click();
  await expect.poll(() => whether.getAttribute("aria-checked")).toBe("true");

  await page.getByRole("button", { name: "Try it" }).first().click();
  await expect.poll(() => shownIn(page)).toEqual([{ title: "Verbatim", body: "This is how a notification looks." }]);

  await lookAway(page);
  await zofia.send(quiet.id, "nothing for now");
  await zofia.send(portal.id, "We go live at nine");
  await expect.poll(() => shownIn(page)).toEqual([{ title: "Zofia Wójcik · Portal", body: "We go live at nine" }]);
  await page.evaluate("lastShown.dispatchEvent(new Event('click'))");
  await page.getByRole("article").filter({ hasText: "We go live at nine" }).waitFor();
});

it("a mail to try it out goes to one's own address", async () => {
  const office = await Office.open({ SMTP_URL: mails.it.url });
  const { nora } = await office.staff();
  const page = await office.visitAs(nora, "/settings/notifications");
  const email = `${nora.user.username}@example.org`;
  await page.getByText(`To ${email}, only for what you have not read yet.`).waitFor();
  await page.getByRole("button", { name: "Send a test mail" }).click();
  await page.getByText(`A mail is on its way to ${email}.`).waitFor();
  await picture(page, "test-mail");
  await expect
    .poll(() => mails.it.to(email).map(({ mail }) => mail.subject), { timeout: 30_000 })
    .toEqual(["Mails from Verbatim come here"]);
});
