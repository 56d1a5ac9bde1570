/** The look of the page: light or dark as the reader's system is, one column on a phone. */
export const style = `
:root { color-scheme: light dark;
  --ground: #f5f5f2; --card: #ffffff; --ink: #1b1d20; --muted: #5d636b; --line: #e2e2de; --accent: #20697f;
  --soft: #d3e5ea; --warm: #b4571b; --good: #1f7a45; --bad: #b3302a; }
@media (prefers-color-scheme: dark) { :root {
  --ground: #131518; --card: #1c1f23; --ink: #e9eaec; --muted: #a0a6ae; --line: #32363c; --accent: #70bfd8;
  --soft: #25434e; --warm: #f0a15d; --good: #6cc894; --bad: #f08a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 1160px; margin: 0 auto; padding: 32px 20px 64px; }
h1, h2, h3, p { margin: 0; }
h1 { font-size: 15px; letter-spacing: .06em; text-transform: uppercase; color: var(--muted); font-weight: 600; }
h2 { font-size: 28px; line-height: 1.2; letter-spacing: -.01em; overflow-wrap: anywhere; }
h3 { font-size: 17px; }
section { margin-top: 28px; }
.lead { color: var(--muted); margin: 4px 0 20px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(165px, 1fr)); gap: 12px; }
.card, .tile { background: var(--card); border: 1px solid var(--line); border-radius: 12px; margin: 0; }
.tile { padding: 14px 16px; }
.tile .name, .tile .range { color: var(--muted); font-size: 13px; }
.tile .number { font-size: 30px; line-height: 1.25; font-weight: 650; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 310px), 1fr)); gap: 12px; margin-top: 12px; }
.card { padding: 16px 18px; }
figure.card { display: flex; flex-direction: column; }
figcaption { flex: 1; }
figcaption p, .note { color: var(--muted); font-size: 13.5px; }
svg { display: block; width: 100%; height: auto; margin-top: 10px; }
svg text { fill: var(--muted); font-size: 11.5px; font-variant-numeric: tabular-nums; }
svg .value { fill: var(--ink); font-weight: 600; font-size: 12px; paint-order: stroke; stroke: var(--card); stroke-width: 4px; stroke-linejoin: round; }
svg .middle, svg .axis-name { text-anchor: middle; } svg .end { text-anchor: end; } svg .start { text-anchor: start; }
.grid { stroke: var(--line); } .bar { fill: var(--accent); } .count { fill: var(--soft); }
.whisker { stroke: var(--ink); stroke-width: 1.5; fill: none; }
.ideal { stroke: var(--muted); stroke-dasharray: 4 4; } .curve { stroke: var(--accent); stroke-width: 2.5; fill: none; stroke-linejoin: round; }
.point { fill: var(--accent); stroke: var(--card); stroke-width: 1.5; } .marker { stroke: var(--warm); stroke-width: 1.5; }
.block { margin-top: 12px; } .scroll { overflow-x: auto; margin-top: 10px; }
table { border-collapse: collapse; width: 100%; font-size: 14.5px; }
th, td { padding: 7px 18px 7px 0; text-align: left; border-top: 1px solid var(--line); vertical-align: baseline; }
tr > :last-child { padding-right: 0; }
thead th { border-top: 0; color: var(--muted); font-weight: 600; font-size: 13px; }
tbody th { font-weight: 600; white-space: nowrap; }
.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.meaning { color: var(--muted); }
.span { width: 150px; min-width: 110px; } .span svg { margin: 0; height: 14px; }
.rail { stroke: var(--line); stroke-width: 2; } .reach { stroke: var(--accent); stroke-width: 4; stroke-linecap: round; opacity: .45; }
.dot { fill: var(--accent); }
.good { color: var(--good); } .bad { color: var(--bad); }
details { border-top: 1px solid var(--line); padding: 10px 0; } details:first-of-type { margin-top: 10px; }
summary { cursor: pointer; font-weight: 600; }
summary .much { color: var(--muted); font-weight: 400; }
ol { list-style: none; margin: 8px 0 0; padding: 0; }
li.question { padding: 12px 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.asked { font-weight: 600; } .facts { color: var(--muted); font-size: 13px; }
blockquote { margin: 8px 0 0; padding: 2px 0 2px 12px; border-left: 3px solid var(--soft); font-size: 14.5px; }
@media (max-width: 600px) { main { padding: 20px 12px 48px; } h2 { font-size: 23px; } .card { padding: 14px; }
  .tiles { grid-template-columns: 1fr 1fr; } .tile .number { font-size: 25px; } .meaning, .span { display: none; }
  table { font-size: 13px; } .figure:last-child, tbody th { white-space: normal; } tbody th { overflow-wrap: anywhere; } tr > :not(:last-child) { padding-right: 10px; } }
@media print { body { background: none; } .card, .tile { break-inside: avoid; } }
`;
