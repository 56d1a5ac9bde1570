import { shortHelp } from "./help.ts";
import { type Message, textMessage } from "./message.ts";

/** What to say where nothing is asked: to nothing at all, a greeting or thanks. `null`: it may be a question. */
export function smallTalk(text: string): Message | null {
  if (text === "") {
    return shortHelp;
  }
  if (
    /^(?:hi|hiya|hello|hey|yo|greetings|good (?:morning|afternoon|evening))(?: (?:there|all|everyone))?\W*$/iu.test(
      text,
    )
  ) {
    return textMessage(`Hello! ${shortHelp.content}`);
  }
  if (/^(?:ok(?:ay)?\W+)?(?:thanks|thank you|thx|cheers)(?: (?:a lot|again|(?:so|very) much))?\W*$/iu.test(text)) {
    return textMessage("You are welcome.");
  }
  return null;
}
