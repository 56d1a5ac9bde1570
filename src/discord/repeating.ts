/**
 * Does the work so many milliseconds from now, and again as long after its end, until it is stopped. `run` gets what is
 * under way. The work must not reject.
 */
export function repeat(
  work: () => Promise<void>,
  interval: number,
  run: (underWay: Promise<void>) => void,
): { stop(): void } {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const plan = (): void => {
    if (!isOver) {
      timer = setTimeout(() => run(work().finally(plan)), interval);
    }
  };
  plan();
  return {
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
