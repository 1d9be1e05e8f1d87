import type { Sender } from './router';

/** What Electron tells of a message's sender, as far as trust goes. */
export interface Occurrence {
  /** `null` once the frame was navigated away or is gone. */
  readonly senderFrame: { readonly url: string } | null;
  readonly sender: { readonly id: number; readonly mainFrame: object };
}

const originOf = (url: string): string | null => {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}`;
  } catch {
    return null;
  }
};

/** Only the main frame of a window of ours, at our own origin, is a sender that counts. */
export const senderOf = (
  { senderFrame: frame, sender }: Occurrence,
  origin: string,
  isOurs: (id: number) => boolean,
): Sender => ({
  id: sender.id,
  trusted: frame !== null && frame === sender.mainFrame && isOurs(sender.id) && originOf(frame.url) === origin,
});
