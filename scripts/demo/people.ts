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

/** With which all of them log in. */
export const password = "say it once";
