import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { createLangChainChat } from "#langchain/chat-model.ts";
import type { ChatModel } from "#ports.ts";

/** A model that your program has made, where Footnote wants a `ChatModel`. */
export function createOwnModel(model: BaseChatModel): Promise<ChatModel> {
  return createLangChainChat({ name: "own:model", load: async () => model });
}
