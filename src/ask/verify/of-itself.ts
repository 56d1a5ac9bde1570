import { fold } from "./folded.ts";

/** A model that talks about itself, its task or its passages instead of the matter; words of a quote may stay. */
export function speaksOfItself(text: string, quoted: string): string | null {
  const found = ITSELF.flatMap((words) => [...text.matchAll(words)]).find(
    ([words]) => !quoted.includes(fold(words).text.trim()),
  );
  if (!found) return null;
  return `“${found[0].trim()}” is about you or your task. State only what the quotes say about the matter.`;
}

const ITSELF: readonly RegExp[] = [
  /\bas (?:an? )?(?:(?:helpful|large|AI|virtual) )*(?:AI|language model|LLM|chatbot|assistant)\b(?! (?:company|firm|maker|tool|researcher))/giu,
  /\bI(?:['’]m| am) (?:sorry|unable|not able|an? (?:AI|assistant|bot|(?:large )?language model))\b/giu,
  /\bI (?:cannot|can['’]t|could not|couldn['’]t|can only|do not|don['’]t|am not allowed to|apologi[sz]e|was not able)\b/giu,
  /\bmy (?:training|knowledge cut-?off|system prompt|instructions|previous (?:answer|response)|answer|response)\b/giu,
  /^(?:sure|certainly|of course|absolutely|great question|okay|ok)[,!.] /giu,
  /\b(?:here is|here['’]s|here are) (?:the|your|a|my) (?:(?:short|brief|final|requested) )?(?:answer|summary|response|statement)\b/giu,
  /\b(?:let me know if|I hope (?:this|that) helps|feel free to ask|happy to help)\b/giu,
  /\b(?:the|this|these|that|both|either|none of the|provided|given|above|available|retrieved)(?: (?:provided|given|above|supplied|retrieved|quoted|offered))* (?:passages?|excerpts?|snippets?|context|quotes?)(?: (?:above|provided|given))? (?:do|does|did|say|says|state|states|mention|mentions|contain|contains|provide|provides|show|shows|indicate|indicates|suggest|suggests|is|are|has|have)\b/giu,
  /\b(?:according to|based on|as (?:stated|mentioned|said) in|in|from) (?:the|this|these|your) (?:provided|given|above|supplied|retrieved|offered) (?:passages?|excerpts?|articles?|texts?|context|quotes?|sources?|documents?|information)\b/giu,
  /\b(?:the|this|these) (?:articles?|texts?|sources?|documents?) (?:do|does|did)(?: not|n['’]t) (?:say|state|mention|specify|contain|provide|tell)\b/giu,
];
