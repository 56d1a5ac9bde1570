/** Numbers in [0, 1), always the same ones for a seed: Mulberry32 (T. Ettinger). */
export function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** `count` of the numbers below `total`, ascending, each as likely. */
export function sample(total: number, count: number, random: () => number): Int32Array {
  const chosen = new Int32Array(count);
  let taken = 0;
  for (let index = 0; index < total && taken < count; index += 1) {
    if (random() * (total - index) < count - taken) {
      chosen[taken] = index;
      taken += 1;
    }
  }
  return chosen;
}

/** Puts the numbers in another order, in place; each order is as likely (Fisher and Yates). */
export function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
}
