/**
 * What Discord refuses to go beyond (its developer documentation, August 2026). We count UTF-16 code units, which is
 * never less than what Discord counts, so staying within them is always safe.
 */
export const limits = {
  content: 2000,
  buttonsInRow: 5,
  options: 25,
  optionLabel: 100,
  optionDescription: 100,
} as const;
