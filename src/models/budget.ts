import { ModelError } from "#errors.ts";
import type { ChatEvent, ChatModel, ChatRequest, Clock, Payer, SpendEntry, SpendLog } from "#ports.ts";
import type { Price, Usage } from "#types.ts";
import { estimateUsage, inputTokens } from "./estimate.ts";
import { type Budgets, createLedger, type Reservation } from "./ledger.ts";

interface BudgetOptions {
  readonly spend: SpendLog;
  readonly budgets: Budgets;
  readonly clock: Clock;
  /** `null`: unknown; then calls have the cost that the model itself says, if any. */
  readonly price: Price | null;
}

/**
 * The model with its books: a call is refused with `ModelError` (`budget`) when the person, the server or all together
 * have used up what they may use in a day (UTC), and is written down when it is over, also when it broke. Calls under way
 * count with what they may come to. The usage of the `end` event gets its cost where there is a price. Stands nearest to
 * the model, so that only what was sent to it is written down.
 */
export function withBudget(model: ChatModel, options: BudgetOptions): ChatModel {
  const ledger = createLedger(options.spend, options.budgets);
  return {
    id: model.id,
    async *complete(request, signal) {
      signal?.throwIfAborted();
      const begun = options.clock.now();
      const payer = request.payer ?? nobody;
      const estimate = priced(
        { ...noUsage, inputTokens: inputTokens(request), outputTokens: request.maxTokens },
        options,
      );
      const amount = { tokens: tokensOf(estimate), money: estimate.cost ?? 0 };
      const reservation = await ledger.reserve(payer, amount, begun);
      const entry = (usage: Usage): SpendEntry => ({
        at: begun.toISOString(),
        model: model.id,
        purpose: request.purpose,
        payer,
        usage,
      });
      yield* booked(model, request, { reservation, entry, price: options.price, signal });
    },
  };
}

const nobody: Payer = { person: null, server: null };
const noUsage: Usage = { inputTokens: 0, outputTokens: 0, isEstimate: true, cost: null };

interface Booking {
  readonly reservation: Reservation;
  readonly entry: (usage: Usage) => SpendEntry;
  readonly price: Price | null;
  readonly signal: AbortSignal | undefined;
}

async function* booked(model: ChatModel, request: ChatRequest, booking: Booking): AsyncGenerator<ChatEvent> {
  const { reservation, entry, signal } = booking;
  let written = "";
  let wasSent = false;
  let isSettled = false;
  try {
    signal?.throwIfAborted();
    wasSent = true;
    for await (const event of model.complete(request, signal)) {
      if (event.kind === "text") {
        written += event.text;
        yield event;
        continue;
      }
      const usage = priced(event.usage, booking);
      // Before it is passed on: whoever reads may stop at the end.
      isSettled = true;
      await reservation.settle(entry(usage));
      yield { ...event, usage };
    }
  } catch (error) {
    wasSent &&= written !== "" || signal?.aborted === true || isSlow(error);
    throw error;
  } finally {
    const usage = priced(estimateUsage(request, written), booking);
    if (!isSettled) await settleQuietly(reservation, wasSent ? entry(usage) : null);
  }
}

/** A server that was too slow, or whose asker went away, has read the input; one that failed at once has not. */
function isSlow(error: unknown): boolean {
  return error instanceof ModelError && error.trouble === "slow";
}

/** The call has ended another way already, and that is what is to be heard of. */
async function settleQuietly(reservation: Reservation, entry: SpendEntry | null): Promise<void> {
  await reservation.settle(entry).catch(() => {});
}

function priced(usage: Usage, { price }: { readonly price: Price | null }): Usage {
  if (usage.cost !== null || price === null) return usage;
  const cost = (usage.inputTokens * price.input + usage.outputTokens * price.output) / 1_000_000;
  return { ...usage, cost };
}

function tokensOf({ inputTokens, outputTokens }: Usage): number {
  return inputTokens + outputTokens;
}
