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

/**
 * The call went out and its answer did not come back whole: whether it was executed is unknown. After a time-out Shopify
 * may even be at work on it still.
 */
export class AnswerLost extends Error {
  readonly isTimeOut: boolean;
  constructor(why: string, isTimeOut = false) {
    super(`Shopify's answer was lost: ${why}`);
    this.name = "AnswerLost";
    this.isTimeOut = isTimeOut;
  }
}

/** The call never reached Shopify: sending it again is safe. */
export class NotSent extends Error {
  constructor(why: string) {
    super(`Shopify could not be reached: ${why}`);
    this.name = "NotSent";
  }
}

/** Shopify has failed to answer for this shop again and again: its calls rest, and this one was not sent. */
export class ShopSilent extends Error {
  readonly retryAfterMs: number;
  /** The shop's token is what is refused: the app was removed, or has to be opened again. */
  readonly isTokenRefused: boolean;
  constructor(retryAfterMs: number, isTokenRefused: boolean) {
    super("Shopify does not answer for this shop at the moment: it is tried again in a while");
    this.name = "ShopSilent";
    this.retryAfterMs = retryAfterMs;
    this.isTokenRefused = isTokenRefused;
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
