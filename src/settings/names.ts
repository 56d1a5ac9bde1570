/** The names of all settings, as `.env.example` explains them. */
export const settings = [
  "BUDGET_COST_PER_DAY",
  "BUDGET_COST_PER_PERSON",
  "BUDGET_COST_PER_SERVER",
  "BUDGET_TOKENS_PER_DAY",
  "BUDGET_TOKENS_PER_PERSON",
  "BUDGET_TOKENS_PER_SERVER",
  "CHECK_MODEL",
  "DENSE_WEIGHT",
  "DISCORD_API",
  "DISCORD_TOKEN",
  "EMBEDDER",
  "EMBEDDER_DIMENSIONS",
  "FETCH_ALLOW_HOSTS",
  "FETCH_CONTACT",
  "FOOTNOTE_DEBUG",
  "FOOTNOTE_HOME",
  "FOOTNOTE_NO_SEED",
  "FOOTNOTE_SEARCH_MAIN_IN_SERVERS",
  "MODEL",
  "MODEL_CONCURRENCY",
  "MODEL_FIRST_TOKEN_SECONDS",
  "MODEL_PRICE_INPUT",
  "MODEL_PRICE_OUTPUT",
  "MODEL_SECONDS",
  "OPENAI_API_KEY",
  "OPENAI_BASE_URL",
  "WATCH",
  "WATCH_MINUTES",
  "WATCH_SHELF",
] as const;

export type Setting = (typeof settings)[number];

/** The value of a setting, trimmed; `null`: unset or empty. */
export type ReadSetting = (name: Setting) => string | null;
