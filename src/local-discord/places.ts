import { defaultPermissions } from "./permissions.ts";
import type { Channel, Guild, Member, World } from "./world.ts";

/** A server as GUILD_CREATE brings it; without the members intent it names the bot only. */
export function guildPayload(world: World, guild: Guild, withMembers: boolean): object {
  const members = [...guild.members.values()].filter((member) => withMembers || member.user.id === world.bot.id);
  const live = guild.channels.filter((channel) => !channel.deleted);
  return {
    ...guildFields(guild),
    joined_at: guild.members.get(world.bot.id)?.joinedAt,
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: members.map(memberPayload),
    channels: live.filter((channel) => channel.type === 0).map(channelPayload),
    threads: live.filter((channel) => channel.type === 11 && !channel.archived).map(channelPayload),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** A server as `GET /guilds/:guild` gives it. */
export function guildFields(guild: Guild): object {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: [],
    banner: null,
    owner_id: guild.ownerId,
    application_id: null,
    region: "us-west",
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    roles: [...guild.roles.keys()].map((id) => rolePayload(guild, id)),
    default_message_notifications: 0,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: "en-US",
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
    inventory_settings: null,
    hub_type: null,
    latest_onboarding_question_id: null,
    premium_progress_bar_enabled_user_updated_at: null,
  };
}

export function rolePayload(guild: Guild, id: string): object {
  const role = guild.roles.get(id);
  return {
    id,
    name: role?.name ?? "",
    description: null,
    permissions: (role?.permissions ?? defaultPermissions).toString(),
    position: id === guild.id ? 0 : 1,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: role?.managed ?? false,
    mentionable: false,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  };
}

export function memberPayload(member: Member): object {
  return { ...memberFields(member), user: member.user };
}

/** A member without its user, as messages carry it. */
export function memberFields(member: Member): object {
  return {
    avatar: null,
    avatar_decoration_data: null,
    banner: null,
    communication_disabled_until: null,
    flags: 0,
    joined_at: member.joinedAt,
    nick: null,
    pending: false,
    premium_since: null,
    roles: member.roles,
    mute: false,
    deaf: false,
  };
}

export function channelPayload(channel: Channel): Record<string, unknown> {
  const last = [...channel.messages.keys()].at(-1) ?? null;
  if (channel.guild === null) {
    return { id: channel.id, type: 1, last_message_id: last, flags: 0, recipients: [channel.recipient] };
  }
  const shared = {
    id: channel.id,
    type: channel.type,
    last_message_id: last,
    flags: 0,
    guild_id: channel.guild.id,
    name: channel.name,
    parent_id: channel.parent?.id ?? null,
    rate_limit_per_user: 0,
  };
  if (channel.type === 11) return { ...shared, ...threadFields(channel) };
  return {
    ...shared,
    topic: null,
    position: channel.guild.channels.indexOf(channel),
    permission_overwrites: [...channel.overwrites].map(([id, { type, allow, deny }]) => ({
      id,
      type,
      allow: allow.toString(),
      deny: deny.toString(),
    })),
    nsfw: false,
  };
}

function threadFields(thread: Channel): object {
  return {
    owner_id: thread.ownerId,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: null,
      auto_archive_duration: 1440,
      locked: false,
    },
    message_count: thread.messages.size,
    member_count: 1,
    total_message_sent: thread.messages.size,
  };
}
