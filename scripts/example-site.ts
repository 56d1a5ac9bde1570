/** A small news site on this machine, to try Footnote's ways in without the internet. Stops with Ctrl-C. */
import { join } from "node:path";
import process from "node:process";
import { projectRoot } from "#config.ts";
import { startExampleSite } from "./support/example-site.ts";

const port = Number(process.argv[2] ?? "8790");
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  process.stderr.write(`Expected a port from 0 to 65535, found "${process.argv[2]}". Leave it out for 8790.\n`);
  process.exit(2);
}
try {
  const site = await startExampleSite(join(projectRoot, "data", "example-site"), port);
  process.stdout.write(`${site.origin} serves data/example-site/. Stop it with Ctrl-C.\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      site.close().then(() => process.exit(0), fail);
    });
  }
} catch (error) {
  fail(error);
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}. Name another port.\n`);
  process.exit(1);
}
