const maxLength = 32;
const minLength = 3;

/** A username for a nick; where it is taken by somebody, the next attempt's: `carla`, `carla-2`, `carla-3` … */
export function usernameFor(nick: string, attempt: number): string {
  const suffix = attempt > 1 ? `-${attempt}` : "";
  const name = padded(allowed(nick.toLowerCase()));
  return name.slice(0, maxLength - suffix.length) + suffix;
}

/** What usernames do not take becomes a hyphen, and nothing at either end. */
function allowed(nick: string): string {
  const name = nick.replaceAll(/[^a-z0-9._-]+/g, "-");
  return name === nick ? name : name.replace(/^-+/, "").replace(/-+$/, "");
}

function padded(name: string): string {
  if (name === "") return "irc";
  return name.length < minLength ? `${name}-irc` : name;
}
