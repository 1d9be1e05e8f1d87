import { useEffect, useRef } from 'react';
import type { Press } from '../../shared/station';
import { callStation, onPush } from './client';

/** Takes a command barcode that answers a question; answers false when it is for somebody else. */
export type PressHandler = (press: Press) => boolean;

const handlers: { readonly current: PressHandler }[] = [];

/** Listens for yes, no and numbered choices. What was shown last is asked first. */
export const usePress = (handler: PressHandler): void => {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    handlers.push(latest);
    return () => void handlers.splice(handlers.indexOf(latest), 1);
  }, []);
};

/** Hands each answer to whoever asks; the station is told when nobody does, so that it never passes in silence. */
export const listenForPresses = (): (() => void) =>
  onPush('press', (press) => {
    const taken = handlers.toReversed().some(({ current }) => current(press));
    if (!taken) void callStation('pack.verb', { verb: 'unwanted' });
  });
