/** The app's credentials. Only the sandbox and the app know them, on this machine. */
export const demoApp = { apiKey: "switchyard-demo", secret: "switchyard-demo-secret" };
