import { isIP } from "node:net";
import { readConfig, type Config } from "../config.ts";
import { StartRefused } from "../platform/start-refused.ts";
import type { Findings } from "./finding.ts";

/** @returns the settings, null where the server would refuse them */
export function examineSettings(environment: NodeJS.ProcessEnv, findings: Findings): Config | null {
  try {
    const config = readConfig(environment);
    findings.ok("The settings fit.");
    lookAtPublicUrl(config, environment, findings);
    return config;
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    findings.problem(`The server refuses to start with ${error.message}`);
    return null;
  }
}

function lookAtPublicUrl(config: Config, environment: NodeJS.ProcessEnv, findings: Findings): void {
  const { protocol, hostname } = new URL(config.publicUrl);
  if (!environment["PUBLIC_URL"] && config.mail.smtpUrl !== undefined)
    findings.warning(`PUBLIC_URL is not set, so links in mails lead to ${config.publicUrl}: set it.`);
  const isHere =
    hostname === "localhost" || hostname === "[::1]" || (isIP(hostname) === 4 && hostname.startsWith("127."));
  if (environment["PUBLIC_URL"] && protocol === "http:" && !isHere)
    findings.warning(
      "PUBLIC_URL is no https, so that passwords and cookies travel in the open: put TLS before the server.",
    );
}
