import type { Outcome } from "#evaluation/outcome.ts";
import type { ReliabilityBin } from "#evaluation/reliability.ts";
import type { EvaluationReport } from "#evaluation/report.ts";
import { across, percent, percentGrid, plot, showChart, tick, upwards } from "./evaluation-chart.ts";
import { figuresOf, type NamedFigure } from "./evaluation-figures.ts";
import { html, type Markup } from "./evaluation-markup.ts";

/** Hits among the first 1, 3, 5 and 10 articles, with their intervals; nothing where no evidence is known. */
export function retrievalChart(report: EvaluationReport): Markup | null {
  const hits = figuresOf(report).filter(({ name }) => name.startsWith("hit@"));
  if (hits.length === 0) return null;
  const step = (plot.right - plot.left) / hits.length;
  const bars = hits.map((hit, index) => hitBar(hit, plot.left + (index + 0.5) * step, step * 0.52));
  return showChart(
    {
      title: "Retrieval at k",
      note: `Share of ${report.retrieval?.questions} questions with evidence among the first k articles.`,
      description: `Bars: ${hits.map(({ name, value }) => `${name} ${percent(value)}`).join(", ")}.`,
      horizontal: "first k articles",
    },
    [...percentGrid(), ...bars],
  );
}

/** How often questions are answerable at each confidence, against the diagonal on which both agree. */
export function reliabilityChart({ reliability, questions }: EvaluationReport): Markup {
  const filled = reliability.bins.filter((bin) => bin.questions > 0);
  const places = filled.map((bin) => ({ bin, x: across(bin.confidence ?? 0), y: upwards(bin.answerable ?? 0) }));
  const most = Math.max(1, ...filled.map((bin) => bin.questions));
  return showChart(
    {
      title: "Reliability",
      note: "Share of questions that are answerable at each confidence; on the dashed line both agree. Below: how many.",
      description: `Curve: ${filled.map(spokenBin).join(", ")}.`,
      horizontal: "confidence",
    },
    [
      ...percentGrid(),
      ...reliability.bins.map((bin) => countBar(bin, most)),
      html`<line class="ideal" x1="${across(0)}" y1="${upwards(0)}" x2="${across(1)}" y2="${upwards(1)}"/>`,
      html`<polyline class="curve" points="${places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")}"/>`,
      ...places.map(
        ({ bin, x, y }) =>
          html`<circle class="point" cx="${x}" cy="${y}" r="${3 + 5 * Math.sqrt(bin.questions / questions)}"><title>${spokenBin(bin)}</title></circle>`,
      ),
      ...[0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => tick(across(share), share.toFixed(1))),
    ],
  );
}

/** How many answers took how long; the last bar holds all that took longer. */
export function latencyChart({ milliseconds }: EvaluationReport, outcomes: readonly Outcome[]): Markup {
  const width = binWidth(milliseconds.p95);
  const bins = Array.from({ length: Math.ceil((milliseconds.p95 * 1.25 + 1) / width) }, () => 0);
  for (const outcome of outcomes) {
    const bin = Math.min(bins.length - 1, Math.floor(outcome.milliseconds / width));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const most = Math.max(1, ...bins);
  const end = bins.length * width;
  const named = Math.ceil(bins.length / 5);
  const bars = bins.map((count, index) => latencyBar(count, index, { bins: bins.length, most, width }));
  return showChart(
    {
      title: "Time to answer",
      note: `Questions by milliseconds; the last bar holds all from ${end - width} up.`,
      description: `Histogram: median ${milliseconds.median} ms, 95th percentile ${milliseconds.p95} ms.`,
      horizontal: "milliseconds",
    },
    [
      html`<line class="grid" x1="${plot.left}" x2="${plot.right}" y1="${plot.bottom}" y2="${plot.bottom}"/>`,
      html`<text class="tick end" x="${plot.left - 7}" y="${upwards(1) + 4}">${most}</text>`,
      ...bars,
      marker(across(milliseconds.median / end), "median", milliseconds.median, 0),
      marker(across(milliseconds.p95 / end), "95 %", milliseconds.p95, 1),
      ...bins.map((_, index) =>
        index % named === 0 ? tick(across(index / bins.length), String(index * width)) : null,
      ),
    ],
  );
}

function hitBar({ name, value, interval }: NamedFigure, x: number, width: number): Markup {
  const [low, high] = interval ?? [value, value];
  return html`<rect class="bar" x="${x - width / 2}" y="${upwards(value)}" width="${width}" height="${plot.bottom - upwards(value)}" rx="2"/>
<path class="whisker" d="M${x - 5} ${upwards(low)}h10M${x - 5} ${upwards(high)}h10M${x} ${upwards(low)}V${upwards(high)}"/>
<text class="value middle" x="${x}" y="${upwards(Math.max(value, high)) - 7}">${percent(value)}</text>
${tick(x, name.slice("hit@".length))}`;
}

/** In the lowest fifth of the chart, so that the curve stays readable. */
function countBar(bin: ReliabilityBin, most: number): Markup {
  const height = (bin.questions / most) * (plot.bottom - plot.top) * 0.2;
  const [left, right] = [across(bin.from) + 2, across(bin.to) - 2];
  return html`<rect class="count" x="${left}" y="${plot.bottom - height}" width="${right - left}" height="${height}"><title>${spokenBin(bin)}</title></rect>`;
}

function spokenBin(bin: ReliabilityBin): string {
  const share = bin.answerable === null ? "" : `, ${percent(bin.answerable)} answerable`;
  return `confidence ${bin.from} to ${bin.to}: ${bin.questions} questions${share}`;
}

function latencyBar(
  count: number,
  index: number,
  { bins, most, width }: { readonly bins: number; readonly most: number; readonly width: number },
): Markup {
  const [left, right] = [across(index / bins), across((index + 1) / bins)];
  const range = index === bins - 1 ? `${index * width} ms or more` : `${index * width} to ${(index + 1) * width} ms`;
  return html`<rect class="bar" x="${left + 0.5}" y="${upwards(count / most)}" width="${right - left - 1}" height="${plot.bottom - upwards(count / most)}"><title>${range}: ${count} questions</title></rect>`;
}

/** A line down with its name; `row` keeps two names apart. */
function marker(x: number, name: string, value: number, row: number): Markup {
  const top = plot.top - 12 + row * 15;
  const [anchor, shift] = x > (plot.left + plot.right) / 2 ? ["end", -5] : ["start", 5];
  return html`<line class="marker" x1="${x}" x2="${x}" y1="${top - 8}" y2="${plot.bottom}"/>
<text class="value ${anchor}" x="${x + shift}" y="${top}">${name}: ${value}</text>`;
}

/** A round number of milliseconds that gives about twenty bars up to a little beyond the 95th percentile. */
function binWidth(p95: number): number {
  const wanted = (p95 * 1.25 + 1) / 20;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, wanted)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((width) => width >= wanted) ?? 1;
}
