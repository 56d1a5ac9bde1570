import { ModelError } from "#errors.ts";
import type { Payer, SpendEntry, SpendLog } from "#ports.ts";

/** What may be used on one day (UTC). Left out: as much as one likes. */
export interface Budget {
  /** Input and output. */
  readonly tokens?: number;
  /** In the currency of the prices; without a price nothing counts against it. */
  readonly money?: number;
}

/** `person` and `server` are what each of them may use, `everyone` what all may use together. */
export interface Budgets {
  readonly person?: Budget;
  readonly server?: Budget;
  readonly everyone?: Budget;
}

interface Amount {
  readonly tokens: number;
  readonly money: number;
}

/** The books while calls are under way: what these may come to counts as used. */
export interface Ledger {
  /** Sets the estimate aside, or throws `ModelError` (`budget`) where a budget is used up at this time. */
  reserve(payer: Payer, estimate: Amount, now: Date): Promise<Reservation>;
}

export interface Reservation {
  /** Writes down what it came to (`null`: nothing) in place of the estimate. If that fails, the estimate stays. */
  settle(entry: SpendEntry | null): Promise<void>;
}

export function createLedger(spend: SpendLog, budgets: Budgets): Ledger {
  const underWay = new Set<{ readonly payer: Payer; readonly estimate: Amount }>();
  const oneByOne = createTurns();
  return {
    reserve: (payer, estimate, now) =>
      oneByOne(async () => {
        for (const purse of pursesOf(payer, budgets)) {
          const used = await spend.total(midnight(now).toISOString(), purse.of);
          const reserved = [...underWay].filter((other) => purse.holds(other.payer)).map((other) => other.estimate);
          check(purse, [{ tokens: used.tokens, money: used.cost }, ...reserved], now);
        }
        const reservation = { payer, estimate };
        underWay.add(reservation);
        return {
          settle: (entry) =>
            oneByOne(async () => {
              if (entry !== null) await spend.add(entry);
              underWay.delete(reservation);
            }),
        };
      }),
  };
}

/** A budget and who uses it. */
interface Purse {
  readonly budget: Budget;
  readonly whose: string;
  readonly of: Parameters<SpendLog["total"]>[1];
  holds(payer: Payer): boolean;
}

function pursesOf({ person, server }: Payer, budgets: Budgets): Purse[] {
  const purses: Purse[] = [];
  if (person !== null && budgets.person !== undefined) {
    const holds = (payer: Payer): boolean => payer.person === person;
    purses.push({ budget: budgets.person, whose: "one person", of: { person }, holds });
  }
  if (server !== null && budgets.server !== undefined) {
    const holds = (payer: Payer): boolean => payer.server === server;
    purses.push({ budget: budgets.server, whose: "one server", of: { server }, holds });
  }
  if (budgets.everyone !== undefined) {
    purses.push({ budget: budgets.everyone, whose: "everyone together", of: undefined, holds: () => true });
  }
  return purses;
}

/** A call that begins below the budget may end above it: a budget is passed by at most one call. */
function check({ budget, whose }: Purse, amounts: readonly Amount[], now: Date): void {
  const tokens = amounts.reduce((sum, amount) => sum + amount.tokens, 0);
  const money = amounts.reduce((sum, amount) => sum + amount.money, 0);
  const until = nextMidnight(now).toISOString().slice(0, 10);
  const usedUp = (amount: string): ModelError =>
    new ModelError(
      `Today's budget of the model for ${whose} is used up: ${amount}, calls under way included. It begins anew on ${until} at 00:00 UTC.`,
      { trouble: "budget" },
    );
  if (budget.tokens !== undefined && tokens >= budget.tokens) {
    throw usedUp(`${tokens.toLocaleString("en")} of ${budget.tokens.toLocaleString("en")} tokens`);
  }
  if (budget.money !== undefined && money >= budget.money) {
    throw usedUp(`${showMoney(money)} of ${showMoney(budget.money)} in cost`);
  }
}

/** The currency is that of the prices, which nobody names. */
function showMoney(money: number): string {
  return money.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 4 });
}

function midnight(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
}

function nextMidnight(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
}

/** Runs pieces of work one after the other, in the order of the calls. */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
}
