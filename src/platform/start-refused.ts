/** A wrong setting or a missing part that stops the start: one sentence that names the setting and the cause. */
export class StartRefused extends Error {
  override readonly name = "StartRefused";
  readonly setting: string;

  constructor(setting: string, cause: string) {
    super(`${setting}: ${cause}`.replaceAll(/\s+/g, " "));
    this.setting = setting;
  }
}

/** The sentence in an error of the operating system or of a library, which may hide it in a list of causes. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (error instanceof Error) return error.message || ((error as NodeJS.ErrnoException).code ?? error.name);
  return String(error);
}
