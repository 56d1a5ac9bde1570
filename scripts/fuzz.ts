import { parseArgs } from "node:util";
import type { DocumentFormat } from "#types.ts";
import { fuzz } from "../test/extract/hostile/fuzz.ts";

const FORMATS: readonly DocumentFormat[] = ["text", "markdown", "json", "html", "pdf", "docx"];

const HELP = `npm run fuzz -- [--count N] [--seed N] [FORMAT...]

Has the extractors read hostile documents, valid ones that were mutated: N (10,000) for each FORMAT (all of them:
${FORMATS.join(" ")}). Prints a line for each and exits with 1 where anything but a refusal was thrown.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: "string" }, seed: { type: "string" }, help: { type: "boolean" } },
});
if (values.help) {
  console.log(HELP);
} else {
  for (const format of FORMATS.filter((name) => positionals.length === 0 || positionals.includes(name))) {
    const { articles, refused, wrong, slowest, kept, seconds } = await fuzz(
      format,
      Number(values.count ?? 10_000),
      Number(values.seed ?? 5),
    );
    console.log(
      `${format}: ${articles} articles, ${refused} refused, ${wrong.length} wrong; ${seconds.toFixed(1)} s, slowest ${Math.round(slowest)} ms, ${(kept / 1024 / 1024).toFixed(1)} MiB kept`,
    );
    for (const error of wrong.slice(0, 3)) {
      console.error(error);
      process.exitCode = 1;
    }
  }
}
