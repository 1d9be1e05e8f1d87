import { contextBridge, ipcRenderer } from 'electron';
import type { PackwrightBridge } from '../shared/bridge';
import { pushChannels } from '../shared/push-channels';
import type { PushChannel } from '../shared/station';

const known = new Set<string>(pushChannels);

const bridge: PackwrightBridge = {
  command: (name, input, commandId) => ipcRenderer.invoke('command', name, input, commandId),
  query: (name, params) => ipcRenderer.invoke('query', name, params),
  call: (name, input) => ipcRenderer.invoke('call', name, input),
  on: (channel: PushChannel, listener: (payload: never) => void) => {
    if (!known.has(channel)) throw new Error('unknown channel');
    const handler = (_event: unknown, payload: unknown): void => listener(payload as never);
    ipcRenderer.on(`push:${channel}`, handler);
    ipcRenderer.send('subscribe', channel);
    return () => ipcRenderer.removeListener(`push:${channel}`, handler);
  },
};

contextBridge.exposeInMainWorld('packwright', bridge);
