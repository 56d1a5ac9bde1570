import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { collect, command, jsonLines, start, temporaryFolder, until } from "./commands.ts";
import { type Site, serveSite } from "./news-site.ts";

// Each command takes a second or so, several on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const text = (title: string) => ({
  type: "text/plain; charset=utf-8",
  body: `${title}\n\nIt is told that ${title} is so.`,
});

function feed(...paths: readonly string[]) {
  const items = paths.map((path) => `<item><link>${path}</link><title>${path}</title></item>`).join("");
  return {
    type: "application/rss+xml",
    body: `<?xml version="1.0"?><rss version="2.0"><channel><title>The Post</title>${items}</channel></rss>`,
    etag: `"${paths.join()}"`,
  };
}

function news(): Site {
  return new Map([
    ["/feed.xml", feed("/ferry", "/tide", "/lost")],
    [
      "/sitemap.xml",
      {
        type: "application/xml",
        body: "<urlset><url><loc>/tide</loc></url><url><loc>/harbour.md</loc></url></urlset>",
      },
    ],
    ["/ferry", text("The ferry runs again")],
    ["/tide", text("The tide is late")],
    ["/harbour.md", { type: "text/markdown", body: "# The harbour is full\n\nNobody finds a place." }],
    [
      "/more.jsonl",
      {
        type: "application/x-ndjson",
        body: '{"id":"m1","title":"One","text":"First."}\n{"id":"m2","title":"Two","text":"Second."}\n',
      },
    ],
  ]);
}

test("a feed, a sitemap, JSON lines and a list of addresses become articles, each failure said with what to do", async () => {
  const { origin, host } = await serveSite(news());
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "list.txt"), `# ours\n${origin}/ferry\n${origin}/more.jsonl\n`);
  const setting = { cwd, env: { FOOTNOTE_HOME: temporaryFolder(), FETCH_ALLOW_HOSTS: host } };

  const first = await command("ingest", ["--json", `${origin}/feed.xml`, `${origin}/sitemap.xml`, "list.txt"], setting);
  const receipts = jsonLines(first.stdout);
  expect(receipts.map(({ source, status }) => [String(source).replace(origin, ""), status])).toEqual([
    ["/ferry", "added"],
    ["/tide", "added"],
    ["/lost", "failed"],
    ["/tide", "unchanged"],
    ["/harbour.md", "added"],
    ["/ferry", "unchanged"],
    ["/more.jsonl:1", "added"],
    ["/more.jsonl:2", "added"],
    ["undefined", "done"],
  ]);
  expect(receipts[2]?.error).toMatch(/404/u);
  expect(first.status).toBe(1);

  const again = await command("ingest", [`${origin}/ferry`], setting);
  expect(again.stdout).toMatch(/^unchanged http:\S+\/ferry: The ferry runs again\n1 unchanged in /u);
  expect(again.status).toBe(0);
});

test("a host that is not public is refused unless it is allowed", async () => {
  const { origin, requests } = await serveSite(news());
  const refused = await command("ingest", ["--json", `${origin}/ferry`], { env: { FOOTNOTE_HOME: temporaryFolder() } });
  expect(jsonLines(refused.stdout)[0]).toMatchObject({
    status: "failed",
    error: expect.stringContaining("FETCH_ALLOW_HOSTS"),
  });
  expect(requests).toEqual([]);
});

test("--watch stores what is new until it is stopped, and asks with what the server gave after a restart", async () => {
  const site = news();
  const { origin, host, requests } = await serveSite(site);
  const setting = { env: { FOOTNOTE_HOME: temporaryFolder(), FETCH_ALLOW_HOSTS: host } };
  site.set("/feed.xml", feed("/ferry", "/tide"));

  const first = start("ingest", ["--watch", "--json", `${origin}/feed.xml`], setting);
  const [said, heard] = [collect(first.stdout), collect(first.stderr)];
  await until(said, /"done"/u);
  expect(jsonLines(said()).map(({ status }) => status)).toEqual(["added", "added", "done"]);
  expect(heard()).toBe(`Watching ${origin}/feed.xml every 15 minutes; Ctrl-C ends it.\n`);
  expect(await stopped(first, "SIGINT")).toBe(0);
  expect(requests).toEqual(["/feed.xml", "/ferry", "/tide"]);

  site.set("/feed.xml", feed("/harbour.md", "/ferry", "/tide"));
  const second = start("ingest", ["--watch", "--minutes", "1", `${origin}/feed.xml`], setting);
  const told = collect(second.stdout);
  await until(told, /Take this back/u);
  expect(told()).toMatch(
    /^added {5}http:\S+\/harbour\.md: The harbour is full \(1 passage\)\nhttp:\S+\/feed\.xml: 1 added in \d\.\d s\. The shelf holds 3 articles in 3 passages\. Take this back with: npm run ingest -- --undo \S+\n$/u,
  );
  expect(await stopped(second, "SIGTERM")).toBe(0);
  expect(requests.slice(3)).toEqual(["/feed.xml?", "/harbour.md"]);
});

test("--watch wants addresses, and nothing that ends by itself beside it", async () => {
  for (const args of [
    ["--watch"],
    ["--watch", "a.txt"],
    ["--watch", "--dry-run", "https://a.example/"],
    ["--minutes", "5", "a.txt"],
  ]) {
    const { status, stderr } = await command("ingest", args, {});
    expect(status).toBe(2);
    expect(stderr).toMatch(/--watch/u);
  }
});

function stopped(child: ReturnType<typeof start>, signal: "SIGINT" | "SIGTERM"): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.once("close", (status) => resolve(status)));
  child.kill(signal);
  return ended;
}
