import { attribute, elements, isElement, type PageElement } from "./dom.ts";

export type LinkedNode = Readonly<Record<string, unknown>>;

/** What the JSON-LD scripts of a page say. */
export interface LinkedData {
  /** Nodes that speak of the page itself, in order: not the lists of other articles inside them. */
  readonly nodes: readonly LinkedNode[];
  readonly byId: ReadonlyMap<string, LinkedNode>;
}

export function linkedData(root: PageElement): LinkedData {
  const nodes: LinkedNode[] = [];
  const byId = new Map<string, LinkedNode>();
  for (const element of elements(root)) {
    if (element.tag === "script" && /^application\/ld\+json/i.test(attribute(element, "type").trim())) {
      const value = mended(element.children.filter((child) => !isElement(child) && typeof child === "string").join(""));
      gather(value, nodes, 0);
      index(value, byId);
    }
  }
  return { nodes, byId };
}

/** The value of a script, mended as narrowly as may be; `undefined` where that does not help. */
function mended(source: string): unknown {
  const bare = clean(clean(source).replace(OPENING, "").replace(CLOSING, ""));
  const attempts = [source, bare, bare.replace(/,\s*(?=[}\]])/g, "").replace(/[;,]$/, "")];
  for (const attempt of attempts) {
    try {
      return JSON.parse(attempt);
    } catch {
      // The next attempt mends more; a script that is beyond it is left out.
    }
  }
  return undefined;
}

/** A script may stand in a comment or a CDATA section, as in pages of the time of XHTML. */
const OPENING = /^(?:<!--|(?:\/\/|\/\*)? ?<!\[CDATA\[(?: ?\*\/)?)/;
const CLOSING = /(?:(?:\/\/ ?)?-->|(?:\/\/|\/\*)? ?\]\]>(?: ?\*\/)?)$/;

/** Control characters may not stand in strings of JSON; line ends in them are what outlets get wrong most often. */
function clean(source: string): string {
  return source.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}

const DEEPEST = 8;
const MOST = 20_000;

function gather(value: unknown, nodes: LinkedNode[], depth: number): void {
  if (depth > DEEPEST || nodes.length > 500) {
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) {
      gather(item, nodes, depth + 1);
    }
  } else if (isNode(value)) {
    nodes.push(value);
    for (const key of ["@graph", "mainEntity", "mainEntityOfPage"]) {
      gather(value[key], nodes, depth + 1);
    }
  }
}

function index(value: unknown, byId: Map<string, LinkedNode>): void {
  const waiting: unknown[] = [value];
  for (let seen = 0; waiting.length > 0 && seen < MOST; seen++) {
    const next = waiting.pop();
    if (Array.isArray(next)) {
      waiting.push(...next.slice(0, MOST));
    } else if (isNode(next)) {
      const id = next["@id"];
      if (typeof id === "string" && (Object.keys(next).length > 2 || !byId.has(id))) {
        byId.set(id, next);
      }
      waiting.push(...Object.values(next));
    }
  }
}

export function isNode(value: unknown): value is LinkedNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as a list: absent is none, one is a list of one. */
export function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) {
    return [];
  }
  return Array.isArray(value) ? value : [value];
}

/** The node itself, or the one it refers to by `@id` alone. */
export function resolved(value: unknown, data: LinkedData): unknown {
  if (!isNode(value) || typeof value["@id"] !== "string" || "name" in value) {
    return value;
  }
  return data.byId.get(value["@id"]) ?? value;
}

/** The first string that a value is or holds, as `name`, `@value` or `url`. */
export function textIn(value: unknown): string {
  for (const item of list(value)) {
    const inner = isNode(item) ? (item.name ?? item["@value"]) : item;
    const text = list(inner).find((one) => typeof one === "string" || typeof one === "number");
    if (text !== undefined && String(text).trim() !== "") {
      return String(text).trim();
    }
  }
  return "";
}

/** The names of the types of a node, without the address of the vocabulary. */
export function typesOf(node: LinkedNode): readonly string[] {
  return list(node["@type"]).map((type) => String(type).replace(/^.*[/#:]/, ""));
}
