import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toModelError, withoutSecrets } from "#langchain/failure.ts";

const context = { name: "anthropic:claude", environment: {} };

describe("messages without secrets", () => {
  test("no value of a key in the environment stays, whatever stands around it", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9_-]{8,40}$/), fc.string(), fc.string(), (value, before, after) => {
        const said = withoutSecrets(`${before}${value}${after}${value}`, { SOME_API_KEY: ` ${value}\n` });
        expect(said).not.toContain(value);
      }),
    );
  });

  test.each([
    ["Incorrect API key provided: sk-proj-abcdEFGHijkl.", "sk-proj"],
    ["Incorrect API key provided: gsk_12ab****************cdef", "cdef"],
    ["fetch failed for https://host/v1?key=AIzaSyA-1234567890abcdefg&alt=sse", "AIza"],
    ["Authorization: Bearer 1234abcd5678", "1234abcd"],
    ['{"api_key":"hunter2hunter2"}', "hunter2"],
    ["could not reach https://user:pass@proxy.example:8080/", "pass"],
    ["key 123e4567-e89b-12d3-a456-426614174000 has no access", "426614174000"],
    ["bad credential c0ffee00c0ffee00c0ffee00c0ffee00", "c0ffee"],
  ])("%j loses its key", (said, secret) => {
    expect(withoutSecrets(said, {})).not.toContain(secret);
    expect(withoutSecrets(said, {})).toContain("[key]");
  });

  test("a message of any length is cut and cleaned quickly", () => {
    const started = performance.now();
    const error = toModelError(new Error("a=1b ".repeat(200_000)), context);
    expect(error.message.length).toBeLessThan(500);
    toModelError(new Error("a=".repeat(500_000)), context);
    expect(performance.now() - started).toBeLessThan(500);
  });

  test.each([undefined, null, "plain words", 7, { message: "no error" }])("%j can be thrown as well", (thrown) => {
    expect(toModelError(thrown, context)).toMatchObject({ trouble: "down", retryable: true });
  });
});
