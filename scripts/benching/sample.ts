/** `count` items, as many of each list as of the others, evenly spaced in it; lists take turns. */
export function mixedSample<T>(lists: readonly (readonly T[])[], count: number): readonly T[] {
  const perList = Math.ceil(count / Math.max(1, lists.length));
  const spaced = lists.map((list) => evenly(list, perList));
  return Array.from({ length: perList }, (_, index) => spaced.flatMap((list) => list.slice(index, index + 1)))
    .flat()
    .slice(0, count);
}

function evenly<T>(list: readonly T[], count: number): readonly T[] {
  if (list.length <= count) return list;
  return Array.from({ length: count }, (_, index) => list[Math.floor((index * list.length) / count)]).filter(
    (item) => item !== undefined,
  );
}
