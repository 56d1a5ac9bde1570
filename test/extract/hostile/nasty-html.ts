type Nasty = readonly [name: string, make: () => Uint8Array];

function html(body: string): Uint8Array {
  return Buffer.from(`<!doctype html><html><head><title>A title</title></head><body>${body}</body></html>`);
}

/** Web pages made to fill the memory, nest without end, or keep naive patterns busy. */
export const NASTY_HTML: readonly Nasty[] = [
  ["elements a million deep", () => html(`${"<div>".repeat(1_000_000)}Some text.`)],
  ["inline elements 200,000 deep", () => html(`${"<b><i>".repeat(100_000)}Some text.`)],
  ["30 MB in one line", () => html(`<p>${"word ".repeat(6_000_000)}</p>`)],
  ["five million opening brackets", () => html("<".repeat(5_000_000))],
  ["million comments that never end", () => html("<!--".repeat(1_000_000))],
  ["million hidden elements that never end", () => html("<p hidden>a".repeat(1_000_000))],
  ["million character references", () => html(`<p>${"&#x200b;&amp;&lt;".repeat(1_000_000)}</p>`)],
  [
    "element with 200,000 attributes",
    () => html(`<p ${Array.from({ length: 200_000 }, (_, index) => `a${index}="1"`).join(" ")}>Some text.</p>`),
  ],
  ["attribute of 20 MB", () => html(`<img src="data:image/png;base64,${"A".repeat(20_000_000)}"><p>Some text.</p>`)],
  ["tables 50,000 deep", () => html("<table><tr><td>".repeat(50_000))],
  [
    "facts nested 100,000 deep",
    () => html(`<script type="application/ld+json">${'{"@graph":['.repeat(100_000)}</script><p>Text.</p>`),
  ],
  ["spaces without end", () => html(`<p>a${" \n".repeat(5_000_000)}b</p>`)],
];
