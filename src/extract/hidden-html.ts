/** A text with HTML in it, without what a browser would not show: comments, scripts, styles, hidden elements. */
export function withoutHidden(html: string): string {
  const text = withoutComments(html);
  const lower = text.toLowerCase();
  const unclosed = new Set<string>();
  let shown = "";
  let from = 0;
  for (const match of text.matchAll(OPENING)) {
    const name = match[1]?.toLowerCase() ?? "";
    if (match.index < from || unclosed.has(name) || !isHidden(name, match[2] ?? "")) {
      continue;
    }
    const closing = lower.indexOf(`</${name}`, match.index);
    if (closing < 0) {
      unclosed.add(name);
      continue;
    }
    shown += text.slice(from, match.index);
    const end = text.indexOf(">", closing);
    from = end < 0 ? text.length : end + 1;
  }
  return shown + text.slice(from);
}

/** A comment that never ends reaches to the end of the text where it begins a line; elsewhere it is text, as in code. */
function withoutComments(html: string): string {
  let shown = "";
  let from = 0;
  for (let at = html.indexOf("<!--"); at >= 0; at = html.indexOf("<!--", from)) {
    const end = html.indexOf("-->", at + 2);
    if (end < 0) {
      return shown + html.slice(from).replace(/^ {0,3}<!--[\s\S]*/m, "");
    }
    shown += html.slice(from, at);
    from = end + 3;
  }
  return shown + html.slice(from);
}

const OPENING = /<([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*)>/g;
const NEVER_SHOWN = new Set(["script", "style", "template", "noscript", "iframe", "svg"]);
const HIDING =
  /(?:^|\s)hidden(?:$|[\s=/])|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])/i;

function isHidden(name: string, attributes: string): boolean {
  return NEVER_SHOWN.has(name) || HIDING.test(attributes);
}

/** What a run of HTML says, without its tags: a paragraph for each element that stands on lines of its own. */
export function htmlParagraphs(html: string): string[] {
  return html
    .replace(ON_ITS_OWN, "\n\n")
    .replace(/<br\b[^<>]*>/gi, " ")
    .replace(/<[/!?a-zA-Z][^<>]*>/g, "")
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim());
}

const ON_ITS_OWN =
  /<\/?(?:address|article|aside|blockquote|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|td|th|tr|ul)\b[^<>]*>/gi;
