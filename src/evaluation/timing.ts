export interface TimingReport {
  readonly median: number;
  readonly p95: number;
}

/** Milliseconds. The nearest-rank percentiles: always a time that was measured; 0 of nothing. */
export function measureTimes(milliseconds: readonly number[]): TimingReport {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const percentile = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { median: percentile(0.5), p95: percentile(0.95) };
}
