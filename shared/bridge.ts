import type { Result } from './result';
import type { PushChannel } from './station';

/** What the preload puts on `window.packwright`: generic, so it never changes for a new feature. */
export interface PackwrightBridge {
  /** Sends a command. `commandId` makes retries and double clicks harmless. */
  command(name: string, input: unknown, commandId: string): Promise<Result<unknown>>;
  query(name: string, params: unknown): Promise<Result<unknown>>;
  call(name: string, input: unknown): Promise<Result<unknown>>;
  /** Hands over the current value first where there is one, then each change. Answers the unsubscribe function. */
  on(channel: PushChannel, listener: (payload: never) => void): () => void;
}
