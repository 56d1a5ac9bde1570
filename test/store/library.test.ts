import { createLibrary } from "#store/library.ts";
import { describeLibrary } from "../support/library-conformance.ts";
import { createMemoryLibrary } from "../support/memory-library.ts";
import { temporaryFolder } from "./material.ts";

describeLibrary("SQLite", async () => {
  const folder = await temporaryFolder();
  const warnings: string[] = [];
  const library = createLibrary({
    home: folder.path,
    clock: { now: () => new Date("2026-01-02T03:04:05Z") },
    warn: (message) => warnings.push(message),
  });
  return {
    library,
    async dispose() {
      await library.close();
      await folder.remove();
      if (warnings.length > 0) throw new Error(`warned: ${warnings.join("\n")}`);
    },
  };
});

describeLibrary("memory", async () => ({ library: createMemoryLibrary(), dispose: async () => {} }));
