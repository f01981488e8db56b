import type { Role } from "../../src/auth/accounts.ts";

/** Invented people; the first one becomes the administrator. */
export const people = {
  nora: "Nora Whitfield",
  zofia: "Zofia Wójcik",
  theo: "Théo Lefèvre",
  wanzhen: "吳宛蓁",
  zhewei: "許哲瑋",
  elodie: "Élodie Marchand",
  michal: "Michał Grabowski",
  priya: "Priya Raman",
  owen: "Owen Carter",
  siying: "江思穎",
} as const;

export type Name = keyof typeof people;
export const names = Object.keys(people) as readonly Name[];

/** The first one. */
export const administrator: Name = "nora";

/** Whom the pages of auditors and operators are for. */
export const roles: Readonly<Partial<Record<Name, readonly Role[]>>> = {
  nora: ["administrator", "operator"],
  owen: ["auditor"],
};

/** With which all of them log in. */
export const password = "say it once";
