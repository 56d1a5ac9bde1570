import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { DraftStatement } from "#ask/draft.ts";
import { analysePassage } from "#ask/rank/analyse.ts";
import { createVocabulary } from "#ask/rank/vocabulary.ts";
import { judgeForeign } from "#ask/verify/foreign.ts";
import { speaksEnglish } from "#ask/verify/language.ts";
import { chunk } from "#ingest/chunk.ts";
import { sentences } from "#text/sentences.ts";
import { articleOf, lexicon, thesaurus } from "./stage.ts";

test("hardly a sentence of English news is taken for another language", () => {
  const news = readFileSync("data/eval/news/articles.jsonl", "utf8").trim().split("\n");
  const told = news.flatMap((line) => {
    const { text } = JSON.parse(line) as { text: string };
    return sentences(text).map(({ start, end }) => text.slice(start, end));
  });
  const verdicts = told.map(speaksEnglish);
  const share = (wanted: boolean | null) => verdicts.filter((verdict) => verdict === wanted).length / told.length;
  expect(share(true)).toBeGreaterThan(0.93);
  expect(share(false)).toBeLessThan(0.002);
});

test.each([
  "Die Brücke in Port Alder wurde am Dienstag für den Verkehr geöffnet.",
  "Der Bau dauerte vier Jahre und kostete 90 Millionen Euro.",
  "Le pont de Port Alder a été ouvert à la circulation mardi.",
  "La construction a duré quatre ans et coûté 90 millions d'euros.",
  "El puente de Port Alder se abrió al tráfico el martes.",
  "La construcción duró cuatro años y costó 90 millones de euros.",
  "Il ponte di Port Alder è stato aperto al traffico martedì.",
  "A ponte de Port Alder foi aberta ao trânsito na terça-feira.",
  "De brug in Port Alder is dinsdag voor het verkeer geopend.",
  "Bron i Port Alder öppnades för trafik på tisdagen och kostade 90 miljoner.",
  "Broen i Port Alder blev åbnet for trafik og kostede 90 millioner.",
  "Most w Port Alder został otwarty we wtorek i nie jest płatny.",
  "Мост в Порт-Алдере открылся во вторник.",
  "ポート・アルダーの橋は火曜日に開通した。",
  "افتُتح الجسر يوم الثلاثاء.",
])("not English: %s", (text) => expect(speaksEnglish(text)).toBe(false));

test("of a few words or names nothing is told", () => {
  expect(speaksEnglish("Ruth Keller, Port Alder")).toBeNull();
  expect(speaksEnglish("Yes.")).toBeNull();
});

const article = articleOf({
  id: "bridge",
  title: "Harbour bridge opens",
  publishedAt: "2021-05-04",
  text: "Mayor Ruth Keller opened the harbour bridge in Port Alder on May 4. It cost 90.5 million euros and carries 1,500 cars a day. Jonas Bright paid nothing.",
});
const [stored] = chunk(article);
if (!stored) throw new Error("The article has no passage.");
const passage = analysePassage({ passage: stored, article }, createVocabulary(lexicon, thesaurus));

function complaint(text: string, quote: string): string | null {
  const start = article.text.indexOf(quote);
  const quotes = [{ passage, start, end: start + quote.length, quote }];
  const statement: DraftStatement = { text, short: "", lead: "", quotes };
  return judgeForeign({ statement, articles: new Map([[stored?.id ?? "", article]]) }).complaint;
}

const OPENED = "Mayor Ruth Keller opened the harbour bridge in Port Alder on May 4.";
const COST = "It cost 90.5 million euros and carries 1,500 cars a day.";

describe("a statement in another language than its quotes", () => {
  test.each([
    ["Bürgermeisterin Ruth Keller eröffnete die Hafenbrücke in Port Alder am 4. Mai.", OPENED],
    ["La maire Ruth Keller a ouvert le pont du port le 4 mai.", OPENED],
    ["Die Brücke kostete 90,5 Millionen Euro und trägt am Tag 1.500 Autos.", COST],
    ["El puente costó 90,5 millones de euros y soporta 1 500 coches al día.", COST],
    ["Мэр открыла мост 4 мая.", OPENED],
  ])("kept: %s", (text, quote) => expect(complaint(text, quote)).toBeNull());
  test.each([
    ["Bürgermeisterin Eva Keller eröffnete die Brücke am 4. Mai.", OPENED, "The name Eva"],
    ["Die Brücke wurde von Bright am 4. Mai eröffnet.", OPENED, "The name Bright"],
    ["La maire Anne Keller a ouvert le pont le 4 mai.", OPENED, "The name Anne"],
    ["La maire Ruth Keller a ouvert le pont le 4 juin.", OPENED, "The month juin"],
    ["Die Brücke wurde am 5. Mai eröffnet.", OPENED, "The number 5"],
    ["Die Brücke kostete 90,5 Milliarden Euro.", COST, "The number 90,5 Milliarden"],
    ["Die Brücke trägt am Tag 1.600 Autos.", COST, "The number 1.600"],
  ])("refused: %s", (text, quote, expected) => expect(complaint(text, quote)).toContain(expected));
});
