/** A value that the host may change; what the extension holds of it is made of its own bundle's class. */
export type HostSignal<Value> = {
  readonly value: Value;
  readonly current: Value;
  subscribe(listener: (value: Value) => void): () => void;
  /** For the host alone. */
  set(value: Value): void;
};

type Inner = { value: unknown; subscribe(listener: (value: unknown) => void): () => void };
type SignalClass = new (value: unknown) => Inner;

export type Signals = {
  signal<Value>(initial: Value): HostSignal<Value>;
  adopt(signalClass: SignalClass): void;
};

/**
 * Signals that come before the class they are made of: the bundle hands over its own Signal class (`shopify.setSignals`) while it
 * is loaded, and only a signal of that very class makes its components render again when the host changes it.
 */
export function createSignals(): Signals {
  const adoptions: ((signalClass: SignalClass) => void)[] = [];
  let adopted: SignalClass | undefined;
  return {
    signal<Value>(initial: Value): HostSignal<Value> {
      let plain = initial;
      let inner: Inner | undefined;
      const adopt = (signalClass: SignalClass): void => void (inner = new signalClass(plain));
      if (adopted) adopt(adopted);
      else adoptions.push(adopt);
      const read = (): Value => (inner ? (inner.value as Value) : plain);
      return {
        get value() {
          return read();
        },
        get current() {
          return read();
        },
        subscribe: (listener) => inner?.subscribe(listener as (value: unknown) => void) ?? (() => {}),
        set(value) {
          plain = value;
          if (inner) inner.value = value;
        },
      };
    },
    adopt(signalClass) {
      adopted = signalClass;
      for (const each of adoptions) each(signalClass);
    },
  };
}
