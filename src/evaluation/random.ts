/**
 * Numbers from 0 up to, but not including, 1, the same for the same seed: xorshift with 32 bits of state and the shifts
 * 13, 17, 5 (Marsaglia 2003, "Xorshift RNGs"). Good enough to draw questions, for nothing secret.
 */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
