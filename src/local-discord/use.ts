import { InputError } from "#errors.ts";
import { type CommandValues, demandPermissions, findCommand, optionsOf } from "./command-input.ts";
import { handleOf, type InteractionHandle, type ModalHandle } from "./handles.ts";
import { startInteraction } from "./interactions.ts";
import { channelOf } from "./messages.ts";
import { memberFields } from "./places.ts";
import type { ChannelHandle } from "./rooms.ts";
import { fillIn, findButton, findSelect } from "./screen.ts";
import { placeOf, visibleMessage } from "./speech.ts";
import type { CommandChoice, Message, User } from "./wire.ts";
import type { Channel, World } from "./world.ts";

/** What people do with commands, buttons, menus and forms. Everything resolves once the bot acknowledged or failed to. */
export interface Use {
  /** Uses a slash command; `"library add"` names a subcommand. */
  slash(channel: ChannelHandle, command: string, values?: CommandValues): Promise<InteractionHandle>;
  /** Types into an option that completes itself: the last of the values. */
  autocompletes(channel: ChannelHandle, command: string, values: CommandValues): Promise<readonly CommandChoice[]>;
  /** Uses a command of a message's menu. */
  choosesOn(message: Message, command: string): Promise<InteractionHandle>;
  /** Uses a command of a user's menu. */
  choosesOnUser(channel: ChannelHandle, whom: { readonly id: string }, command: string): Promise<InteractionHandle>;
  /** Clicks a button, named by its label or custom_id. */
  clicks(message: Message, button: string): Promise<InteractionHandle>;
  /** Chooses values of a select menu, named by its custom_id or placeholder. */
  selects(message: Message, menu: string, values: readonly string[]): Promise<InteractionHandle>;
  /** Fills in a form, its fields named by custom_id or label. */
  submits(modal: ModalHandle | null, fields: Readonly<Record<string, string>>): Promise<InteractionHandle>;
}

export function createUse(world: World, user: User): Use {
  const begin = async (start: Omit<Parameters<typeof startInteraction>[1], "user">) => {
    const interaction = startInteraction(world, { ...start, user });
    const settled = () => (interaction.acknowledgedBy !== null || interaction.failed ? true : undefined);
    await world.changes.until(settled, world.options.deadlineMs + 1000, "an acknowledgement");
    return handleOf(world, interaction);
  };
  const offered = (channel: Channel, name: string, type: 1 | 2 | 3) => {
    const command = findCommand(world, channel, name, type);
    demandPermissions(channel, user.id, command);
    return command;
  };
  const menu = (channelId: string, type: 2 | 3, name: string, target: object) => {
    const channel = placeOf(world, user, channelId, "useApplicationCommands");
    const { id } = offered(channel, name, type);
    return begin({ kind: "command", channel, name, data: { id, name, type, ...target } });
  };
  return {
    async slash(handle, name, values = {}) {
      const channel = placeOf(world, user, handle.id, "useApplicationCommands");
      const command = offered(channel, name, 1);
      const data = optionsOf(world, channel, command, { name, values, typing: false });
      return begin({ kind: "command", channel, name, data });
    },
    async autocompletes(handle, name, values) {
      const channel = placeOf(world, user, handle.id, "useApplicationCommands");
      const command = offered(channel, name, 1);
      const data = optionsOf(world, channel, command, { name, values, typing: true });
      const shown = await begin({ kind: "autocomplete", channel, name, data });
      return shown.choices ?? [];
    },
    async choosesOn(message, name) {
      const { wire } = visibleMessage(world, user, message);
      return menu(wire.channel_id, 3, name, { target_id: wire.id, resolved: { messages: { [wire.id]: wire } } });
    },
    async choosesOnUser(handle, whom, name) {
      const target = world.users.get(whom.id);
      const member = placeOf(world, user, handle.id, "useApplicationCommands").guild?.members.get(whom.id);
      const members =
        member === undefined ? {} : { members: { [whom.id]: { ...memberFields(member), permissions: "0" } } };
      return menu(handle.id, 2, name, { target_id: whom.id, resolved: { users: { [whom.id]: target }, ...members } });
    },
    async clicks(message, name) {
      const source = visibleMessage(world, user, message);
      const { custom_id, id } = findButton(source.wire, name);
      const channel = channelOf(world, source);
      return begin({ kind: "component", channel, source, data: { component_type: 2, custom_id, id } });
    },
    async selects(message, name, values) {
      const source = visibleMessage(world, user, message);
      const { type, custom_id, id } = findSelect(source.wire, name, values);
      const channel = channelOf(world, source);
      const resolved = type === 3 ? {} : { resolved: {} };
      return begin({
        kind: "component",
        channel,
        source,
        data: { component_type: type, custom_id, id, values, ...resolved },
      });
    },
    async submits(modal, fields) {
      const opened = [...world.interactions.values()].find(({ id }) => id === modal?.interactionId);
      if (modal === null || opened === undefined)
        throw new InputError("Expected a form that the bot showed, found none.");
      const data = { custom_id: modal.custom_id, components: fillIn(modal, fields) };
      return begin({ kind: "modal", channel: opened.channel, source: opened.source, data });
    },
  };
}
