import { addArticles } from "./add.ts";
import { answerQuestion } from "./answering.ts";
import { articlesPage } from "./articles.ts";
import type { ShelfDesk } from "./change-shelf.ts";
import { citedPassage } from "./cited.ts";
import { decodeCustomId } from "./custom-id.ts";
import { apology, detail, newNumber } from "./failure.ts";
import { followUpModal, questionField } from "./follow-up.ts";
import { help } from "./help.ts";
import type { Interaction } from "./interaction.ts";
import { createReplies } from "./interaction-replies.ts";
import { type Message, textMessage } from "./message.ts";
import type { MessageDesk } from "./messages.ts";
import { belongsTo, placeName, shelvesOf } from "./place.ts";
import { questionIn } from "./question.ts";
import { removeArticle, suggestArticles } from "./remove.ts";
import { smallTalk } from "./small-talk.ts";
import { restarting, tell } from "./telling.ts";
import { undoArticles } from "./undo.ts";

export interface InteractionDesk extends MessageDesk, ShelfDesk {
  readonly examples: readonly string[];
}

/** Answers a command, also while it is typed, a click, a choice or a filled dialogue. Each is acknowledged before anything else is awaited. */
export async function handleInteraction(desk: InteractionDesk, interaction: Interaction): Promise<void> {
  switch (interaction.kind) {
    case "command":
      return await handleCommand(desk, interaction);
    case "component":
      return await handleClick(desk, interaction);
    case "completion":
      return await suggestArticles(desk, interaction);
    case "modal":
      return await handleModal(desk, interaction);
  }
}

async function handleCommand(desk: InteractionDesk, interaction: Interaction & { kind: "command" }): Promise<void> {
  const { delivery } = desk;
  switch (interaction.name) {
    case "ask": {
      const content = interaction.options.get("question") ?? "";
      return await answerInteraction(desk, interaction, questionIn({ ...interaction, content }, desk.names), null);
    }
    case "articles":
      return await whisperLater(desk, interaction, () => pageAt(desk, interaction, 0));
    case "help":
      return await delivery.whisper(interaction, help(desk.examples));
    case "add":
      return await addArticles(desk, interaction);
    case "remove":
      return await removeArticle(desk, interaction);
    default:
      return await delivery.whisper(interaction, outdated);
  }
}

async function handleClick(desk: InteractionDesk, interaction: Interaction & { kind: "component" }): Promise<void> {
  const { delivery } = desk;
  const id = decodeCustomId(interaction.customId);
  switch (id?.verb) {
    case "passage":
      return await whisperLater(desk, interaction, () => citedPassage(desk, { ...id, place: interaction }));
    case "choose": {
      const index = Number(interaction.values[0]);
      return await whisperLater(desk, interaction, () => citedPassage(desk, { ...id, index, place: interaction }));
    }
    case "follow":
      return await delivery.openModal(interaction, followUpModal(id.answerId));
    case "undo":
      return await undoArticles(desk, interaction, id.batch);
    case "articles":
      await delivery.deferUpdate(interaction);
      return await showOrApologise(desk, interaction, () => pageAt(desk, interaction, id.offset));
    default:
      return await delivery.whisper(interaction, outdated);
  }
}

async function handleModal(desk: InteractionDesk, interaction: Interaction & { kind: "modal" }): Promise<void> {
  const id = decodeCustomId(interaction.customId);
  if (id?.verb !== "question") {
    return await desk.delivery.whisper(interaction, outdated);
  }
  const content = interaction.fields.get(questionField) ?? "";
  await answerInteraction(desk, interaction, questionIn({ content, mentions: [] }, desk.names), id.answerId);
}

const outdated = textMessage("This belongs to another version of me and does not work any more. Please ask again.");

async function answerInteraction(
  desk: InteractionDesk,
  interaction: Interaction,
  text: string,
  parentId: string | null,
): Promise<void> {
  if (desk.isStopping()) {
    return await desk.delivery.whisper(interaction, restarting);
  }
  await desk.delivery.defer(interaction, "everyone");
  const { end, ...replies } = createReplies(desk, interaction, desk.interactionLife);
  try {
    const aside = smallTalk(text);
    await (aside === null
      ? answerQuestion(desk, {
          ...replies,
          text,
          askedBy: interaction.userId,
          place: interaction,
          shelves: shelvesOf(interaction, desk.rules),
          parent: async () => (parentId === null ? null : await parentHere(desk, interaction, parentId)),
          withdrawn: null,
          followUpButton: true,
          working: (work) => work(),
        })
      : tell(desk, { place: interaction, ...replies }, aside));
  } finally {
    end();
  }
}

/** What was said in one server is not continued in another. */
async function parentHere({ answers }: InteractionDesk, interaction: Interaction, id: string): Promise<string | null> {
  const parent = await answers.find(id);
  return parent !== null && belongsTo(parent, interaction) ? parent.id : null;
}

/** Acknowledges, then shows a message to the one who asked only. */
async function whisperLater(
  desk: InteractionDesk,
  interaction: Interaction,
  message: () => Promise<Message>,
): Promise<void> {
  await desk.delivery.defer(interaction, "user");
  await showOrApologise(desk, interaction, message);
}

async function showOrApologise(
  { delivery, log, secrets }: InteractionDesk,
  interaction: Interaction,
  message: () => Promise<Message>,
): Promise<void> {
  const found = await message().catch((error: unknown) => {
    const number = newNumber();
    log(`${placeName(interaction)} failed (${number}): ${detail(error, secrets)}`);
    return textMessage(apology(error, number));
  });
  await delivery.edit(interaction, found);
}

function pageAt({ library, rules }: InteractionDesk, interaction: Interaction, offset: number): Promise<Message> {
  return articlesPage(library.within(shelvesOf(interaction, rules)), offset);
}
