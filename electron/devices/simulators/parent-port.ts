/** Messages to and from whoever started this process. */
export interface ParentPort {
  /** False when somebody started the process by hand. */
  readonly present: boolean;
  tell(message: unknown): void;
}

interface UtilityParent {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/**
 * The parent of a forked Node process (`process.send`) or of an Electron utility process (`process.parentPort`). A
 * forked process whose parent went away ends itself.
 */
export const openParentPort = (onMessage: (message: unknown) => void, onGone: () => void): ParentPort => {
  const { parentPort } = process as NodeJS.Process & { readonly parentPort?: UtilityParent };
  if (parentPort !== undefined) {
    parentPort.on('message', ({ data }) => onMessage(data));
    return { present: true, tell: (message) => parentPort.postMessage(message) };
  }
  if (process.send === undefined) return { present: false, tell: () => undefined };
  process.on('message', onMessage);
  process.once('disconnect', onGone);
  return {
    present: true,
    tell(message) {
      if (process.connected) process.send?.(message, undefined, {}, () => undefined);
    },
  };
};
