import type { Form } from "./form.ts";
import type { Embed } from "./wire.ts";

/** Characters all embeds of a message may have together. */
const totalLimit = 6000;

export function checkEmbeds(form: Form, embeds: readonly Embed[]): void {
  form.list(["embeds"], embeds, 0, 10);
  for (const [index, embed] of embeds.entries()) checkEmbed(form, embed, index);
  const total = embeds.reduce((sum, embed) => sum + textsOf(embed).reduce((all, text) => all + [...text].length, 0), 0);
  if (total > totalLimit) {
    form.fault(["embeds"], "MAX_EMBED_SIZE_EXCEEDED", `Embed size exceeds maximum size of ${totalLimit}`);
  }
}

function checkEmbed(form: Form, embed: Embed, index: number): void {
  const at = ["embeds", index];
  form.text([...at, "title"], embed.title, 0, 256);
  form.text([...at, "description"], embed.description, 0, 4096);
  form.list([...at, "fields"], embed.fields, 0, 25);
  for (const [place, field] of (embed.fields ?? []).entries()) {
    form.text([...at, "fields", place, "name"], field.name, 1, 256);
    form.text([...at, "fields", place, "value"], field.value, 1, 1024);
  }
  if (embed.footer != null) form.text([...at, "footer", "text"], embed.footer.text, 1, 2048);
  if (embed.author != null) form.text([...at, "author", "name"], embed.author.name, 1, 256);
  checkAddress(form, [...at, "url"], embed.url);
  if (textsOf(embed).length === 0 && !("image" in embed) && !("thumbnail" in embed)) {
    form.fault([...at, "description"], "BASE_TYPE_REQUIRED", "This field is required");
  }
}

export function checkAddress(form: Form, path: readonly (string | number)[], url: unknown): void {
  if (url == null) return;
  const known = typeof url === "string" && /^(https?|discord):\/\/[^\s]+$/.test(url) && URL.canParse(url);
  if (!known) form.fault(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
  form.text(path, url, 0, 2048);
}

function textsOf(embed: Embed): readonly string[] {
  const fields = (embed.fields ?? []).flatMap(({ name, value }) => [name, value]);
  const all = [embed.title, embed.description, embed.footer?.text, embed.author?.name, ...fields];
  return all.filter((text): text is string => typeof text === "string" && text !== "");
}
