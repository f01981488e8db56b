/** Why nothing can be backed up or restored: a sentence for whoever asked. */
export class BackupRefused extends Error {
  override readonly name = "BackupRefused";
}
