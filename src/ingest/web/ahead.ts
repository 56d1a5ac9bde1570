/**
 * The results of `work` in the order of the items, with at most `count` items worked on at once. Leaving the loop early,
 * or aborting, ends what is under way.
 */
export async function* ahead<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  count: number,
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
  outer?: AbortSignal,
): AsyncGenerator<Result> {
  const own = new AbortController();
  const signal = outer === undefined ? own.signal : AbortSignal.any([outer, own.signal]);
  const underWay: Promise<Result>[] = [];
  try {
    for await (const item of items) {
      const started = work(item, signal);
      // Whoever fails is heard when its turn comes, or not at all.
      started.catch(() => {});
      underWay.push(started);
      if (underWay.length >= count) {
        yield await (underWay.shift() as Promise<Result>);
      }
    }
    for (let next = underWay.shift(); next !== undefined; next = underWay.shift()) {
      yield await next;
    }
  } finally {
    own.abort();
  }
}
