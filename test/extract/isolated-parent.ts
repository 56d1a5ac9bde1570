/**
 * A program that reads a PDF from standard input in a child process and prints its title, without closing anything. For
 * the tests of what becomes of child processes.
 */
import { buffer } from "node:stream/consumers";
import { createExtractor } from "#extract/extractor.ts";

const bytes = await buffer(process.stdin);
const { title } = await createExtractor().extract({ source: "-", identity: null, format: "pdf", bytes });
process.stdout.write(`${title}\n`);
