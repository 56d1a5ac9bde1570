interface Bounds {
  /** Questions one person may have under way. */
  readonly perPerson: number;
  /** Questions answered at the same time. */
  readonly atOnce: number;
  /** Questions that may wait for their turn. */
  readonly waiting: number;
}

/** Gives back the place; calling it again does nothing. */
type Leave = () => void;

/** Bounds how many questions are answered at once; the others wait in the order in which they came. */
export interface Turnstile {
  /** Resolves when it is the question's turn, or at once if it can not be: the person or everyone asks too much. */
  enter(person: string): Promise<Leave | "person" | "everyone">;
}

export function createTurnstile({ perPerson, atOnce, waiting }: Bounds): Turnstile {
  const people = new Map<string, number>();
  const queue: (() => void)[] = [];
  let inside = 0;

  const leave = (person: string): void => {
    const left = (people.get(person) ?? 1) - 1;
    if (left > 0) {
      people.set(person, left);
    } else {
      people.delete(person);
    }
    const next = queue.shift();
    if (next === undefined) {
      inside -= 1;
    } else {
      // The place goes to the next directly, so that nobody slips in between.
      next();
    }
  };

  return {
    async enter(person) {
      const theirs = people.get(person) ?? 0;
      if (theirs >= perPerson) {
        return "person";
      }
      if (inside >= atOnce && queue.length >= waiting) {
        return "everyone";
      }
      people.set(person, theirs + 1);
      if (inside < atOnce) {
        inside += 1;
      } else {
        await new Promise<void>((resolve) => queue.push(resolve));
      }
      let isInside = true;
      return () => {
        if (isInside) {
          isInside = false;
          leave(person);
        }
      };
    },
  };
}
