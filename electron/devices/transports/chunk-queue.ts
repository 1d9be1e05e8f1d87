/** Chunks on their way to one reader. */
export interface ChunkQueue {
  readonly chunks: AsyncIterable<Uint8Array>;
  push(chunk: Uint8Array): void;
  /** No more chunks come; the reader still gets those that wait. */
  end(): void;
  /** Bytes that wait for the reader. */
  readonly waiting: number;
}

/**
 * A queue for one reader. `onTaken` is told after each chunk that the reader took, so that a source can be held back.
 * A reader that leaves (`break`) makes the queue drop what comes after.
 */
export const createChunkQueue = (onTaken: (waiting: number) => void = () => undefined): ChunkQueue => {
  let items: Uint8Array[] = [];
  let waiting = 0;
  let ended = false;
  let left = false;
  let read = false;
  let wake: () => void = () => undefined;

  const woken = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });

  async function* take(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (;;) {
        const item = items.shift();
        if (item !== undefined) {
          waiting -= item.length;
          onTaken(waiting);
          yield item;
        } else if (ended) {
          return;
        } else {
          await woken();
        }
      }
    } finally {
      left = true;
      items = [];
      waiting = 0;
      onTaken(0);
    }
  }

  return {
    chunks: {
      [Symbol.asyncIterator]() {
        if (read) throw new Error('a link has one reader only');
        read = true;
        return take();
      },
    },
    push(chunk) {
      if (ended || left || chunk.length === 0) return;
      items.push(chunk);
      waiting += chunk.length;
      wake();
    },
    end() {
      ended = true;
      wake();
    },
    get waiting() {
      return waiting;
    },
  };
};
