import { type Profiler, Session } from "node:inspector/promises";

/** Microseconds between two looks at what runs. */
const INTERVAL = 250;

export interface StepTime {
  /** A file of `src/`, or a search of the library. */
  readonly step: string;
  readonly milliseconds: number;
}

/** Runs the work and says where its time went, longest first. Waiting is left out. */
export async function profileSteps(sourceFolder: string, work: () => Promise<void>): Promise<readonly StepTime[]> {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: INTERVAL });
    await session.post("Profiler.start");
    await work();
    const { profile } = await session.post("Profiler.stop");
    return stepTimes(profile, sourceFolder);
  } finally {
    session.disconnect();
  }
}

/** Adds up the samples of a profile by step. `sourceFolder`: the address (`file:`) of `src/`, with its last slash. */
export function stepTimes(profile: Profiler.Profile, sourceFolder: string): readonly StepTime[] {
  const stepOf = createStepFinder(profile.nodes, sourceFolder);
  const times = new Map<string, number>();
  for (const [index, id] of (profile.samples ?? []).entries()) {
    const step = stepOf(id);
    const microseconds = profile.timeDeltas?.[index] ?? 0;
    if (step !== null) times.set(step, (times.get(step) ?? 0) + microseconds);
  }
  return [...times]
    .map(([step, microseconds]) => ({ step, milliseconds: microseconds / 1000 }))
    .toSorted((a, b) => b.milliseconds - a.milliseconds);
}

/** What a sample belongs to: the outermost file that is no more than the frame of the walk, or else that frame. */
function createStepFinder(nodes: readonly Profiler.ProfileNode[], sourceFolder: string): (id: number) => string | null {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)));
  const known = new Map<number, string | null>();
  const frames = (id: number): Profiler.ProfileNode[] => {
    const node = byId.get(id);
    const parent = parents.get(id);
    return [...(parent === undefined ? [] : frames(parent)), ...(node ? [node] : [])];
  };
  return (id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const step = stepOf(
      frames(id).map(({ callFrame }) => callFrame),
      sourceFolder,
    );
    known.set(id, step);
    return step;
  };
}

type Frame = Pick<Profiler.ProfileNode["callFrame"], "functionName" | "url">;

/** These only call the steps. */
const WALK = new Set(["ask/ask", "ask/search", "ask/retrieve", "app"]);

function stepOf(stack: readonly Frame[], sourceFolder: string): string | null {
  const last = stack.at(-1)?.functionName;
  if (last === "(idle)") return null;
  if (last === "(garbage collector)") return "garbage collection";
  const own = stack.filter(({ url }) => url.startsWith(sourceFolder)).map((frame) => fileStep(frame, sourceFolder));
  return own.find((step) => !WALK.has(step)) ?? own.at(-1) ?? "everything else";
}

/** The searches of a library, whose files do several things. */
const SEARCHES = new Set(["lexical", "titled", "termStatistics", "passages", "passagesOf", "article", "coverage"]);

function fileStep({ functionName, url }: Frame, sourceFolder: string): string {
  const file = url.slice(sourceFolder.length).replace(/\.ts$/u, "");
  if (!file.startsWith("store/")) return file;
  return SEARCHES.has(functionName)
    ? `store, ${functionName}`
    : /nearest|generation/u.test(`${file} ${functionName}`)
      ? "store, nearest"
      : "store";
}
