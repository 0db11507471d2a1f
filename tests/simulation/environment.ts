// The app's commands read the environment when they are loaded: a simulation needs none of it, and nothing of it is used.
Object.assign(process.env, {
  NODE_ENV: "test",
  DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none",
  SHOPIFY_API_KEY: "switchyard-simulated",
  SHOPIFY_API_SECRET: "switchyard-simulated-secret",
  SHOPIFY_APP_URL: "https://switchyard.invalid",
  LOG_LEVEL: "silent",
});
