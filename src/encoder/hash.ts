/**
 * A 32-bit hash of a stem: FNV-1a over its UTF-16 code units (G. Fowler, L. C. Noll, K.-P. Vo), then the finishing
 * steps of MurmurHash3 (A. Appleby), so that every bit of the result depends on every character.
 */
export function hashStem(stem: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < stem.length; i++) {
    hash = Math.imul(hash ^ stem.charCodeAt(i), 0x01000193);
  }
  return finish(hash);
}

/** The finishing steps alone. */
export function finish(fnv1a: number): number {
  let hash = Math.imul(fnv1a ^ (fnv1a >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
