/** Gateway intents by the events they let through. */
export const intents = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  guildMessageReactions: 1 << 10,
  guildMessageTyping: 1 << 11,
  directMessages: 1 << 12,
  directMessageReactions: 1 << 13,
  directMessageTyping: 1 << 14,
  messageContent: 1 << 15,
} as const;

/** Bits 0 to 25 are given out, 17, 18, 19, 22 and 23 are not. */
export const knownIntents = 0x3ffffff & ~((1 << 17) | (1 << 18) | (1 << 19) | (1 << 22) | (1 << 23));

/** These are off until the application's owner switches them on. */
export const privilegedIntents = intents.guildMembers | intents.guildPresences | intents.messageContent;
