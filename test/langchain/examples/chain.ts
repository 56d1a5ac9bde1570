import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { StringOutputParser } from "@langchain/core/output_parsers";
import { ChatPromptTemplate } from "@langchain/core/prompts";
import { RunnablePassthrough, RunnableSequence } from "@langchain/core/runnables";
import { createRetriever, type RetrieverOptions } from "#langchain/retriever.ts";

const prompt = ChatPromptTemplate.fromMessages([
  ["system", "Answer from these passages alone, and name the number of each you use.\n\n{passages}"],
  ["human", "{question}"],
]);

export function createChain(library: RetrieverOptions, model: BaseChatModel) {
  const passages = createRetriever(library).pipe((documents) =>
    documents.map(({ pageContent, metadata }, i) => `[${i + 1}] ${metadata.title}: ${pageContent}`).join("\n\n"),
  );
  return RunnableSequence.from<string, string>([
    { question: new RunnablePassthrough<string>(), passages },
    prompt,
    model,
    new StringOutputParser(),
  ]);
}
