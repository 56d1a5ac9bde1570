import { openApp } from "#app.ts";
import { readConfig, readEnvironment } from "#config.ts";
import { createRetriever } from "#langchain/retriever.ts";

const { environment, place } = readEnvironment();
const app = openApp(readConfig(environment, place), process);
const shelves = ["main"];
const retriever = createRetriever({ search: await app.readyToSearch(shelves), shelves, limit: 3 });
for (const { pageContent, metadata } of await retriever.invoke("Who is Alice Johnson?")) {
  process.stdout.write(`${metadata.title} ${metadata.start}-${metadata.end}: ${pageContent}\n`);
}
await app.close();
