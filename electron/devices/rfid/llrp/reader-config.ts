import { byteAt, join, u16, u16At, u32, u8 } from '../bytes';
import { encodeParameter, parameterTypes as types, readParameters } from './parameters';

/** Numbers of the events that can be turned on (LLRP 1.0.1, 13.2.5.1). A lost report is told without being asked. */
export const eventTypes = { roSpec: 2, bufferLevel: 3, readerException: 4, antenna: 8 } as const;

/** Body of SET_READER_CONFIG: these events on, a sign of life each period, and nothing held back for a client. */
export const encodeReaderConfig = (config: {
  readonly events: readonly number[];
  readonly keepaliveMs: number;
}): Uint8Array => {
  const states = config.events.map((event) => encodeParameter(types.eventNotificationState, u16(event), u8(0x80)));
  return join(
    // No reset to factory settings: that would clear what others have set.
    u8(0),
    ...(states.length === 0 ? [] : [encodeParameter(types.eventNotificationSpec, ...states)]),
    encodeParameter(types.keepaliveSpec, u8(1), u32(config.keepaliveMs)),
    encodeParameter(types.eventsAndReports, u8(0)),
  );
};

/** Body of GET_READER_CONFIG for which antennas are connected: of all of them, and no GPI or GPO port. */
export const encodeAskAntennas = (): Uint8Array => join(u16(0), u8(2), u16(0), u16(0));

/** Which antennas are connected, by number, from GET_READER_CONFIG_RESPONSE. */
export const decodeAntennas = (body: Uint8Array): Record<number, 'connected' | 'disconnected'> => {
  const found = readParameters(body).items.filter(
    ({ type, body: antenna }) => type === types.antennaProperties && antenna.length >= 3,
  );
  return Object.fromEntries(
    found.map(({ body: antenna }) => [
      u16At(antenna, 1),
      (byteAt(antenna, 0) & 0x80) === 0 ? 'disconnected' : 'connected',
    ]),
  );
};
