import type { SpendLog, SpendTotal } from "#ports.ts";
import type { Budget, ModelConfig } from "#settings/model.ts";
import type { Finding } from "./checks.ts";

type Budgets = Partial<ModelConfig["budgets"]>;

/**
 * What models used today and this month (UTC), and what is left of the budgets; `warn` where nothing is left of the
 * day's.
 */
export async function checkSpend(spend: SpendLog | null, budgets: Budgets, now: Date): Promise<Finding> {
  const today = now.toISOString().slice(0, 10);
  const month = `${today.slice(0, 7)}-01`;
  const [day, sinceFirst] =
    spend === null
      ? [nothing, nothing]
      : await Promise.all([spend.total(`${today}T00:00:00.000Z`), spend.total(`${month}T00:00:00.000Z`)]);
  const used = `today ${showTotal(day)}, this month ${showTotal(sinceFirst)}`;
  const left = showLeft(day, budgets.day ?? unbounded);
  const each = (["person", "server"] as const).flatMap((who) => showBudget(who, budgets[who] ?? unbounded));
  const isUsedUp = left.some(({ isNone }) => isNone);
  const bounds = left.length + each.length === 0 ? ["no budget is set"] : [...left.map(({ text }) => text), ...each];
  const advice = isUsedUp ? "; until midnight UTC answers come in the articles' own words" : "";
  return { status: isUsedUp ? "warn" : "ok", message: `${[used, ...bounds].join("; ")}${advice}` };
}

const unbounded: Budget = { tokens: null, cost: null };
const nothing: SpendTotal = { calls: 0, tokens: 0, cost: 0 };

/** `12,000 tokens in 8 calls (cost 0.42)`. */
function showTotal({ calls, tokens, cost }: SpendTotal): string {
  const money = cost > 0 ? ` (cost ${showMoney(cost)})` : "";
  return calls === 0
    ? "nothing"
    : `${count(tokens)} tokens in ${count(calls)} ${calls === 1 ? "call" : "calls"}${money}`;
}

function showLeft(used: SpendTotal, { tokens, cost }: Budget): { readonly text: string; readonly isNone: boolean }[] {
  return [
    ...(tokens === null
      ? []
      : [left(`${count(Math.max(0, tokens - used.tokens))} of ${count(tokens)} tokens`, used.tokens >= tokens)]),
    ...(cost === null
      ? []
      : [left(`${showMoney(Math.max(0, cost - used.cost))} of ${showMoney(cost)} of money`, used.cost >= cost)]),
  ];
}

function left(what: string, isNone: boolean) {
  return { text: `${what} left today`, isNone };
}

function showBudget(who: "person" | "server", { tokens, cost }: Budget): string[] {
  const bounds = [
    ...(tokens === null ? [] : [`${count(tokens)} tokens`]),
    ...(cost === null ? [] : [`${showMoney(cost)} of money`]),
  ];
  return bounds.length === 0 ? [] : [`each ${who} may use ${bounds.join(" and ")} a day`];
}

const count = (value: number): string => value.toLocaleString("en");

/** Two digits after the point, or as many as two digits that are not zero need. */
function showMoney(value: number): string {
  return value === 0 || value >= 0.1 ? value.toFixed(2) : String(Number(value.toPrecision(2)));
}
