/** Why a log cannot be copied or compared: a sentence for whoever asked. */
export class LogCopyRefused extends Error {
  override readonly name = "LogCopyRefused";
}
