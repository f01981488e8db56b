import { expect, it } from "vitest";
import { ApiClient, made, Person } from "../support/api-client.ts";
import { mailServer } from "../support/mail-server.ts";
import { findingsIn } from "./axe.ts";
import { Office, picture } from "./office.ts";

const mails = mailServer();

it("whoever's address takes no mail is told so where they choose when to be mailed", async () => {
  const office = await Office.open({ SMTP_URL: mails.it.url });
  const owen = await Person.register(office.url, "Owen Carter");
  const email = `${owen.user.username}@example.org`;
  mails.it.refused.set(email, 550);
  await new ApiClient(office.url).post("/api/auth/reset", { email });
  const isRefused = async () => made(await owen.get<{ is_email_refused: boolean }>("/api/users/me")).is_email_refused;
  await expect.poll(isRefused, { timeout: 60_000 }).toBe(true);
  const page = await office.visitAs(owen, "/settings/notifications");
  await page.getByText(`A mail server refused ${email} for good`).waitFor();
  expect(await findingsIn(page)).toEqual([]);
  await picture(page, "refused-address");
});
