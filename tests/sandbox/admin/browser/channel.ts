/**
 * Calls between two windows of different origins by postMessage. Both ends use this file: the app's frame and the
 * admin page around it. A message counts only when it comes from the other window and from its expected origin.
 */

type Calls = { [method: string]: (...args: never[]) => unknown };
type Answers<Local extends Calls> = {
  [Method in keyof Local]: (
    ...args: Parameters<Local[Method]>
  ) => ReturnType<Local[Method]> | Promise<ReturnType<Local[Method]>>;
};

export type Call<Remote extends Calls> = <Method extends keyof Remote & string>(
  method: Method,
  ...args: Parameters<Remote[Method]>
) => Promise<ReturnType<Remote[Method]>>;

type Message =
  | { channel: typeof NAME; kind: "call"; id: number; method: string; args: unknown[] }
  | { channel: typeof NAME; kind: "answer"; id: number; value: unknown }
  | { channel: typeof NAME; kind: "failure"; id: number; reason: string };

const NAME = "switchyard-stand-in";

/** `peer` is asked at each call, because a frame's window appears after the page around it. */
export function openChannel<Remote extends Calls, Local extends Calls>(
  peer: () => Window | null,
  peerOrigin: string,
  answers: Answers<Local>,
): Call<Remote> {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (reason: Error) => void }>();
  let lastId = 0;
  // A sandboxed frame has no origin by which a message could be addressed to it; its window is the address.
  const address = peerOrigin === "null" ? "*" : peerOrigin;
  const post = (message: Message): void => peer()?.postMessage(message, address);

  async function answer(id: number, method: string, args: unknown[]): Promise<void> {
    try {
      const handler = answers[method];
      if (!handler) throw new Error(`The stand-in has no ${method}.`);
      post({ channel: NAME, kind: "answer", id, value: await handler(...(args as never)) });
    } catch (error) {
      post({ channel: NAME, kind: "failure", id, reason: error instanceof Error ? error.message : String(error) });
    }
  }

  addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.origin !== peerOrigin || event.source !== peer() || !isMessage(event.data)) return;
    const message = event.data;
    if (message.kind === "call") return void answer(message.id, message.method, message.args);
    const caller = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === "answer") caller?.resolve(message.value as never);
    else caller?.reject(new Error(message.reason));
  });

  return (method, ...args) =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      post({ channel: NAME, kind: "call", id: lastId, method, args });
    });
}

function isMessage(data: unknown): data is Message {
  return typeof data === "object" && data !== null && (data as { channel?: unknown }).channel === NAME;
}
