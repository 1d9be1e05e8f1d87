import type { MessagePortLike } from './host-port';

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** The way to the parent: Electron's utility process has `process.parentPort`, a forked Node process `process.send`. */
export const portToParent = (): MessagePortLike => {
  const utility = (process as unknown as { readonly parentPort?: ParentPort }).parentPort;
  if (utility !== undefined) {
    return {
      post: (message) => utility.postMessage(message),
      onMessage: (listener) => utility.on('message', ({ data }) => listener(data)),
    };
  }
  return {
    post: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', listener),
  };
};
