import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { chromium as playwright, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, inject, onTestFinished } from "vitest";
import { password, Person } from "../support/api-client.ts";
import { emptyDatabase } from "../support/database.ts";
import { ServerProcess } from "../support/server-process.ts";

type Settings = Readonly<Record<string, string>>;

/** A server and a browser in front of it. */
export class Office {
  readonly #browser: Browser;
  readonly #settings: Settings;
  server: ServerProcess;

  private constructor(browser: Browser, server: ServerProcess, settings: Settings) {
    this.#browser = browser;
    this.#settings = settings;
    this.server = server;
  }

  /** Of one test. */
  static async open(more: Settings = {}): Promise<Office> {
    const [office, close] = await Office.#opened(more);
    onTestFinished(close);
    return office;
  }

  /** Of all tests of a file. */
  static async openForAll(): Promise<Office> {
    const [office, close] = await Office.#opened({});
    afterAll(close);
    return office;
  }

  static async #opened(more: Settings): Promise<[Office, () => Promise<void>]> {
    const folder = await mkdtemp(join(tmpdir(), "verbatim-office-"));
    const settings = { DATABASE_URL: await emptyDatabase(), DATA_DIR: folder, LOG_LEVEL: "warn", ...more };
    const [server, browser] = await Promise.all([ServerProcess.start(settings), launched()]);
    const office = new Office(browser, server, { ...settings, PORT: new URL(server.url).port });
    const close = async (): Promise<void> => {
      await browser.close();
      await office.server.kill("SIGKILL");
      await rm(folder, { recursive: true, force: true });
    };
    await server.ready();
    return [office, close];
  }

  get url(): string {
    return this.server.url;
  }

  get databaseUrl(): string {
    return this.#settings["DATABASE_URL"] ?? "";
  }

  /** Who works there: Nora is the first, and so its administrator. */
  async staff(): Promise<Readonly<Record<"nora" | "zofia" | "owen", Person>>> {
    const nora = await Person.register(this.url, "Nora Whitfield");
    const [zofia, owen] = await Promise.all([
      Person.register(this.url, "Zofia Wójcik"),
      Person.register(this.url, "Owen Carter"),
    ]);
    return { nora, zofia, owen };
  }

  /** The same server again, at the same address. */
  async restart(): Promise<void> {
    this.server = await ServerProcess.start(this.#settings);
    await this.server.ready();
  }

  /** A browser of somebody's own; what goes wrong in its pages fails the test. */
  async visit(path = "/", options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: "en-US",
      timezoneId: "Europe/Warsaw",
      baseURL: this.url,
      ...options,
    });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(String(error.stack ?? error)));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) faults.push(message.text());
    });
    onTestFinished(() => {
      if (faults.length > 0) throw new Error(faults.join("\n"));
    });
    await page.goto(path);
    return page;
  }

  /** Somebody's browser, logged in. */
  async visitAs(person: Person, path = "/", options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.visit("/", options);
    const login = { username: person.user.username, password };
    await page.request.post("/api/auth/login", { data: login, headers: { origin: this.url } });
    await page.goto(path);
    await isLive(page);
    return page;
  }
}

/** Until it hears whatever is told from now on. */
export async function isLive(page: Page): Promise<void> {
  await page.locator("html[data-link=live]").waitFor({ state: "attached" });
}

/** With a graphics card that the processor plays, an idle page waits for it, at times for seconds. */
const notOurs = /^--(?:single-process|headless|no-zygote|use-gl|use-angle|ignore-gpu|in-process-gpu|enable-unsafe)/;

/** In a process of its own for each page, and drawing without a graphics card, as people's browsers do it. */
async function launched(): Promise<Browser> {
  const args = chromium.args.filter((arg) => !notOurs.test(arg));
  const executablePath = inject("chromiumPath");
  return playwright.launch({ executablePath, args: [...args, "--no-sandbox", "--disable-gpu"] });
}

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

const pictures = join(import.meta.dirname, "../../coverage/pictures");

/** Kept for people to look at; nothing is compared with it. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ animations: "disabled", path: join(pictures, `${name}.png`) });
}
