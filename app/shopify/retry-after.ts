/** How long an answer asks to wait, in milliseconds. Shopify writes Retry-After in seconds, with a fraction. */
export function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get("retry-after"));
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds * 1000) : 1000;
}
