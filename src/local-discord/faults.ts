import { STATUS_CODES } from "node:http";
import type { Gateway } from "./gateway.ts";
import { limited } from "./rest/rates.ts";

/** What can go wrong on purpose. Requests are matched on `METHOD /path` without the `/api/v10` in front. */
export interface Faults {
  /** Answers the next matching requests with a 429; `withoutHeader` leaves `Retry-After` out. */
  rateLimit(options: RateLimitFault): void;
  /** Answers the next matching requests with 500, or any other status. */
  serverError(options: { readonly match?: RegExp; readonly times?: number; readonly status?: number }): void;
  /** Drops the connection of the next matching requests. */
  destroyRequest(options?: { readonly match?: RegExp; readonly times?: number }): void;
  /** Never answers the next matching requests. */
  silence(options?: { readonly match?: RegExp; readonly times?: number }): void;
  /** Op 7: the client reconnects and resumes. */
  reconnect(): void;
  /** Op 9. */
  invalidateSession(resumable: boolean): void;
  /** Closes the gateway with a code of Discord's. */
  closeGateway(code: number, reason?: string): void;
  /** Answers the next identify by closing with a code, such as 4004 or 4014. */
  refuseIdentify(code: number): void;
  /** Drops the gateway's sockets (1006 for the client). */
  destroyGateway(): void;
  /** Leaves heartbeats unanswered, until called with `false`. */
  ignoreHeartbeats(ignore?: boolean): void;
  /** For the server: the fault that hits this request, if any. */
  take(method: string, path: string): Fault | null;
}

interface RateLimitFault {
  readonly match?: RegExp;
  readonly times?: number;
  /** May be a fraction. */
  readonly retryAfterSeconds: number;
  readonly scope?: "user" | "global" | "shared";
  readonly withoutHeader?: boolean;
}

interface FaultReply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

type Fault = "destroy" | "silence" | FaultReply;

interface Pending {
  readonly match: RegExp;
  times: number;
  readonly fault: Fault;
}

export function createFaults(gateway: () => Gateway): Faults {
  const pending: Pending[] = [];
  const add = (fault: Fault, options: { readonly match?: RegExp; readonly times?: number } = {}) => {
    pending.push({ match: options.match ?? /./, times: options.times ?? 1, fault });
  };
  return {
    rateLimit(options) {
      const { headers, refusal } = limited(options.retryAfterSeconds, options.scope ?? "user", {});
      const { "retry-after": _, ...bare } = headers;
      add({ status: refusal.status, body: refusal.body, headers: options.withoutHeader ? bare : headers }, options);
    },
    serverError(options) {
      const { status = 500 } = options;
      add({ status, body: { message: `${status}: ${STATUS_CODES[status] ?? ""}`, code: 0 }, headers: {} }, options);
    },
    destroyRequest: (options) => add("destroy", options),
    silence: (options) => add("silence", options),
    reconnect: () => gateway().reconnect(),
    invalidateSession: (resumable) => gateway().invalidate(resumable),
    closeGateway: (code, reason = "") => gateway().close(code, reason),
    refuseIdentify(code) {
      gateway().refusesWith = code;
    },
    destroyGateway: () => gateway().destroySockets(),
    ignoreHeartbeats(ignore = true) {
      gateway().deaf = ignore;
    },
    take(method, path) {
      const index = pending.findIndex((fault) => fault.match.test(`${method} ${path}`));
      const hit = pending[index];
      if (hit === undefined) return null;
      hit.times -= 1;
      if (hit.times <= 0) pending.splice(index, 1);
      return hit.fault;
    },
  };
}
