/** Lets one piece of work run after the other, in the order in which they came. */
export function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    // Whose work failed hears of it; the next one does not mind.
    last = mine.catch(() => {});
    return mine;
  };
}
