/**
 * Measures the support check: false refusals, swaps caught, and agreement with the annotators of WiCE.
 *
 *   node --import tsx scripts/evaluate-support.ts [--untouched] WICE ARTICLES...
 *
 * Without `--untouched` on the half that is looked at, with it on the other half, which is for the end. Intervals hold
 * 95 %. The same input prints the same figures, milliseconds aside.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { compare } from "#ask/verify/check.ts";
import { parseSupportModel } from "#ask/verify/model.ts";
import { type Support, type SupportVerdict, supportOf } from "#ask/verify/support.ts";
import { createLexicon } from "#encoder/lexicon.ts";
import { loadTables } from "#encoder/tables.ts";
import { loadThesaurus } from "#encoder/thesaurus.ts";
import { agreement, type Judged, shareOf } from "./fitting/agreement.ts";
import { articleCases, readWice, type SupportCase, type WiceClaim, wiceCases } from "./fitting/support-cases.ts";
import { SWAP_KINDS } from "./fitting/swaps.ts";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { untouched: { type: "boolean", default: false } },
});
const [wice = "", ...folders] = positionals;
const lexicon = createLexicon(loadTables("data/encoder"));
const thesaurus = loadThesaurus("data/thesaurus");
const model = parseSupportModel(JSON.parse(readFileSync("data/support/weights.json", "utf8")));
const RULES: Support = { lexicon, thesaurus, model: null };
const LEARNED: Support = { lexicon, thesaurus, model };

let statements = 0;
let milliseconds = 0;
let slowest = 0;

function judge(statement: string, { quotes, context }: Pick<SupportCase, "quotes" | "context">, support: Support) {
  const started = performance.now();
  const verdict = supportOf(compare(statement, quotes, context, { lexicon, thesaurus }), support);
  const taken = performance.now() - started;
  statements += 1;
  milliseconds += taken;
  slowest = Math.max(slowest, taken);
  return verdict;
}

function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}

function printSwaps(name: string, cases: readonly SupportCase[]): void {
  print("", `## ${name}`);
  const accepted: SupportCase[] = [];
  const forms = new Map<string, boolean[]>();
  for (const item of cases) {
    const isRefused = judge(item.statement, item, LEARNED).complaint !== null;
    forms.set(item.form, [...(forms.get(item.form) ?? []), isRefused]);
    if (!isRefused) accepted.push(item);
  }
  for (const [form, refused] of forms) print(`falsely refused, ${form}: ${shareOf(refused)}`);
  const caught = accepted.flatMap((item) =>
    item.swaps.map(({ kind, statement }) => ({ kind, isCaught: judge(statement, item, LEARNED).complaint !== null })),
  );
  const those = (kinds: (kind: string) => boolean) =>
    shareOf(caught.filter(({ kind }) => kinds(kind)).map(({ isCaught }) => isCaught));
  for (const kind of SWAP_KINDS) print(`caught, ${kind}: ${those((other) => other === kind)}`);
  print(`caught, all but role swaps: ${those((kind) => !kind.endsWith("role"))}`);
  print(`caught, role swaps too: ${those(() => true)}`);
}

function judgedWith(claims: readonly WiceClaim[], quoted: "named" | "selected", support: Support): readonly Judged[] {
  return claims.map((claim) => {
    const { statement, context, label } = claim;
    const quotes = claim[quoted];
    const none: SupportVerdict = { score: 0, complaint: "nothing to quote" };
    const { score, complaint } = quotes.length === 0 ? none : judge(statement, { quotes, context }, support);
    return { label, score, isKept: complaint === null };
  });
}

function printAgreement(name: string, claims: readonly WiceClaim[]): void {
  print("", `## ${name}: ${claims.length} claims`);
  for (const quoted of ["named", "selected"] as const) {
    print(`${quoted} sentences, rules alone: ${agreement(judgedWith(claims, quoted, RULES))}`);
    print(`${quoted} sentences, with the learned part: ${agreement(judgedWith(claims, quoted, LEARNED))}`);
  }
}

const claims = readWice(wice);
const isWanted = (item: { readonly isUntouched: boolean }) => item.isUntouched === options.untouched;
print(`# Support check, ${options.untouched ? "untouched half" : "half that was looked at"}`);
printSwaps("Sentences of articles", folders.flatMap(articleCases).filter(isWanted));
printSwaps("Supported claims of WiCE, sentences named by annotators", wiceCases(claims).filter(isWanted));
if (options.untouched)
  printAgreement(
    "WiCE, held-out third",
    claims.filter(({ isHeldOut }) => isHeldOut),
  );
printAgreement(`WiCE, ${options.untouched ? "untouched" : "looked-at"} half`, claims.filter(isWanted));
const mean = (milliseconds / statements).toFixed(2);
print("", `${statements} statements, milliseconds: ${mean} mean, ${slowest.toFixed(1)} slowest`);
