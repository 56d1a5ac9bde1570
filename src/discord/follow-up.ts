import { encodeCustomId } from "./custom-id.ts";
import type { Modal } from "./message.ts";

/** The field of the dialogue that holds the question. */
export const questionField = "question";

/** The dialogue behind the button under the answer to a command. */
export function followUpModal(answerId: string): Modal {
  return {
    custom_id: encodeCustomId({ verb: "question", answerId }),
    title: "Follow up",
    components: [
      {
        type: 18,
        label: "Your question",
        component: {
          type: 4,
          style: 2,
          custom_id: questionField,
          placeholder: "For example: why? Or: and when was that?",
          required: true,
          max_length: 2000,
        },
      },
    ],
  };
}
