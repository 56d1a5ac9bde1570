import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { projectRoot } from "#config.ts";
import { startExampleSite } from "../../scripts/support/example-site.ts";
import { command, temporaryFolder } from "./commands.ts";

async function startSite() {
  const site = await startExampleSite(join(projectRoot, "data", "example-site"), 0);
  onTestFinished(() => site.close());
  const home = temporaryFolder();
  const env = { FOOTNOTE_HOME: home, FETCH_ALLOW_HOSTS: new URL(site.origin).host };
  return { origin: site.origin, env };
}

/** As `npm run` with `--json` prints them: a receipt a line, and last the summary. */
function receiptsIn(stdout: string, origin: string): Record<string, unknown>[] {
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line.replaceAll(origin, "")));
}

describe("the example site", () => {
  test("is read whole: three feeds, a sitemap, a PDF, a DOCX and a saved page", { timeout: 60_000 }, async () => {
    const { origin, env } = await startSite();
    const paths = ["courier/feed.rss", "gazette/atom.xml", "valley/feed.json", "sitemap.xml"].concat(
      ["report.pdf", "minutes.docx", "saved-page.html"].map((name) => `files/${name}`),
    );
    const sources = paths.map((path) => `${origin}/${path}`);
    const first = await command("ingest", ["--json", ...sources], { env });
    expect(first.stderr).toBe("");
    const receipts = receiptsIn(first.stdout, origin);
    const summary = receipts.pop();
    expect(receipts.map(({ status, title }) => `${status} ${title}`)).toEqual([
      "added Ferry line to Skerry Island returns in May",
      "added Council votes to rebuild the north quay",
      "added Library stays open until midnight",
      "added Port Alder: north quay to be rebuilt",
      "added School bus drivers end their strike",
      "duplicate Ferry line to Skerry Island returns in May",
      "unchanged Council votes to rebuild the north quay",
      "added Herring catch falls by a third",
      "added Report of the harbour master for 2023",
      "added Minutes of the town council, 4 March 2024",
      "added The last keeper of the Alder light",
    ]);
    expect(summary).toMatchObject({ status: "done", added: 9, unchanged: 1, duplicate: 1, failed: 0, articles: 9 });
    const noticed = receipts.flatMap(({ notices }) => (notices as { kind: string }[] | undefined) ?? []);
    expect(noticed.map(({ kind }) => kind).sort()).toEqual(["correction", "hidden-text", "near-duplicate"]);
    expect(first.status).toBe(0);

    const again = await command("ingest", ["--json", ...sources], { env });
    expect(receiptsIn(again.stdout, origin).pop()).toMatchObject({ added: 0, updated: 0, failed: 0, articles: 9 });
  });

  test("answers from what it read, and names every outlet that carries it", { timeout: 60_000 }, async () => {
    const { origin, env } = await startSite();
    const feeds = ["courier/feed.rss", "gazette/atom.xml", "valley/feed.json"].map((path) => `${origin}/${path}`);
    await command("ingest", feeds, { env });
    const asked = await command("ask", ["How much will it cost to rebuild the north quay?"], { env });
    expect(asked.stdout).toContain("6.4 million pounds");
    expect(asked.stdout).toContain("Also carried by Alder Gazette");
    const ferry = await command("ask", ["When does the ferry to Skerry Island run again?"], { env });
    expect(ferry.stdout).toContain("4 May");
    expect(ferry.stdout).toContain("Also carried by Valley News");
  });
});
