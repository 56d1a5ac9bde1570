import type { Notice, Receipt } from "#types.ts";

/** The receipt with more notices behind those it has, each once; without any, the receipt as it is. */
export function withNotices(receipt: Receipt, more: readonly (Notice | null | undefined)[] = []): Receipt {
  const all = [...(receipt.notices ?? []), ...more].filter((notice) => notice !== null && notice !== undefined);
  const notices = all.filter(
    (notice, place) =>
      all.findIndex(({ kind, message }) => kind === notice.kind && message === notice.message) === place,
  );
  return notices.length === 0 ? receipt : { ...receipt, notices };
}
