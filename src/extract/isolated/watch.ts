import { Worker } from "node:worker_threads";

/**
 * Starts a thread that kills this process when it takes more memory than so many mebibytes, what lies outside of the
 * heap included, or when its parent is gone: the main thread may be too busy with a document to notice either.
 */
export function startWatch(mebibytes: number): void {
  const limits = { parent: process.ppid, bytes: mebibytes * 1024 * 1024 };
  new Worker(WATCH, { eval: true, workerData: limits, execArgv: [], stdout: true, stderr: true }).unref();
}

/** JavaScript, since Node 20 starts no thread from TypeScript. The interval (milliseconds) is short against a bomb. */
const WATCH = `
  const { parent, bytes } = require("node:worker_threads").workerData;
  setInterval(() => {
    if (process.ppid !== parent || process.memoryUsage.rss() > bytes) process.kill(process.pid, "SIGKILL");
  }, 20);
`;
