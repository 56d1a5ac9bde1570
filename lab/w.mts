import { Worker, isMainThread, parentPort } from "node:worker_threads";
import { sha256 } from "#text/hash.ts";
if (isMainThread) { console.time("w"); const w = new Worker(new URL(import.meta.url)); w.on("message", (m) => { console.log(m); console.timeEnd("w"); w.terminate(); }); }
else parentPort!.postMessage(sha256("x"));
