import type { Receipt } from "#types.ts";

/** The receipts of a batch that are worth showing. */
export interface Shown {
  /** What failed first, then what has notices, then what changed, then the others. */
  readonly receipts: readonly Receipt[];
  /** How many there were in all. */
  readonly total: number;
}

/** Keeps a few receipts of each kind, however many there are. */
interface Tally {
  receipt(receipt: Receipt): void;
  shown(): Shown;
}

/** Receipts that are shown. */
const most = 10;

export function createTally(): Tally {
  const kinds: readonly Receipt[][] = [[], [], [], []];
  let total = 0;
  return {
    receipt(receipt) {
      total += 1;
      const kind = kinds[kindOf(receipt)];
      if (kind !== undefined && kind.length < most) {
        kind.push(receipt);
      }
    },
    shown: () => ({ receipts: kinds.flat().slice(0, most), total }),
  };
}

function kindOf({ status, notices = [] }: Receipt): number {
  if (status === "failed") {
    return 0;
  }
  if (notices.length > 0) {
    return 1;
  }
  return status === "unchanged" || status === "duplicate" ? 3 : 2;
}
