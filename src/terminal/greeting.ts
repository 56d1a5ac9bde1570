import type { Coverage } from "#types.ts";
import { showCoverage } from "./answer.ts";
import { clean } from "./clean.ts";
import type { Look } from "./look.ts";
import { wrap } from "./wrap.ts";

/** What a chat begins with; `suggestions` are questions that the articles answer. */
export async function greeting(
  library: { coverage(): Promise<Coverage> },
  suggestions: readonly string[],
  { width, paint }: Look,
): Promise<string> {
  const coverage = await library.coverage();
  if (coverage.articles === 0) {
    return "The library holds no article yet, so there is nothing to ask about. Add some with: npm run ingest -- FILE";
  }
  const knows = wrap(
    `Footnote knows ${showCoverage(coverage)}. Every sentence it answers with is a footnoted quote.`,
    width,
  );
  const questions = suggestions.flatMap((question) => wrap(clean(question), width, { first: "  - ", rest: "    " }));
  const ask = questions.length === 0 ? [] : ["", "You could ask:", ...questions];
  return [...knows, ...ask, "", paint.dim("/help lists the commands, /quit ends.")].join("\n");
}
