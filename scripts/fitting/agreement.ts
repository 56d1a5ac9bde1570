import { auroc } from "./measures.ts";
import { createRandom } from "./random.ts";

/** A claim as annotators and as the support check see it. */
export interface Judged {
  readonly label: "supported" | "partially_supported" | "not_supported";
  readonly score: number;
  readonly isKept: boolean;
}

/** `supported` against the other two labels together, with intervals at 95 % from a thousand resamples. */
export function agreement(judged: readonly Judged[]): string {
  const kept = (label: Judged["label"]) =>
    shareOf(judged.filter((item) => item.label === label).map(({ isKept }) => isKept));
  const measures = [
    ["balanced accuracy", balancedAccuracy],
    ["AUROC", aurocOf],
  ] as const;
  const figures = measures.map(
    ([name, measure]) => `${name} ${measure(judged).toFixed(3)} ${interval(judged, measure)}`,
  );
  const shares = (["supported", "partially_supported", "not_supported"] as const).map(
    (label) => `kept ${label} ${kept(label)}`,
  );
  return [...figures, ...shares].join("; ");
}

function balancedAccuracy(judged: readonly Judged[]): number {
  const share = (wanted: boolean) => {
    const those = judged.filter(({ label }) => (label === "supported") === wanted);
    return those.filter(({ isKept }) => isKept === wanted).length / Math.max(1, those.length);
  };
  return (share(true) + share(false)) / 2;
}

function aurocOf(judged: readonly Judged[]): number {
  const labels = judged.map(({ label }) => Number(label === "supported"));
  return auroc(
    judged.map(({ score }) => score),
    { labels },
  );
}

const RESAMPLES = 1000;

function interval(judged: readonly Judged[], measure: (judged: readonly Judged[]) => number): string {
  const random = createRandom(7);
  const found = Float64Array.from({ length: RESAMPLES }, () =>
    measure(judged.map((item) => judged[Math.floor(random() * judged.length)] ?? item)),
  ).sort();
  return `[${found[RESAMPLES * 0.025]?.toFixed(3)}, ${found[RESAMPLES * 0.975]?.toFixed(3)}]`;
}

const NORMAL = 1.96;

/** The share of `true`, its interval at 95 % (E. Wilson 1927), and the counts. */
export function shareOf(items: readonly boolean[]): string {
  const n = items.length;
  if (n === 0) return "none";
  const hits = items.filter(Boolean).length;
  const share = hits / n;
  const middle = (share + NORMAL ** 2 / (2 * n)) / (1 + NORMAL ** 2 / n);
  const half = (NORMAL * Math.sqrt((share * (1 - share)) / n + NORMAL ** 2 / (4 * n * n))) / (1 + NORMAL ** 2 / n);
  return `${share.toFixed(3)} [${Math.max(0, middle - half).toFixed(3)}, ${Math.min(1, middle + half).toFixed(3)}] (${hits} of ${n})`;
}
