import { type Findings, type Found, READ_PASSAGES } from "#ask/retrieve.ts";
import { addressesModel } from "#text/addressed.ts";
import { type Aliases, aliasesOf } from "./aliases.ts";
import type { AnalysedSentence } from "./analyse.ts";
import { share } from "./coverage.ts";
import { isCopy } from "./diversify.ts";

/** How far another part of a name, and a pronoun after the name, stand for the name itself. */
const ALIAS_STRENGTH = 0.9;
const PRONOUN_STRENGTH = 0.6;

/** Every name is rare in the background; that makes none of them more telling than a rare word. */
const NAME_IDF = 5;

const PRONOUN = /^(?:he|she|they|him|her|them|his|hers|their|theirs|it|its)$/u;

/** A sentence beside the words of the question; each list holds one number (0 to 1) per word. */
export interface SentenceReading {
  readonly sentence: AnalysedSentence;
  readonly found: Found;
  /** Best match of each word in the sentence itself. */
  readonly strengths: readonly number[];
  /** The same, names also by other parts of the name and by pronouns. */
  readonly subjects: readonly number[];
  /** Best match in the sentence before. */
  readonly inherited: readonly number[];
}

export interface Reading {
  readonly sentences: readonly SentenceReading[];
  /** Stems of the question and other parts of the names in it. */
  readonly asked: ReadonlySet<string>;
  /** Importance of each word of the question when sentences of these passages are compared: names of those the passages are about say little. */
  readonly rarity: readonly number[];
  /** The same for words that are names in these passages, 0 for the others. */
  readonly naming: readonly number[];
  /** 0 to 1: how well the best of the names tells these sentences apart; near 0 where most of them speak of all names. */
  readonly distinction: number;
  /** The same for words that are no names. */
  readonly telling: readonly number[];
  /** The question's pairs of neighbouring stems, without those that only spell a name. */
  readonly bigrams: Findings["question"]["bigrams"];
  /** Greatest share of `rarity` that one sentence covers. */
  readonly bestCoverage: number;
}

/** Compares the sentences of the best passages with the question. */
export function readEvidence(findings: Findings): Reading {
  const { question } = findings;
  const read = passagesToRead(findings);
  const isName = findings.names;
  const names = new Set(question.words.filter((_, index) => isName[index]).map((word) => word.term.stem));
  const stems = question.words.map((word) => word.term.stem);
  const aliases = aliasesOf(read.map(({ analysed }) => analysed));
  const sentences = read.flatMap((found) => readPassage(found, findings, isName, aliasesFor(found, read)));
  const rareness = question.words.map((_, index) => {
    const containing = sentences.filter(({ subjects }) => (subjects[index] ?? 0) >= 0.5).length;
    const greatest = Math.log(1 + (sentences.length + 0.5) / 0.5);
    return Math.log(1 + (sentences.length - containing + 0.5) / (containing + 0.5)) / greatest;
  });
  const rarity = question.words.map((word, index) => {
    const rare = rareness[index] ?? 0;
    // What an article is about is named in it again and again: such a name tells its sentences apart least of all.
    const telling = isName[index] ? Math.min(NAME_IDF, word.term.idf) * rare ** 2 : word.term.idf * rare;
    return word.weight * Math.max(0.05, telling);
  });
  return {
    sentences,
    asked: new Set([...stems, ...stems.flatMap((stem) => [...(aliases.get(stem) ?? [])])]),
    rarity,
    naming: rarity.map((value, index) => (isName[index] ? value : 0)),
    distinction: Math.max(0, ...rareness.filter((_, index) => isName[index])),
    bigrams: question.bigrams.filter((pair) => !pair.every((stem) => names.has(stem))),
    telling: rarity.map((value, index) => (isName[index] ? 0 : value)),
    bestCoverage: Math.max(
      1e-9,
      ...sentences.map(({ subjects }) =>
        share(
          subjects.map((value, word) => value * (rarity[word] ?? 0)),
          rarity,
        ),
      ),
    ),
  };
}

/** The best passages, of copies only the first. */
function passagesToRead({ evidence }: Findings): readonly Found[] {
  const read: Found[] = [];
  for (const found of evidence) {
    if (read.length === READ_PASSAGES) break;
    if (!read.some((other) => isCopy(other.analysed, found.analysed))) read.push(found);
  }
  return read;
}

function aliasesFor(found: Found, read: readonly Found[]): Aliases {
  const same = read.filter(({ article }) => article.id === found.article.id && article.shelf === found.article.shelf);
  return aliasesOf(same.map(({ analysed }) => analysed));
}

function readPassage(
  found: Found,
  findings: Findings,
  isName: readonly boolean[],
  aliases: Aliases,
): readonly SentenceReading[] {
  const { matcher } = findings;
  const read: SentenceReading[] = [];
  // An order to whoever writes the answer, planted in an article, is nothing to answer with.
  for (const sentence of found.analysed.sentences.filter(({ text }) => addressesModel(text) === null)) {
    const before = read.at(-1);
    const strengths = new Array<number>(matcher.words.length).fill(0);
    for (const term of sentence.told) {
      for (const { word, strength } of matcher.match(term)) strengths[word] = Math.max(strengths[word] ?? 0, strength);
    }
    const stems = new Set(sentence.content.map((term) => term.stem));
    const refers = sentence.terms.some((term) => PRONOUN.test(term.surface));
    const subjects = strengths.map((strength, word) => {
      if (!isName[word] || strength === 1) return strength;
      const others = aliases.get(matcher.words[word]?.term.stem ?? "");
      const alias = others && [...others].some((other) => stems.has(other)) ? ALIAS_STRENGTH : 0;
      const referred = refers ? PRONOUN_STRENGTH * (before?.subjects[word] ?? 0) : 0;
      return Math.max(strength, alias, referred);
    });
    read.push({ sentence, found, strengths, subjects, inherited: before?.subjects ?? strengths.map(() => 0) });
  }
  return read;
}
