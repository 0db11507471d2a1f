/** The Admin API asks us to wait: the call was not executed. */
export class Throttled extends Error {
  readonly retryAfterMs: number;
  constructor(retryAfterMs: number) {
    super(`Shopify asks to wait ${retryAfterMs} ms`);
    this.name = "Throttled";
    this.retryAfterMs = retryAfterMs;
  }
}

/** The shop's token is refused: the app was uninstalled, or must be opened again to get a new one. */
export class TokenRefused extends Error {
  constructor() {
    super("Shopify refuses the shop's token: open the app once in the Shopify admin");
    this.name = "TokenRefused";
  }
}

/** The call went out and its answer did not come back whole: whether it was executed is unknown. */
export class AnswerLost extends Error {
  constructor(why: string) {
    super(`Shopify's answer was lost: ${why}`);
    this.name = "AnswerLost";
  }
}

/** The call never reached Shopify: sending it again is safe. */
export class NotSent extends Error {
  constructor(why: string) {
    super(`Shopify could not be reached: ${why}`);
    this.name = "NotSent";
  }
}

/** Shopify understood the call and refuses it as a whole (top-level errors). */
export class CallRefused extends Error {
  readonly codes: string[];
  constructor(messages: string[], codes: string[]) {
    super(messages.join("; "));
    this.name = "CallRefused";
    this.codes = codes;
  }
}
