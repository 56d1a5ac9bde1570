import { directChannel } from "./channels.ts";
import { type CommandValues, findCommand, optionsOf } from "./command-input.ts";
import { handleOf, type InteractionHandle, type ModalHandle } from "./handles.ts";
import { startInteraction } from "./interactions.ts";
import { post } from "./messages.ts";
import { type ChannelHandle, createChannelHandle } from "./rooms.ts";
import { fillIn, findButton, findSelect } from "./screen.ts";
import { startTyping } from "./typing.ts";
import type { CommandChoice, Message, User } from "./wire.ts";
import type { Channel, StoredMessage, World } from "./world.ts";

/** Somebody who uses Discord. What a person could not do in Discord throws. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly user: User;
  /** This person's direct messages with the bot. */
  readonly directMessages: ChannelHandle;
  says(channel: ChannelHandle, content: string): Promise<Message>;
  /** `says` with a mention of somebody in front. */
  mentions(whom: { readonly id: string }, channel: ChannelHandle, content: string): Promise<Message>;
  /** Replies, with the ping that Discord switches on. */
  repliesTo(message: Message, content: string): Promise<Message>;
  directs(content: string): Promise<Message>;
  types(channel: ChannelHandle): void;
  /** Uses a slash command (`"library add"` names a subcommand). Resolves once the bot acknowledged or the deadline passed. */
  slash(channel: ChannelHandle, command: string, values?: CommandValues): Promise<InteractionHandle>;
  /** Types into an option that completes itself; the last of the values is the one being typed. */
  autocompletes(channel: ChannelHandle, command: string, values: CommandValues): Promise<readonly CommandChoice[]>;
  /** Clicks a button, named by its label or custom_id. */
  clicks(message: Message, button: string): Promise<InteractionHandle>;
  /** Chooses values of a select menu, named by its custom_id or placeholder. */
  selects(message: Message, menu: string, values: readonly string[]): Promise<InteractionHandle>;
  /** Fills in a form, its fields named by custom_id or label. */
  submits(modal: ModalHandle, fields: Readonly<Record<string, string>>): Promise<InteractionHandle>;
}

export function createPerson(world: World, user: User): Person {
  const places = (id: string) => channelOf(world, id);
  const begin = async (start: Omit<Parameters<typeof startInteraction>[1], "user">) => {
    const interaction = startInteraction(world, { ...start, user });
    const settled = () => (interaction.acknowledgedBy !== null || interaction.failed ? true : undefined);
    await world.changes.until(settled, world.options.deadlineMs + 1000, "an acknowledgement");
    return handleOf(world, interaction);
  };
  const person: Person = {
    id: user.id,
    name: user.username,
    user,
    get directMessages() {
      return createChannelHandle(world, directChannel(world, user));
    },
    says: async (channel, content) => post(world, places(channel.id), { author: user, content }).wire,
    mentions: (whom, channel, content) => person.says(channel, `<@${whom.id}> ${content}`),
    async repliesTo(message, content) {
      const channel = places(message.channel_id);
      return post(world, channel, { author: user, content, replyTo: visibleMessage(channel, user, message) }).wire;
    },
    directs: (content) => person.says(person.directMessages, content),
    types: (channel) => startTyping(world, places(channel.id), user),
    async slash(channel, name, values = {}) {
      const place = places(channel.id);
      const command = findCommand(world, place, name);
      return begin({ kind: "command", channel: place, name, data: optionsOf(command, name, values, false) });
    },
    async autocompletes(channel, name, values) {
      const place = places(channel.id);
      const command = findCommand(world, place, name);
      const handle = await begin({
        kind: "autocomplete",
        channel: place,
        name,
        data: optionsOf(command, name, values, true),
      });
      return handle.choices ?? [];
    },
    async clicks(message, name) {
      const channel = places(message.channel_id);
      const source = visibleMessage(channel, user, message);
      const button = findButton(source.wire, name);
      const data = { component_type: 2, custom_id: button.custom_id, id: button.id };
      return begin({ kind: "component", channel, source, data });
    },
    async selects(message, name, values) {
      const channel = places(message.channel_id);
      const source = visibleMessage(channel, user, message);
      const menu = findSelect(source.wire, name, values);
      const data = { component_type: menu.type, custom_id: menu.custom_id, id: menu.id, values, resolved: {} };
      return begin({ kind: "component", channel, source, data });
    },
    async submits(modal, fields) {
      const opened = [...world.interactions.values()].find(({ id }) => id === modal.interactionId);
      if (opened === undefined) throw new Error("Expected a modal that the bot showed to this person.");
      const data = { custom_id: modal.custom_id, components: fillIn(modal, fields) };
      return begin({ kind: "modal", channel: opened.channel, source: opened.source, data });
    },
  };
  return person;
}

function channelOf(world: World, id: string): Channel {
  const channel = world.channels.get(id);
  if (channel === undefined || channel.deleted) throw new Error(`Expected a channel, but ${id} is none (any more).`);
  return channel;
}

function visibleMessage(channel: Channel, user: User, message: Message): StoredMessage {
  const stored = channel.messages.get(message.id);
  if (stored === undefined) throw new Error(`Expected message ${message.id} to be there, but it was deleted.`);
  if (stored.visibleTo !== null && stored.visibleTo !== user.id) {
    throw new Error(`Expected a message that ${user.username} sees, but ${message.id} is only for another person.`);
  }
  return stored;
}
