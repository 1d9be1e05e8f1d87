import type { PushChannel } from './station';

/** In a file of its own: the preload reads it before every window, and needs nothing else of the contract. */
export const pushChannels: readonly PushChannel[] = [
  'starting',
  'station',
  'scale',
  'changed',
  'feedback',
  'trace',
  'press',
  'navigate',
  'bench',
  'tour',
  'labels',
  'scannerTest',
  'tags',
  'count',
  'traced',
  'labelScan',
];
