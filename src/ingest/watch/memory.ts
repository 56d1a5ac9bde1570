import type { FetchMemory, FetchRecord, Validators } from "#ports.ts";

export const NO_VALIDATORS: Validators = { etag: null, lastModified: null };

/** What is known of addresses for one shelf: what one shelf holds is news to another. */
export function memoryOf(memory: FetchMemory, shelf: string): FetchMemory {
  const keyOf = (address: string): string => `${shelf} ${address}`;
  return {
    find: (address) => memory.find(keyOf(address)),
    save: (address, record) => memory.save(keyOf(address), record),
  };
}

/** To be sent along with a request, where there is something to send. */
export function asked(validators: Validators | undefined): { readonly validators?: Validators } {
  const isEmpty = validators === undefined || (validators.etag === null && validators.lastModified === null);
  return isEmpty ? {} : { validators };
}

/** Whether an article that failed before is left alone for now. */
export function isWaiting(record: FetchRecord | null, now: Date): boolean {
  return record !== null && record.notBefore !== null && Date.parse(record.notBefore) > now.getTime();
}
