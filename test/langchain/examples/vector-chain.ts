import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { StringOutputParser } from "@langchain/core/output_parsers";
import { ChatPromptTemplate } from "@langchain/core/prompts";
import { RunnablePassthrough, RunnableSequence } from "@langchain/core/runnables";
import type { LibraryVectorStore } from "#langchain/vector-store.ts";

const prompt = ChatPromptTemplate.fromMessages([
  ["system", "Say in one sentence what the passages of 2018 tell about the question.\n\n{passages}"],
  ["human", "{question}"],
]);

export function createChainOf2018(store: LibraryVectorStore, model: BaseChatModel) {
  const passages = store
    .asRetriever({ k: 3, filter: { from: "2018", to: "2018" } })
    .pipe((documents) => documents.map(({ pageContent }) => pageContent).join("\n\n"));
  return RunnableSequence.from<string, string>([
    { question: new RunnablePassthrough<string>(), passages },
    prompt,
    model,
    new StringOutputParser(),
  ]);
}
