import { createWriteStream } from "node:fs";
const n = Number(process.argv[2]), words = Number(process.argv[3]);
let s = 12345; const rnd = () => (s = (s * 1103515245 + 12345) % 2147483648) / 2147483648;
const V = "harbour council vote mayor bridge ferry island quay storm wall budget school driver strike library night reader book ship captain port fish catch season quota boat price market street garden child teacher doctor hospital police court judge trial witness lawyer money tax house road train station river flood rain snow winter summer spring plan money year month week day morning evening friend family mother father brother sister football match goal team player coach".split(" ");
const F = "the of and in to a for on that with was were has have by at from said will would it they he she its their".split(" ");
const out = createWriteStream(process.argv[4]);
for (let i = 0; i < n; i++) {
  let t = ""; let c = 0;
  while (c < words) { const len = 8 + Math.floor(rnd() * 18); const w = []; for (let k = 0; k < len; k++) w.push(rnd() < .45 ? F[Math.floor(rnd() * F.length)] : V[Math.floor(rnd() * V.length)] + (rnd() < .1 ? Math.floor(rnd() * 999) : "")); w[0] = w[0][0].toUpperCase() + w[0].slice(1); t += w.join(" ") + ". "; c += len; if (rnd() < .2) t += "\n\n"; }
  out.write(JSON.stringify({ id: `a${i}`, title: `Report ${i} on the ${V[i % V.length]}`, text: t.trim(), publishedAt: "2024-01-01" }) + "\n");
}
out.end();
