/** The app as Shopify knows it: its credentials, which only sandbox and app know on this machine, and its public address. */
export const demoApp = {
  apiKey: "switchyard-demo",
  secret: "switchyard-demo-secret",
  /** Inlined into the extensions' bundles, so that one build serves every port; their frames lead it to the app on this machine. */
  publicAppUrl: "https://switchyard.example",
};
