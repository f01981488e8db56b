import { expect, it } from "vitest";
import { made } from "../support/api-client.ts";
import { Office } from "./office.ts";

const office = await Office.openForAll();
const { nora, zofia } = await office.staff();

it("what is wrong with a field is said in the reader's language", async () => {
  const page = await office.visit("/", { locale: "fr" });
  await page.getByRole("button", { name: "Créer le compte" }).click();
  await page.getByLabel("Votre nom").fill("Nora");
  await page.getByRole("textbox", { name: "Nom d’utilisateur" }).fill(nora.user.username ?? "");
  await page.getByLabel("E-mail").fill("nora@halden.example");
  const password = page.getByLabel("Mot de passe", { exact: true });
  await password.fill("court");
  await page.getByRole("button", { name: "Créer le compte" }).click();
  await page.getByText("De 8 à 256 caractères.").waitFor();
  await password.fill("dit une seule fois");
  await page.getByRole("button", { name: "Créer le compte" }).click();
  await page.getByText("Ce nom d’utilisateur est déjà pris.").waitFor();
  expect(await page.getByText("De 8 à 256 caractères.").count()).toBe(0);
});

it("the list says what happened last in the reader's language", async () => {
  const incident = { status: "open", severity: "high", lots: [] };
  const { id } = await nora.start({ kind: "room", name: "Etch chamber 4", member_ids: [zofia.id], incident });
  made(await nora.patch(`/api/conversations/${id}`, { incident: { status: "closed" } }));
  const page = await office.visitAs(zofia, "/", { locale: "zh-TW" });
  const item = page.getByRole("link", { name: /^Etch chamber 4/ });
  await item.getByText("Nora Whitfield 更改了事件").waitFor();
  expect(await item.getAttribute("aria-label")).toContain("Nora Whitfield 更改了事件");
});
