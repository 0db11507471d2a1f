/** A timer of a virtual clock. Of two for one moment the one asked for first comes first. */
export type Timer = { atMs: number; sequence: number; act: () => void; isCancelled: boolean };

/** A binary heap of timers: tens of thousands of deliveries wait for their time in one simulated day. */
export class TimerQueue {
  readonly #heap: Timer[] = [];

  push(timer: Timer): void {
    const heap = this.#heap;
    heap.push(timer);
    let at = heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!comesBefore(heap[at], heap[parent])) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** The next timer that still counts, left in the queue. */
  peek(): Timer | undefined {
    while (this.#heap[0]?.isCancelled) this.pop();
    return this.#heap[0];
  }

  pop(): Timer | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!last || heap.length === 0) return first;
    heap[0] = last;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const smaller = comesBefore(heap[left + 1], heap[left]) ? left + 1 : left;
      if (!comesBefore(heap[smaller], heap[at])) return first;
      this.#swap(at, smaller);
      at = smaller;
    }
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    [heap[a], heap[b]] = [heap[b] as Timer, heap[a] as Timer];
  }
}

function comesBefore(a: Timer | undefined, b: Timer | undefined): boolean {
  if (!a || !b) return false;
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.sequence < b.sequence);
}
