import { createHash, randomBytes } from "node:crypto";

/** What a token is for shows at its beginning, so that one that leaks can be recognised. */
export type TokenKind = "session" | "invite" | "reset";

const prefixes: Readonly<Record<TokenKind, string>> = { session: "vbt_", invite: "vbi_", reset: "vbr_" };

/** 32 random bytes in base64url. The token is handed over once, the hash is kept. */
export function newToken(kind: TokenKind): { readonly token: string; readonly hash: Buffer } {
  const token = `${prefixes[kind]}${randomBytes(32).toString("base64url")}`;
  return { token, hash: sha256(token) };
}

/** A token of what is secret already: 32 bytes in base64url. */
export function tokenOf(kind: TokenKind, secret: string): { readonly token: string; readonly hash: Buffer } {
  const token = `${prefixes[kind]}${secret}`;
  return { token, hash: sha256(token) };
}

/** By which it is found; null when it cannot be one. */
export function tokenHash(kind: TokenKind, token: string): Buffer | null {
  const prefix = prefixes[kind];
  return token.startsWith(prefix) && /^[\w-]{43}$/.test(token.slice(prefix.length)) ? sha256(token) : null;
}

/** Nothing slower is needed: what is hashed is random, not chosen by people. */
function sha256(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
