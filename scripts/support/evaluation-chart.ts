import { html, type Markup } from "./evaluation-markup.ts";

/** A chart's drawing area in its own units; it grows with the page. */
export const plot = { left: 44, right: 348, top: 30, bottom: 204, width: 360, height: 248 } as const;

/** Where a share from 0 to 1 stands on the axes. */
export const across = (share: number): number => plot.left + share * (plot.right - plot.left);
export const upwards = (share: number): number => plot.bottom - share * (plot.bottom - plot.top);

interface ChartText {
  readonly title: string;
  /** What the chart shows, for those who cannot see it. */
  readonly description: string;
  readonly note: string;
  readonly horizontal: string;
}

/** A chart with its heading; `drawing` stands on the grid. */
export function showChart(
  { title, description, note, horizontal }: ChartText,
  drawing: readonly (Markup | null)[],
): Markup {
  return html`<figure class="card">
<figcaption><h3>${title}</h3><p>${note}</p></figcaption>
<svg viewBox="0 0 ${plot.width} ${plot.height}" role="img" aria-label="${description}">${drawing}
<text class="axis-name" x="${(plot.left + plot.right) / 2}" y="${plot.height - 4}">${horizontal}</text></svg>
</figure>
`;
}

/** Lines across at 0 to 100 %, named. */
export function percentGrid(): readonly Markup[] {
  return [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      html`<line class="grid" x1="${plot.left}" x2="${plot.right}" y1="${upwards(share)}" y2="${upwards(share)}"/>
<text class="tick end" x="${plot.left - 7}" y="${upwards(share) + 4}">${share * 100} %</text>`,
  );
}

export function tick(x: number, text: string): Markup {
  return html`<text class="tick middle" x="${x}" y="${plot.bottom + 18}">${text}</text>`;
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
