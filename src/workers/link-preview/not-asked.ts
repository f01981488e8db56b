/** Why a server was not asked, or its answer not taken: nothing that a second try within the hour would change. */
export class NotAsked extends Error {
  override readonly name = "NotAsked";
}
