/** Fetches each address among the arguments after the port, whose host leads to this machine, and tells what came of it. */
import { createFetcher } from "#fetch/fetcher.ts";

const [host = "", ...addresses] = process.argv.slice(2);
const fetcher = createFetcher({
  allowedHosts: host.split(","),
  contact: null,
  clock: { now: () => new Date() },
  resolve: async () => [{ address: "127.0.0.1", family: 4 }],
  limits: { retries: 0 },
});
for (const address of addresses) {
  const told = await fetcher.fetch(address, { purpose: "article" }).then(
    (fetched) => (fetched.kind === "found" ? new TextDecoder().decode(fetched.bytes) : fetched.kind),
    (error: Error) => error.message,
  );
  console.log(told);
}
await fetcher.close();
