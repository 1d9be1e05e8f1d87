import { encodeTagList } from '../../shared/tag-list-csv';
import { fail, ok, type Result } from '../../shared/result';
import type { CallInput, StationCall } from '../../shared/station';
import type { StationDocuments } from './documents';
import type { Station } from './station';

type RfidCall = Extract<StationCall, `rfid.${string}`>;
type Handlers = { readonly [N in RfidCall]: (input: CallInput<N>) => Promise<Result<unknown>> | Result<unknown> };

/** What is done with RFID readers and the tags that they see. */
export const rfidCalls = ({ tags }: Station, documents: StationDocuments): Handlers => ({
  'rfid.list': () => ok(tags.list()),
  'rfid.start': ({ deviceIds }) => tags.start(deviceIds),
  'rfid.stop': ({ deviceIds }) => tags.stop(deviceIds),
  'rfid.settings': ({ deviceId }) => {
    const settings = tags.settingsOf(deviceId);
    return settings === null ? fail('reader-not-connected') : ok(settings);
  },
  'rfid.configure': ({ deviceId, settings }) => tags.configure(deviceId, settings),
  'rfid.clear': () => {
    tags.clear();
    return ok(null);
  },
  'rfid.export': async () => {
    const rows = tags.rows();
    return rows.length === 0 ? fail('no-tags-to-export') : documents.tagList(encodeTagList(rows));
  },
});
