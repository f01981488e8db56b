import { describe, expect, it } from "vitest";
import { parseLine } from "./parse-line.ts";
import { whoSpeaks } from "./who-speaks.ts";

/** Lines of a script: "carla" speaks, "carla>carl" renames, "+carla" joins, "-carla" leaves. */
function peopleOf(script: string): readonly (string | null)[] {
  return whoSpeaks(script.split(" ").map((word) => parseLine(lineOf(word), "old")));
}

function lineOf(word: string): string {
  const [nick = "", newNick] = word.split(">");
  if (newNick) return `=== ${nick} is now known as ${newNick}`;
  if (nick.startsWith("+")) return `=== ${nick.slice(1)} [a@b]  has joined #tea`;
  if (nick.startsWith("-")) return `=== ${nick.slice(1)} [a@b]  has left #tea []`;
  return `[10:00] <${nick}> hello`;
}

describe("who speaks", () => {
  it("is one person under all of their nicks", () =>
    expect(peopleOf("carla carla>carl carl")).toEqual(["carla", "carla", "carla"]));

  it("is one person after coming back to a nick", () =>
    expect(peopleOf("carla carla>carla|away carla|away>carla carla")).toEqual(Array(4).fill("carla")));

  it("is known by the nick that most was said under", () =>
    expect(peopleOf("ubuntu ubuntu>pfifo pfifo pfifo")).toEqual(Array(4).fill("pfifo")));

  it.each(["carla_", "carla|away", "carla2", "carla-work", "Carla`"])("is known by the plain nick, not as %s", (nick) =>
    expect(peopleOf(`${nick} ${nick} ${nick}>carla carla`)).toEqual(Array(4).fill("carla")),
  );

  it("is nobody else for a nick that begins with the same letters", () =>
    expect(peopleOf("carlas carlas carlas>carl carl")).toEqual(Array(4).fill("carlas")));

  it("is two people when two had the same nick one after the other", () =>
    expect(peopleOf("ada ada ada>guru guru guru>ada bob bob bob>guru guru guru>bob")).toEqual([
      ...Array<string>(5).fill("ada"),
      ...Array<string>(5).fill("bob"),
    ]));

  it("is whoever joined with the nick, not who had it before", () =>
    expect(peopleOf("ada ada ada>guru guru +guru guru")).toEqual(["ada", "ada", "ada", "ada", "guru", "guru"]));

  it("is somebody new after the nick has left", () =>
    expect(peopleOf("ada ada ada>guru -guru guru")).toEqual(["ada", "ada", "ada", "ada", "guru"]));

  it("is one person whatever the case", () =>
    expect(peopleOf("Carla CARLA carla[] Carla{}")).toEqual(["Carla", "Carla", "carla[]", "carla[]"]));

  it("is never known by a nick that the network gave while there is another", () => {
    expect(peopleOf("Guest123 Guest123 Guest123>carla")).toEqual(["carla", "carla", "carla"]);
    expect(peopleOf("Guest123")).toEqual(["Guest123"]);
  });

  it("is nobody in a line about nobody", () =>
    expect(whoSpeaks([parseLine("=== Starting logfile tea.log", "old")])).toEqual([null]));
});
