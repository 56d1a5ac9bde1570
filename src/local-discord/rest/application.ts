import { refuse } from "#local-discord/refusal.ts";
import type { World } from "#local-discord/world.ts";
import { ok, type Route } from "./router.ts";

export const applicationRoutes: readonly Route[] = [
  { method: "GET", pattern: "/gateway", handle: ({ world }) => ok({ url: gatewayUrl(world) }) },
  {
    method: "GET",
    pattern: "/gateway/bot",
    handle: ({ world }) =>
      ok({
        url: gatewayUrl(world),
        shards: 1,
        session_start_limit: { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 1 },
      }),
  },
  {
    method: "GET",
    pattern: "/users/@me",
    handle: ({ world }) =>
      ok({ ...world.bot, mfa_enabled: false, locale: "en-US", premium_type: 0, email: null, verified: true }),
  },
  {
    method: "GET",
    pattern: "/users/:user",
    handle({ world, param }) {
      const user = world.users.get(param("user"));
      if (user === undefined) throw refuse("unknownUser");
      return ok(user);
    },
  },
  { method: "GET", pattern: "/applications/@me", handle: ({ world }) => ok(application(world)) },
  { method: "GET", pattern: "/oauth2/applications/@me", handle: ({ world }) => ok(application(world)) },
];

function gatewayUrl(world: World): string {
  return world.origin.replace("http", "ws");
}

function application(world: World): object {
  return {
    id: world.applicationId,
    name: world.bot.global_name,
    icon: null,
    description: "",
    type: null,
    verify_key: "0".repeat(64),
    flags: 0,
    flags_new: "0",
    bot: world.bot,
    bot_public: true,
    bot_require_code_grant: false,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: world.owner,
    approximate_guild_count: world.guilds.size,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: ["bot", "applications.commands"],
  };
}
