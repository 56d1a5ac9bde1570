/** Milliseconds from the Unix epoch to the one that Discord's ids count from: 2015-01-01. */
const discordEpoch = 1_420_070_400_000n;

/** Ids of 18 or 19 digits that grow, carrying the time in their upper 42 bits. */
export function createSnowflakes(now: () => number): () => string {
  let last = 0n;
  return () => {
    const earliest = (BigInt(Math.floor(now())) - discordEpoch) << 22n;
    last = earliest > last ? earliest : last + 1n;
    return last.toString();
  };
}
