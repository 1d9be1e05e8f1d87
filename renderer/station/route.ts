import { useSyncExternalStore } from 'react';

export const routes = [
  'pack',
  'today',
  'orders',
  'parcels',
  'prints',
  'labels',
  'apply',
  'counts',
  'rfid',
  'imports',
  'catalogue',
  'stock',
  'trace',
  'people',
  'devices',
  'record',
] as const;
export type Route = (typeof routes)[number];

const read = (): Route => routes.find((route) => route === window.location.hash.slice(2)) ?? 'pack';

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

export const useRoute = (): Route => useSyncExternalStore(subscribe, read);
export const goTo = (route: Route): void => {
  window.location.hash = `/${route}`;
};
