import { describe, expect, test } from "vitest";
import { createSearch } from "#ask/search.ts";
import type { Library } from "#ports.ts";
import { dependencies, libraryOf, type Told } from "./stage.ts";

const FILM: Told = {
  id: "film",
  title: "Harbour Lights",
  text: "Harbour Lights is a 1974 drama film. It was directed by Vilma Sandberg after a novel that nobody had wanted to film. A lighthouse keeper is played by Otto Krall in the leading role. The producer was Hanno Feist, who paid for it with the sale of a brewery.",
};

/** Shares no word with any of the questions; found by what the film's article says or not at all. */
const DIRECTOR: Told = {
  id: "director",
  title: "Vilma Sandberg",
  text: "Vilma Sandberg came from Turku, where her parents kept a bakery. She studied engineering in Lund.",
};
const PRODUCER: Told = {
  id: "producer",
  title: "Hanno Feist",
  text: "Hanno Feist came from Graz, where his uncle kept bees. He studied law in Padua.",
};
const ACTOR: Told = {
  id: "actor",
  title: "Otto Krall",
  text: "Otto Krall came from Basel, where his aunt kept an inn. He studied medicine in Bern.",
};

const TRADES = [
  "glassblower",
  "shepherd",
  "surgeon",
  "typist",
  "miner",
  "baker",
  "tailor",
  "pilot",
  "notary",
  "organist",
];
const TOWNS = ["Falun", "Visby", "Kalmar", "Lahti", "Tartu", "Narva"];

/** So many films told in the words of the questions that only the best of them are compared. */
const OTHERS: readonly Told[] = TRADES.flatMap((trade, row) =>
  TOWNS.map((town, column) => ({
    id: `other-${trade}-${town.toLowerCase()}`,
    title: `The ${trade} of ${town}`,
    text: `This ${1930 + row + 7 * column} film about a ${trade} and a keeper had a director who was born in ${town} and a producer who was born abroad.`,
  })),
);

const shelves = ["main"];

/** The library without the second hop: no title is found. */
function untitled(library: Library): Library {
  return { ...library, within: (names) => ({ ...library.within(names), titled: async () => [] }) };
}

async function found(library: Library, question: string, limit = 10): Promise<readonly string[]> {
  const evidence = await createSearch(dependencies(library))({ question, shelves, limit });
  return evidence.map(({ article }) => article.id);
}

const DIRECTOR_ASKED = "Where was the director of the film Harbour Lights born?";
const PRODUCER_ASKED = "Where was the producer of the film Harbour Lights born?";

describe("the second hop", () => {
  test("brings the article that only the best one names among the first ten, though it shares no word with the question", async () => {
    const library = await libraryOf([FILM, DIRECTOR, ...OTHERS]);
    const ids = await found(library, DIRECTOR_ASKED);
    expect(ids[0]).toBe("film");
    expect(ids).toContain("director");
    expect(await found(untitled(library), DIRECTOR_ASKED)).not.toContain("director");
  });

  test("does not bring it where no passage names it", async () => {
    const text = FILM.text.replace("Vilma Sandberg", "a woman from the north");
    const library = await libraryOf([{ ...FILM, text }, DIRECTOR, ...OTHERS]);
    expect(await found(library, DIRECTOR_ASKED)).not.toContain("director");
  });

  test.each([DIRECTOR_ASKED, PRODUCER_ASKED, "who played the keeper in the film harbour lights"])(
    "leaves the first three places of %j to what was found for its own words",
    async (question) => {
      const library = await libraryOf([FILM, DIRECTOR, PRODUCER, ACTOR, ...OTHERS]);
      const first = (await found(untitled(library), question)).slice(0, 3);
      const ids = await found(library, question);
      expect(ids.slice(0, 3)).toEqual(first);
      expect(ids[3]).toMatch(/^(?:director|producer|actor)$/u);
    },
  );

  test("puts the one first whose name stands beside what is asked", async () => {
    const library = await libraryOf([PRODUCER, ACTOR, DIRECTOR, FILM, ...OTHERS]);
    const people = async (question: string) =>
      (await found(library, question)).filter((id) => ["director", "producer", "actor"].includes(id));
    expect((await people(DIRECTOR_ASKED))[0]).toBe("director");
    expect((await people(PRODUCER_ASKED))[0]).toBe("producer");
    expect((await people("Where was the actor who played the keeper in Harbour Lights born?"))[0]).toBe("actor");
  });

  test.each([
    ["Vilma Sandberg", "Hanno Feist", "director"],
    ["Hanno Feist", "Vilma Sandberg", "producer"],
  ])("takes %s before %s of the same sentence, beside whom stands what is asked", async (beside, apart, first) => {
    const text = `Harbour Lights is a 1974 drama film. The director ${beside} needed eleven days, half of them in fog, and all of the money that the brewery of ${apart} had made.`;
    const ids = await found(await libraryOf([PRODUCER, DIRECTOR, { ...FILM, text }, ...OTHERS]), DIRECTOR_ASKED);
    expect(ids.filter((id) => ["director", "producer"].includes(id))[0]).toBe(first);
  });

  test("brings each article once that is found by its words and by its name", async () => {
    const ids = await found(await libraryOf([FILM, DIRECTOR, PRODUCER, ...OTHERS.slice(0, 4)]), DIRECTOR_ASKED, 30);
    expect(ids.toSorted()).toEqual(
      ["director", "film", ...OTHERS.slice(0, 4).map(({ id }) => id), "producer"].toSorted(),
    );
  });

  test("follows a name of the text, but not the names of an article itself", async () => {
    const town = { id: "town", title: "Vaasa", text: "Vaasa lies by the sea and has an old market." };
    const question = "which lighthouse was painted by a blind sailor";
    const told = "The lighthouse was painted red by a blind sailor, which made Vaasa known for a while.";
    const others = OTHERS.map(({ id, title }, index) => {
      const text = `A sailor met a ${title.split(" ")[1]} by the lighthouse on day ${index}.`;
      return { id, title, text };
    });
    const library = (title: string) => libraryOf([{ id: "light", title, text: told }, town, ...others]);
    const followed = await found(await library("The red tower"), question);
    expect(followed[0]).toBe("light");
    expect(followed).toContain("town");
    const own = await found(await library("The red tower of Vaasa"), question);
    expect(own[0]).toBe("light");
    expect(own).not.toContain("town");
  });
});
