import type { Answered, ArticleSummary, Coverage } from "#types.ts";
import { showSources } from "./answer.ts";
import { showArticles } from "./articles.ts";
import { clean } from "./clean.ts";
import type { Look } from "./look.ts";
import { showPassages } from "./passage.ts";
import { suggest } from "./suggest.ts";

/** What the commands of a chat can look at. */
export interface ChatLibrary {
  /** Current articles, as `LibraryScope.articles` orders them. */
  readonly articles: (limit: number) => Promise<readonly ArticleSummary[]>;
  readonly coverage: () => Promise<Coverage>;
}

const listedArticles = 20;

const noSources = "There is no answer with sources yet; ask something first.";

const commands = [
  ["/passage N", "the passages cited from source [N] in full"],
  ["/sources", "the sources of the last answer again"],
  ["/articles", "what the library holds"],
  ["/help", "this list"],
  ["/quit", "end the chat (so do Ctrl-C and Ctrl-D)"],
] as const;

/** What a line that starts with `/` shows; `answer` is the last one that has sources. */
export async function obey(line: string, answer: Answered | null, library: ChatLibrary, look: Look): Promise<string> {
  const [command = "", ...rest] = line.split(/\s+/u);
  switch (command.toLowerCase()) {
    case "/passage":
      return passage(rest.join(" "), answer, look);
    case "/sources":
      return answer === null ? noSources : showSources(answer.sources, look);
    case "/articles": {
      const [articles, coverage] = [await library.articles(listedArticles), await library.coverage()];
      return showArticles(articles, coverage.articles, look);
    }
    case "/help":
      return help(look);
    default:
      return unknown(command);
  }
}

function passage(wanted: string, answer: Answered | null, look: Look): string {
  if (answer === null) {
    return noSources;
  }
  const { sources } = answer;
  // One source needs no number.
  const number = wanted === "" && sources.length === 1 ? 1 : Number(wanted.replace(/^\[|\]$/gu, ""));
  const source = sources.find((candidate) => candidate.number === number);
  if (source !== undefined) {
    return showPassages(source, look);
  }
  const has = sources.length === 1 ? "one source" : `the sources 1 to ${sources.length}`;
  return `The last answer has ${has}; say for instance /passage 1.`;
}

function unknown(command: string): string {
  const names = commands.map(([usage]) => usage.split(" ")[0] ?? "");
  const meant = suggest(command, names);
  return `There is no command ${clean(command)}; ${meant === null ? "/help lists them." : `did you mean ${meant}?`}`;
}

function help({ paint }: Look): string {
  const lines = commands.map(([usage, meaning]) => `  ${paint.accent(usage.padEnd(12))}${meaning}`);
  return ["Type a question, or one of:", ...lines].join("\n");
}
