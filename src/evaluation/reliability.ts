/** The questions whose confidence is at least `from` and below `to`; the last bin holds 1 too. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly questions: number;
  /** Mean; `null` for a bin without questions. */
  readonly confidence: number | null;
  /** Share; `null` for a bin without questions. */
  readonly answerable: number | null;
}

export interface ReliabilityReport {
  readonly bins: readonly ReliabilityBin[];
  /** Mean over the questions of the distance between a bin's confidence and its share of answerable questions. */
  readonly expectedCalibrationError: number;
  /** Mean squared distance of confidence from 1 (answerable) or 0; 0 is perfect, always saying 0.5 gives 0.25. */
  readonly brierScore: number;
}

interface Judged {
  readonly answerable: boolean;
  readonly confidence: number;
}

const BINS = 10;

/** How far confidence can be taken for the share of questions that are answerable. */
export function measureReliability(judged: readonly Judged[]): ReliabilityReport {
  const groups = Array.from({ length: BINS }, (): Judged[] => []);
  for (const item of judged) groups[Math.min(BINS - 1, Math.floor(item.confidence * BINS))]?.push(item);
  const bins = groups.map((group, index) => ({
    from: index / BINS,
    to: (index + 1) / BINS,
    questions: group.length,
    confidence: mean(group.map(({ confidence }) => confidence)),
    answerable: mean(group.map(({ answerable }) => Number(answerable))),
  }));
  const distances = bins.map((bin) => bin.questions * Math.abs((bin.confidence ?? 0) - (bin.answerable ?? 0)));
  return {
    bins,
    expectedCalibrationError: distances.reduce((sum, distance) => sum + distance, 0) / Math.max(1, judged.length),
    brierScore: mean(judged.map(squaredDistance)) ?? 0,
  };
}

/** Of confidence from what it should have been. */
export function squaredDistance({ answerable, confidence }: Judged): number {
  return (confidence - Number(answerable)) ** 2;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
