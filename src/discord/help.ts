import { escapeText, plain, shorten } from "./escape.ts";
import { type Message, textMessage } from "./message.ts";

/** What a mention without a question gets. */
export const shortHelp: Message = textMessage(
  "Ask me something about the articles I know: mention me with your question, or use `/ask`. `/help` tells more.",
);

/** What `/help` shows; `examples` are questions worth asking of these articles, at most three are shown. */
export function help(examples: readonly string[]): Message {
  const shown = examples.length === 0 ? shapes : examples;
  return textMessage(
    [
      "I answer questions about the articles I was given, and from nothing else. Every sentence ends with the number of its source, and a button under the answer shows the words it rests on. If the articles do not hold an answer, I say so.",
      "",
      "- Use `/ask`, or mention me with your question, or write to me directly.",
      "- To ask on, reply to my answer. Under the answer to a `/ask`, press **Follow up** instead.",
      "- `/articles` lists what I know.",
      "- Those who may manage a server add articles for it with `/add`, and take them out with `/remove`.",
      "",
      "Questions like these:",
      ...shown.slice(0, 3).map((example) => `- ${escapeText(shorten(plain(example), 150))}`),
      "",
      "-# I do not notice when a question is edited; ask it again. To take it back while I am at it, delete your message.",
    ].join("\n"),
  );
}

/** Where nothing is known about the articles. */
const shapes = ["Who is …?", "What did … say about …?", "When did … happen, and why?"];
